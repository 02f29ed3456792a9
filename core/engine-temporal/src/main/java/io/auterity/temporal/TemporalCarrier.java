package io.auterity.temporal;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.decider.Decider;
import io.auterity.workflow.engine.CarriedRuns;
import io.auterity.workflow.engine.FencedException;
import io.auterity.workflow.engine.RunCarrier;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.worker.NonDeterministicException;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries runs on by a Temporal cluster: a run is a workflow of its id, its turns are workflow
 * tasks, which any worker of the same rules' version takes.
 */
public final class TemporalCarrier implements RunCarrier {

  public static final String NAME = "temporal";

  private static final long LONGEST_TURN_MS = 30_000;
  private static final int CALLS_AT_ONCE = 1_000;

  /** Of activities that only wait for calls which are under way. */
  private static final int AWAITED_AT_ONCE = 100_000;

  /** So long calls may end before others take them up. */
  private static final Duration DRAIN = Duration.ofSeconds(20);

  /** Attempts to start an execution that another process starts at the same time. */
  private static final int MOST_ATTEMPTS = 3;

  /** Well below the timeout, so that one heartbeat that comes late does not lose a call. */
  private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(1);

  /** After that long a worker that does not answer is given up. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** An execution that cannot be replayed fails: the run goes on from its rows by another one. */
  private static final WorkflowImplementationOptions FAILED_WHEN_CHANGED =
      WorkflowImplementationOptions.newBuilder()
          .setFailWorkflowExceptionTypes(NonDeterministicException.class)
          .build();

  private static final Logger LOG = LoggerFactory.getLogger(TemporalCarrier.class);

  private final WorkflowServiceStubs service;
  private final String namespace;
  private final ContentSeal seal;
  private final RunTaskQueue queue;
  private final int most;
  private final Duration patience;
  private final Predicate<String> polled;
  private final PendingEntries entries = new PendingEntries();
  private volatile @Nullable WorkflowClient client;

  /** Those of the queue of all processes, then those of this process, which end after them. */
  private volatile List<WorkerFactory> workers = List.of();

  /**
   * A carrier.
   *
   * @param service the connection to the cluster, which ends with the carrier
   * @param namespace of the cluster, which is there
   * @param seal of what the cluster gets of runs
   */
  public TemporalCarrier(WorkflowServiceStubs service, String namespace, ContentSeal seal) {
    this(
        service,
        namespace,
        seal,
        Decider.VERSION,
        RunExecution.MOST_EVENTS,
        PATIENCE,
        queue -> polled(service, namespace, queue));
  }

  /**
   * A carrier.
   *
   * @param rules version of the rules by which runs are carried on
   * @param most events of a history, beyond which a run goes on by another one
   * @param patience after which a worker that does not answer is given up
   * @param polled whether a task queue has workers
   */
  TemporalCarrier(
      WorkflowServiceStubs service,
      String namespace,
      ContentSeal seal,
      int rules,
      int most,
      Duration patience,
      Predicate<String> polled) {
    this.service = service;
    this.namespace = namespace;
    this.seal = seal;
    this.most = most;
    this.patience = patience;
    this.polled = polled;
    this.queue = RunTaskQueue.of(seal, rules);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void start(CarriedRuns runs) {
    requireNamespace();
    WorkflowClient started =
        WorkflowClient.newInstance(service, options(namespace, seal, runs::scope));
    WorkerFactory factory = WorkerFactory.newInstance(started);
    LocalCalls calls = new LocalCalls(queue.name());
    RunActivitiesImpl activities = new RunActivitiesImpl(runs, new RunValues(runs), calls);
    Worker worker = factory.newWorker(queue.name(), options(CALLS_AT_ONCE));
    register(
        worker,
        () -> new RunExecution(runs, entries, calls, most, execution -> end(started, execution)));
    worker.registerActivitiesImplementations(
        new RunLocalActivitiesImpl(runs, new RunValues(runs), entries, calls), activities);
    WorkerFactory ofThisProcess = WorkerFactory.newInstance(started);
    ofThisProcess
        .newWorker(calls.queue(), options(AWAITED_AT_ONCE))
        .registerActivitiesImplementations(activities);
    workers = List.of(factory, ofThisProcess);
    try {
      workers.forEach(WorkerFactory::start);
    } catch (StatusRuntimeException | WorkflowServiceException e) {
      stopWorkers();
      throw unavailable(e);
    }
    client = started;
  }

  private void requireNamespace() {
    try {
      var _ =
          service
              .blockingStub()
              .describeNamespace(
                  DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build());
    } catch (StatusRuntimeException e) {
      throw unavailable(e);
    }
  }

  private WorkerOptions options(int activities) {
    return WorkerOptions.newBuilder()
        .setMaxConcurrentActivityExecutionSize(activities)
        .setMaxConcurrentLocalActivityExecutionSize(CALLS_AT_ONCE)
        .setUsingVirtualThreadsOnActivityWorker(true)
        .setUsingVirtualThreadsOnLocalActivityWorker(true)
        .setDefaultDeadlockDetectionTimeout(LONGEST_TURN_MS)
        .setStickyQueueScheduleToStartTimeout(patience.dividedBy(2))
        .setMaxHeartbeatThrottleInterval(HEARTBEAT_INTERVAL)
        .setAllowActivityHeartbeatDuringShutdown(true)
        .build();
  }

  /** Has a worker carry executions on. */
  static void register(Worker worker, Supplier<RunExecution> executions) {
    worker.registerWorkflowImplementationFactory(
        RunWorkflow.class, executions::get, FAILED_WHEN_CHANGED);
  }

  /**
   * Options of a client, which seals what the cluster gets.
   *
   * @param tenant of a run
   */
  static WorkflowClientOptions options(
      String namespace, ContentSeal seal, Function<UUID, TenantScope> tenant) {
    return WorkflowClientOptions.newBuilder()
        .setNamespace(namespace)
        .setDataConverter(
            new CodecDataConverter(
                DefaultDataConverter.newDefaultInstance(),
                List.of(new SealCodec(seal, tenant)),
                true))
        .build();
  }

  @Override
  public void ring(UUID run) {
    try {
      ring(run, 1);
    } catch (WorkflowServiceException | StatusRuntimeException e) {
      if (e.getCause() instanceof FencedException) {
        LOG.debug("There is no run {} any more.", run, e);
        return;
      }
      if (TemporalFailures.signalsExceeded(e)) {
        LOG.debug("The run {} looks at what waits for it later.", run, e);
        return;
      }
      if (e.getCause() instanceof CallFailedException ours) {
        throw ours; // of the database, which the seal needs
      }
      throw unavailable(e);
    }
  }

  // Of two that start it at one time the later one may be refused.
  private void ring(UUID run, int attempt) {
    WorkflowOptions options =
        WorkflowOptions.newBuilder()
            .setWorkflowId(run.toString())
            .setTaskQueue(queue.name())
            .setWorkflowTaskTimeout(patience)
            .setWorkflowIdReusePolicy(
                WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
            .build();
    try {
      var _ =
          started()
              .newUntypedWorkflowStub(RunWorkflow.TYPE, options)
              .signalWithStart(RunWorkflow.RING, new Object[0], new Object[] {run.toString()});
    } catch (WorkflowExecutionAlreadyStarted e) {
      if (attempt == MOST_ATTEMPTS) {
        throw unavailable(e);
      }
      ring(run, attempt + 1);
    }
  }

  @Override
  public boolean carries(UUID run) {
    try {
      WorkflowExecutionDescription found =
          started().newUntypedWorkflowStub(run.toString()).describe();
      String its = found.getTaskQueue();
      return found.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
          && (its.equals(queue.name()) || !queue.follows(its) || renewed(found, its));
    } catch (WorkflowNotFoundException e) {
      return false;
    } catch (WorkflowServiceException | StatusRuntimeException e) {
      throw unavailable(e);
    }
  }

  /**
   * Has a run go on by the rules of this server whose execution has older ones: asks the execution,
   * or ends it where none of its workers is left.
   *
   * @return whether it is still there
   */
  private boolean renewed(WorkflowExecutionDescription found, String older) {
    WorkflowStub execution = stub(started(), found.getExecution());
    if (polled.test(older)) {
      renew(execution);
      return true;
    }
    execution.terminate("no worker of %s is left; %s goes on".formatted(older, queue.name()));
    return false;
  }

  private void renew(WorkflowStub execution) {
    try {
      execution.signal(RunWorkflow.RENEW, queue.name());
    } catch (WorkflowServiceException | StatusRuntimeException e) {
      if (!TemporalFailures.signalsExceeded(e)) {
        throw e;
      }
      LOG.debug("The execution {} is asked again later.", execution.getExecution(), e);
    }
  }

  // One that is gone is counted for five minutes more.
  private static boolean polled(WorkflowServiceStubs service, String namespace, String queue) {
    DescribeTaskQueueRequest request =
        DescribeTaskQueueRequest.newBuilder()
            .setNamespace(namespace)
            .setTaskQueue(TaskQueue.newBuilder().setName(queue))
            .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
            .build();
    return service.blockingStub().describeTaskQueue(request).getPollersCount() > 0;
  }

  /** Ends an execution whose run cannot be read; not by the turn itself, which is to fail. */
  private static void end(WorkflowClient client, WorkflowExecution execution) {
    Thread.startVirtualThread(
        () -> {
          try {
            stub(client, execution).terminate("what is stored of the run cannot be read");
          } catch (WorkflowServiceException | StatusRuntimeException e) {
            LOG.debug("The turn fails again, and its execution is ended then: {}", execution, e);
          }
        });
  }

  private static WorkflowStub stub(WorkflowClient client, WorkflowExecution execution) {
    return client.newUntypedWorkflowStub(
        WorkflowTargetOptions.newBuilder().setWorkflowExecution(execution).build());
  }

  private WorkflowClient started() {
    WorkflowClient started = client;
    if (started == null) {
      throw new CallFailedException(
          FailureCode.UNAVAILABLE, "engine.temporal: the cluster has not answered yet");
    }
    return started;
  }

  private CallFailedException unavailable(RuntimeException failure) {
    return new CallFailedException(
        FailureCode.UNAVAILABLE, "engine.temporal: " + TemporalFailures.reason(failure, namespace));
  }

  /** A turn that ends meanwhile may leave its calls to activities of this process alone. */
  @Override
  public void close() {
    long end = System.nanoTime() + DRAIN.toNanos();
    workers.forEach(
        each ->
            end(
                () -> {
                  each.shutdown();
                  each.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                }));
    stopWorkers();
  }

  /**
   * The cluster gives the tasks of a connection that is closed to others. It closes first: a turn
   * that is cut short must not hand its calls to this process, nor record what others do now.
   */
  @Override
  public void halt() {
    service.shutdownNow();
    entries.close();
    stopWorkers();
  }

  private void stopWorkers() {
    workers.forEach(each -> end(each::shutdownNow));
  }

  private static void end(Runnable how) {
    try {
      how.run();
    } catch (StatusRuntimeException e) {
      LOG.debug("The cluster is not told that this worker ends.", e);
    }
  }
}
