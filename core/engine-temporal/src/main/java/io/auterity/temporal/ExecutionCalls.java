package io.auterity.temporal;

import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.driver.AfterCommit;
import io.auterity.workflow.driver.CallResult;
import io.auterity.workflow.engine.CarriedRuns;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The calls of an execution. One that may have an effect is an activity of any process: what it is
 * made of is durable before. One without begins within the turn, as far as {@link TurnBudget} has
 * room; where it takes longer than a moment, an activity of the same process waits for it.
 */
final class ExecutionCalls implements AutoCloseable {

  private static final Duration MARGIN = Duration.ofSeconds(10);
  private static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(3);

  /** After that long a process that does not take its own activity is gone. */
  private static final Duration LONGEST_START = Duration.ofSeconds(30);

  private static final RetryOptions ONCE = RetryOptions.newBuilder().setMaximumAttempts(1).build();

  private final String run;
  private final CarriedRuns runs;
  private final RunValues values;
  private final LocalCalls localCalls;
  private final Consumer<Runnable> arrived;
  private final RunClock clock;
  private final Map<StepKey, Runnable> cancels = new HashMap<>();

  private final TurnBudget budget = new TurnBudget();

  /** Calls that this process makes within the turn. */
  private final Set<LocalCalls.Place> inTurn = new HashSet<>();

  private final RunLocalActivities local =
      Workflow.newLocalActivityStub(
          RunLocalActivities.class,
          LocalActivityOptions.newBuilder()
              .setStartToCloseTimeout(Duration.ofSeconds(30))
              .setRetryOptions(ONCE)
              .setDoNotIncludeArgumentsIntoMarker(true)
              .build());

  /**
   * The calls of an execution.
   *
   * @param arrived gets what is to be done in the turn once a call has ended
   * @param clock reaches the time at which a call has ended
   */
  ExecutionCalls(
      String run,
      CarriedRuns runs,
      RunValues values,
      LocalCalls localCalls,
      Consumer<Runnable> arrived,
      RunClock clock) {
    this.run = run;
    this.runs = runs;
    this.values = values;
    this.localCalls = localCalls;
    this.arrived = arrived;
    this.clock = clock;
  }

  /** As {@link io.auterity.workflow.engine.CarrierPorts#call}. */
  void make(AfterCommit.Dial dial, Consumer<Optional<CallResult>> ended) {
    StepKey step = dial.call().step();
    Consumer<Optional<CallResult>> over =
        result -> {
          cancels.remove(step);
          ended.accept(result);
        };
    if (dial.effect() || !budget.admits(Workflow.getInfo().getHistoryLength())) {
      byte[] written = values.writeInTurn(run, CarrierJson.write(dial));
      callByActivity(
          step,
          options(dial).build(),
          activities -> Async.function(activities::call, run, written),
          () -> {},
          over);
    } else {
      callInTurn(dial, over);
    }
  }

  private void callInTurn(AfterCommit.Dial dial, Consumer<Optional<CallResult>> ended) {
    RunCall call = new RunCall(run, () -> dial, runs);
    LocalCalls.Place place = localCalls.put(call);
    inTurn.add(place);
    cancels.put(dial.call().step(), call::giveUp);
    Async.function(local::call, run, place.number())
        .handle(
            (bytes, failure) -> {
              arrived.accept(
                  () -> afterCallInTurn(dial, place, failure == null ? bytes : null, ended));
              return true;
            });
  }

  private void afterCallInTurn(
      AfterCommit.Dial dial,
      LocalCalls.Place place,
      byte @Nullable [] bytes,
      Consumer<Optional<CallResult>> ended) {
    inTurn.remove(place);
    byte[] json = bytes == null ? null : values.readInTurn(run, bytes);
    Optional<LocalCalls.Place> further = json == null ? Optional.empty() : CarrierJson.place(json);
    if (!further.equals(Optional.of(place))) {
      localCalls.giveUp(place); // it has ended, or is not made, as an earlier process had made it
    }
    Optional<CallEnd> end =
        further.isPresent() ? Optional.empty() : Optional.ofNullable(json).map(CarrierJson::end);
    budget.over(
        bytes == null ? 0 : bytes.length,
        end.map(CallEnd::took).orElse(RunLocalActivitiesImpl.A_MOMENT));
    if (further.isPresent()) {
      awaitByActivity(dial, further.get(), ended);
    } else {
      ended.accept(end.map(this::result));
    }
  }

  private CallResult result(CallEnd end) {
    clock.reach(end.at());
    return end.result();
  }

  private void awaitByActivity(
      AfterCommit.Dial dial, LocalCalls.Place place, Consumer<Optional<CallResult>> ended) {
    callByActivity(
        dial.call().step(),
        options(dial).setTaskQueue(place.queue()).setScheduleToStartTimeout(LONGEST_START).build(),
        activities -> Async.function(activities::awaitCall, run, place.number()),
        () -> localCalls.giveUp(place),
        ended);
  }

  private static ActivityOptions.Builder options(AfterCommit.Dial dial) {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(dial.call().timeout().plus(MARGIN))
        .setHeartbeatTimeout(HEARTBEAT_TIMEOUT)
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setRetryOptions(ONCE);
  }

  private void callByActivity(
      StepKey step,
      ActivityOptions options,
      Function<RunActivities, Promise<byte[]>> begin,
      Runnable giveUp,
      Consumer<Optional<CallResult>> ended) {
    RunActivities activities = Workflow.newActivityStub(RunActivities.class, options);
    CancellationScope scope =
        Workflow.newCancellationScope(
            () ->
                begin
                    .apply(activities)
                    .handle(
                        (bytes, failure) -> {
                          arrived.accept(
                              () ->
                                  ended.accept(
                                      failure == null
                                          ? Optional.of(
                                              result(
                                                  CarrierJson.end(values.readInTurn(run, bytes))))
                                          : without(failure, giveUp)));
                          return true;
                        }));
    cancels.put(
        step,
        () -> {
          giveUp.run();
          scope.cancel();
        });
    scope.run();
  }

  // What was cancelled before a process took it was not made, or had no effect.
  private static Optional<CallResult> without(RuntimeException failure, Runnable giveUp) {
    giveUp.run();
    return cancelled(failure) ? Optional.of(RunCall.GIVEN_UP) : Optional.empty();
  }

  private static boolean cancelled(RuntimeException failure) {
    return failure instanceof CanceledFailure || failure.getCause() instanceof CanceledFailure;
  }

  /** As {@link io.auterity.workflow.engine.CarrierPorts#cancel}. */
  void cancel(StepKey step) {
    Runnable cancel = cancels.get(step);
    if (cancel != null) {
      cancel.run();
    }
  }

  /** Gives up what is made within a turn that is not to end. */
  @Override
  public void close() {
    inTurn.forEach(localCalls::giveUp);
  }
}
