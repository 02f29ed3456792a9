package io.auterity.temporal;

import io.auterity.platform.time.Micros;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.driver.AfterCommit;
import io.auterity.workflow.driver.CallResult;
import io.auterity.workflow.driver.RepetitionFacts;
import io.auterity.workflow.engine.CarriedRun;
import io.auterity.workflow.engine.CarriedRuns;
import io.auterity.workflow.engine.CarrierPorts;
import io.auterity.workflow.engine.FencedException;
import io.auterity.workflow.engine.Repeatability;
import io.auterity.workflow.event.AwaitedEvent;
import io.auterity.workflow.journal.CarriedPosition;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.JournalEntry;
import io.auterity.workflow.journal.UnreadableException;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An execution of a run: its turns by workflow tasks, what it does outside by activities. */
final class RunExecution implements RunWorkflow {

  /** Temporal ends a workflow beyond 51,200 events. */
  static final int MOST_EVENTS = 10_000;

  /** Of a fence: room for the seconds of half a year beneath the turn. */
  private static final int SECONDS_BITS = 24;

  private static final long MOST_SECONDS = (1L << SECONDS_BITS) - 1;

  /** Of what is one transaction, and may be made twice. */
  private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);

  private static final RetryOptions RETRY_UNTIL_DONE =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofMillis(50))
          .setMaximumInterval(Duration.ofSeconds(5))
          .setDoNotRetry(RunLocalActivities.FENCED)
          .build();

  private final CarriedRuns runs;
  private final RunValues values;
  private final PendingEntries entries;
  private final LocalCalls localCalls;
  private final int most;
  private final Consumer<WorkflowExecution> ending;

  private final RunLocalActivities localActivities =
      Workflow.newLocalActivityStub(
          RunLocalActivities.class,
          LocalActivityOptions.newBuilder()
              .setStartToCloseTimeout(TRANSACTION_TIMEOUT)
              .setRetryOptions(RETRY_UNTIL_DONE)
              .setDoNotIncludeArgumentsIntoMarker(true)
              .build());

  /** Of one that is cancelled only further tries are: whether it was done is known. */
  private final RunActivities activities =
      Workflow.newActivityStub(
          RunActivities.class,
          ActivityOptions.newBuilder()
              .setStartToCloseTimeout(TRANSACTION_TIMEOUT)
              .setRetryOptions(RETRY_UNTIL_DONE)
              .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
              .build());

  private @Nullable CarriedRun carried;
  private boolean rung;

  /** The task queue of newer rules, by which the run is to go on. */
  private @Nullable String newerQueue;

  /**
   * An execution.
   *
   * @param most events of its history, beyond which another one goes on
   * @param ending has one ended from outside whose run cannot be read; another one goes on once
   *     that can be
   */
  RunExecution(
      CarriedRuns runs,
      PendingEntries entries,
      LocalCalls localCalls,
      int most,
      Consumer<WorkflowExecution> ending) {
    this.runs = runs;
    this.ending = ending;
    this.localCalls = localCalls;
    this.values = new RunValues(runs);
    this.entries = entries;
    this.most = most;
  }

  @Override
  public void ring() {
    if (carried == null) {
      rung = true;
    } else {
      carried.ring();
    }
  }

  @Override
  public void renew(String queue) {
    newerQueue = queue;
  }

  @Override
  public void run(String id) {
    byte[] taken = localActivities.take(id, Workflow.currentTimeMillis());
    if (taken.length > 0 && carryOn(UUID.fromString(id), CarrierJson.position(taken))) {
      ContinueAsNewOptions.Builder options = ContinueAsNewOptions.newBuilder();
      if (newerQueue != null) {
        options.setTaskQueue(newerQueue);
      }
      Workflow.continueAsNew(options.build(), id);
    }
  }

  /** Whether another execution is to go on. */
  private boolean carryOn(UUID run, CarriedPosition at) {
    Ports ports = new Ports(run, at);
    try {
      carried = runs.load(run, at, ports.messages(at.seq()), ports.now(), ports);
      if (rung) {
        carried.ring();
      }
      return carried.carryOn() == CarriedRun.Outcome.RENEWED;
    } catch (FencedException e) {
      return true; // if it is over, the next one finds that out
    } catch (UnreadableException e) {
      ending.accept(
          WorkflowExecution.newBuilder()
              .setWorkflowId(run.toString())
              .setRunId(Workflow.getInfo().getRunId())
              .build());
      throw e;
    } finally {
      ports.calls.close();
    }
  }

  /** What the run asks for, by workflow tasks and activities. */
  private final class Ports implements CarrierPorts {

    private final UUID id;
    private final String run;
    private final CarriedPosition at;
    private final long beganMillis = Workflow.currentTimeMillis();
    private final RunClock clock = new RunClock();
    private final Random random = Workflow.newRandom();
    private final ExecutionCalls calls;
    private final Map<StepKey, CancellationScope> starting = new HashMap<>();

    /** What has ended outside; it is read in the turn, which fails and is tried again with that. */
    private final Deque<Runnable> arrived = new ArrayDeque<>();

    Ports(UUID id, CarriedPosition at) {
      this.id = id;
      this.run = id.toString();
      this.at = at;
      this.calls = new ExecutionCalls(run, runs, values, localCalls, arrived::add, clock);
    }

    /**
     * Grows with each turn, and with each attempt of one. Time alone does not do: it goes on within
     * a turn, also of one that was given up and began again elsewhere.
     */
    private long fence() {
      long seconds = (Workflow.currentTimeMillis() - beganMillis) / 1_000;
      long turn = Workflow.getInfo().getHistoryLength();
      return at.fence() + (turn << SECONDS_BITS) + Math.clamp(seconds, 0, MOST_SECONDS);
    }

    private <T> T recorded(Supplier<T> work) {
      try {
        return work.get();
      } catch (ActivityFailure e) {
        if (e.getCause() instanceof ApplicationFailure cause
            && cause.getType().equals(RunLocalActivities.FENCED)) {
          throw new FencedException(id);
        }
        throw e;
      }
    }

    private void outside(Promise<?> done, Runnable then) {
      done.handle(
          (result, failure) -> {
            then.run();
            return true;
          });
    }

    @Override
    public Instant now() {
      return clock.now();
    }

    @Override
    public double chance() {
      return random.nextDouble();
    }

    @Override
    public void await(BooleanSupplier condition) {
      do {
        Workflow.await(() -> !arrived.isEmpty() || condition.getAsBoolean());
        while (!arrived.isEmpty()) {
          arrived.removeFirst().run();
        }
      } while (!condition.getAsBoolean());
    }

    @Override
    public void after(Duration delay, Runnable then) {
      outside(Workflow.newTimer(delay), then);
    }

    @Override
    public boolean renewing() {
      return newerQueue != null
          || Workflow.getInfo().getHistoryLength() > most
          || Workflow.getInfo().isContinueAsNewSuggested();
    }

    @Override
    public void record(int from, JournalEntry entry) {
      long number = entries.put(entry);
      try {
        recorded(
            () -> {
              localActivities.record(run, fence(), from, number);
              return true;
            });
      } finally {
        entries.remove(number);
      }
    }

    @Override
    public void publish(int to, boolean changed, List<InboxMessage.Taken> marks, Runnable done) {
      outside(
          Async.procedure(activities::publish, run, to, changed, CarrierJson.marks(marks)), done);
    }

    @Override
    public void call(AfterCommit.Dial dial, Consumer<Optional<CallResult>> ended) {
      calls.make(dial, ended);
    }

    @Override
    public void cancel(StepKey step) {
      CancellationScope start = starting.get(step);
      if (start == null) {
        calls.cancel(step);
      } else {
        start.cancel();
      }
    }

    @Override
    public void startChild(
        StepKey step, UUID child, @Nullable Json input, Consumer<Optional<RunEvent>> ended) {
      byte[] written = values.writeInTurn(run, CarrierJson.bytes(input));
      CancellationScope scope =
          Workflow.newCancellationScope(
              () ->
                  ended(
                      Async.function(
                          activities::startChild,
                          run,
                          CarrierJson.bytes(step.json()),
                          child.toString(),
                          written),
                      event -> {
                        starting.remove(step);
                        ended.accept(event);
                      }));
      starting.put(step, scope);
      scope.run();
    }

    @Override
    public void cancelChild(StepKey step, UUID child, Consumer<Optional<RunEvent>> ended) {
      ended(
          Async.function(
              activities::cancelChild, run, CarrierJson.bytes(step.json()), child.toString()),
          ended);
    }

    private void ended(Promise<byte[]> event, Consumer<Optional<RunEvent>> ended) {
      event.handle(
          (bytes, failure) ->
              arrived.add(
                  () ->
                      ended.accept(
                          failure == null
                              ? CarrierJson.event(values.readInTurn(run, bytes))
                              : Optional.empty())));
    }

    @Override
    public void awaitEvent(StepKey step, AwaitedEvent event, Instant began, Runnable done) {
      outside(
          Async.procedure(
              activities::awaitEvent,
              run,
              CarrierJson.bytes(step.json()),
              CarrierJson.write(event),
              Micros.of(began)),
          done);
    }

    @Override
    public List<InboxMessage> messages(int seq) {
      return read(recorded(() -> localActivities.messages(run, seq)));
    }

    @Override
    public List<InboxMessage> signals(int seq, String name, int limit) {
      return read(recorded(() -> localActivities.signals(run, seq, name, limit)));
    }

    private List<InboxMessage> read(byte[] messages) {
      return CarrierJson.messages(values.readInTurn(run, messages));
    }

    @Override
    public void keep(List<UUID> messages) {
      recorded(
          () -> {
            localActivities.keep(run, fence(), CarrierJson.ids(messages));
            return true;
          });
    }

    @Override
    public RepetitionFacts facts(
        String capability, Repeatability.@Nullable Aim aim, @Nullable Json input) {
      byte[] question = CarrierJson.question(aim, input);
      return CarrierJson.facts(recorded(() -> localActivities.facts(run, capability, question)));
    }
  }
}
