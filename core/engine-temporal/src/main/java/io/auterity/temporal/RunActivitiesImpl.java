package io.auterity.temporal;

import io.auterity.platform.time.Micros;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.engine.CarriedRuns;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityWorkerShutdownException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** The activities of runs: calls, and what others act on. */
record RunActivitiesImpl(CarriedRuns runs, RunValues values, LocalCalls calls)
    implements RunActivities {

  private static final String LOST = "lost";

  /** Longer than any call may take; Temporal ends the activity before. */
  private static final Duration LONGEST_CALL = Duration.ofDays(1);

  @Override
  public void publish(String run, int to, boolean changed, byte[] marks) {
    RunLocalActivitiesImpl.fencing(
        run,
        () -> {
          runs.publish(UUID.fromString(run), to, changed, CarrierJson.marks(marks));
          return true;
        });
  }

  @Override
  public byte[] call(String run, byte[] dial) {
    RunCall call = new RunCall(run, () -> CarrierJson.dial(values.read(run, dial)), runs);
    return result(call, Activity.getExecutionContext());
  }

  @Override
  public byte[] awaitCall(String run, long number) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    RunCall call = calls.remove(number);
    if (call == null) {
      throw ApplicationFailure.newNonRetryableFailure("the call is lost: " + number, LOST);
    }
    return result(call, context);
  }

  private static byte[] result(RunCall call, ActivityExecutionContext context) {
    return call.makeAndAwait(() -> beats(context), LONGEST_CALL).orElseThrow();
  }

  /**
   * False when the call is to be given up.
   *
   * @throws ActivityWorkerShutdownException when this process ends: the call is lost, not given up
   */
  private static boolean beats(ActivityExecutionContext context) {
    try {
      context.heartbeat(null);
      return true;
    } catch (ActivityWorkerShutdownException e) {
      throw e;
    } catch (ActivityCompletionException e) {
      return false;
    }
  }

  @Override
  public byte[] startChild(String run, byte[] step, String child, byte[] input) {
    return RunLocalActivitiesImpl.fencing(
        run,
        () ->
            event(
                run,
                runs.startChild(
                    UUID.fromString(run),
                    step(step),
                    UUID.fromString(child),
                    CarrierJson.json(values.read(run, input)))));
  }

  @Override
  public byte[] cancelChild(String run, byte[] step, String child) {
    return RunLocalActivitiesImpl.fencing(
        run,
        () ->
            event(run, runs.cancelChild(UUID.fromString(run), step(step), UUID.fromString(child))));
  }

  private byte[] event(String run, Optional<RunEvent> event) {
    return values.write(run, CarrierJson.event(event));
  }

  @Override
  public void awaitEvent(String run, byte[] step, byte[] event, long beganMicros) {
    RunLocalActivitiesImpl.fencing(
        run,
        () -> {
          runs.awaitEvent(
              UUID.fromString(run),
              step(step),
              CarrierJson.awaited(event),
              Micros.instant(beganMicros));
          return true;
        });
  }

  private static StepKey step(byte[] bytes) {
    return StepKey.of(Objects.requireNonNull(CarrierJson.json(bytes)));
  }
}
