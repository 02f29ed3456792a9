package io.auterity.temporal;

import io.auterity.platform.time.Micros;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.driver.CallResult;
import io.auterity.workflow.engine.CarriedRuns;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The activities of runs: calls, and what others act on. */
record RunActivitiesImpl(CarriedRuns runs) implements RunActivities {

  /** How a call ends that was given up before it was made. */
  static final CallResult NOT_MADE =
      new CallResult.Failed(
          new UUID(0, 0),
          Failure.of(FailureCode.CANCELLED, "the call was given up before it was made")
              .withApplied(Applied.NO));

  private static final Logger LOG = LoggerFactory.getLogger(RunActivitiesImpl.class);
  private static final Duration HEARTBEAT_EVERY = Duration.ofSeconds(1);

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
    ActivityExecutionContext context = Activity.getExecutionContext();
    CompletableFuture<CallResult> result = new CompletableFuture<>();
    AtomicReference<@Nullable Runnable> cancel = new AtomicReference<>();
    boolean begun = false;
    boolean cancelled = false;
    while (true) {
      cancelled |= !beats(context);
      if (!begun && cancelled) {
        return CarrierJson.write(NOT_MADE);
      }
      begun = begun || begins(run, dial, cancel, result);
      Runnable giveUp = cancel.get();
      if (cancelled && giveUp != null) {
        giveUp.run();
      }
      try {
        return CarrierJson.write(result.get(HEARTBEAT_EVERY.toMillis(), TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        LOG.trace("A call of the run {} goes on.", run, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Activity.wrap(e);
      } catch (ExecutionException e) {
        throw Activity.wrap(e);
      }
    }
  }

  /** False while the database is away, before the call is made. */
  private boolean begins(
      String run,
      byte[] dial,
      AtomicReference<@Nullable Runnable> cancel,
      CompletableFuture<CallResult> result) {
    try {
      runs.call(UUID.fromString(run), CarrierJson.dial(dial), cancel::set, result::complete);
      return true;
    } catch (CallFailedException e) {
      LOG.debug("A call of the run {} is made later.", run, e);
      return false;
    }
  }

  /** False when the call is to be given up. */
  private static boolean beats(ActivityExecutionContext context) {
    try {
      context.heartbeat(null);
      return true;
    } catch (ActivityCompletionException e) {
      return false;
    }
  }

  @Override
  public byte[] startChild(String run, byte[] step, String child, byte[] input) {
    return RunLocalActivitiesImpl.fencing(
        run,
        () ->
            CarrierJson.event(
                runs.startChild(
                    UUID.fromString(run),
                    step(step),
                    UUID.fromString(child),
                    CarrierJson.json(input))));
  }

  @Override
  public byte[] cancelChild(String run, byte[] step, String child) {
    return RunLocalActivitiesImpl.fencing(
        run,
        () ->
            CarrierJson.event(
                runs.cancelChild(UUID.fromString(run), step(step), UUID.fromString(child))));
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
