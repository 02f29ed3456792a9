package io.auterity.temporal;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.decider.Decider;
import io.auterity.workflow.engine.CarriedRuns;
import io.auterity.workflow.engine.RunCarrier;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Carries runs on by a Temporal cluster: a run is a workflow of its id, its turns are workflow
 * tasks, which any worker of the same rules' version takes.
 */
public final class TemporalCarrier implements RunCarrier {

  public static final String NAME = "temporal";

  private static final long LONGEST_TURN_MS = 30_000;
  private static final int CALLS_AT_ONCE = 1_000;

  /** So long calls may end before others take them up. */
  private static final Duration DRAIN = Duration.ofSeconds(20);

  /** After that long a worker that does not answer is given up. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final WorkflowClient client;
  private final String queue;
  private final int most;
  private final Duration patience;
  private @Nullable WorkerFactory workers;

  public TemporalCarrier(WorkflowClient client) {
    this(client, RunExecution.MOST_EVENTS, PATIENCE);
  }

  /**
   * A carrier.
   *
   * @param most events of a history, beyond which a run goes on by another one
   * @param patience after which a worker that does not answer is given up
   */
  TemporalCarrier(WorkflowClient client, int most, Duration patience) {
    this.client = client;
    this.most = most;
    this.patience = patience;
    this.queue = "auterity.runs.r" + Decider.VERSION;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void start(CarriedRuns runs) {
    PendingEntries entries = new PendingEntries();
    WorkerFactory factory = WorkerFactory.newInstance(client);
    Worker worker =
        factory.newWorker(
            queue,
            WorkerOptions.newBuilder()
                .setMaxConcurrentActivityExecutionSize(CALLS_AT_ONCE)
                .setDefaultDeadlockDetectionTimeout(LONGEST_TURN_MS)
                .setStickyQueueScheduleToStartTimeout(patience.dividedBy(2))
                .build());
    worker.registerWorkflowImplementationFactory(
        RunWorkflow.class, () -> new RunExecution(runs, entries, most));
    worker.registerActivitiesImplementations(
        new RunLocalActivitiesImpl(runs, entries), new RunActivitiesImpl(runs));
    factory.start();
    workers = factory;
  }

  @Override
  public void ring(UUID run) {
    WorkflowOptions options =
        WorkflowOptions.newBuilder()
            .setWorkflowId(run.toString())
            .setTaskQueue(queue)
            .setWorkflowTaskTimeout(patience)
            .setWorkflowIdReusePolicy(
                WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
            .build();
    try {
      var _ =
          client
              .newUntypedWorkflowStub(RunWorkflow.TYPE, options)
              .signalWithStart(RunWorkflow.RING, new Object[0], new Object[] {run.toString()});
    } catch (WorkflowServiceException | StatusRuntimeException e) {
      throw new CallFailedException(
          FailureCode.UNAVAILABLE, "engine.temporal: the cluster does not answer; the run waits");
    }
  }

  @Override
  public void close() {
    WorkerFactory started = workers;
    if (started != null) {
      started.shutdown();
      started.awaitTermination(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
    }
    halt();
  }

  @Override
  public void halt() {
    WorkerFactory started = workers;
    if (started != null) {
      started.shutdownNow();
    }
  }
}
