package io.auterity.temporal;

import io.auterity.platform.time.Micros;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.driver.AfterCommit;
import io.auterity.workflow.driver.CallResult;
import io.auterity.workflow.engine.CarriedRuns;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
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
record RunActivitiesImpl(CarriedRuns runs, RunValues values) implements RunActivities {

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
        return values.write(run, CarrierJson.write(NOT_MADE));
      }
      begun = begun || begins(run, dial, cancel, result);
      Runnable giveUp = cancel.get();
      if (cancelled && giveUp != null) {
        giveUp.run();
      }
      try {
        CallResult ended = result.get(HEARTBEAT_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        Optional<byte[]> kept = kept(run, ended);
        if (kept.isPresent()) {
          return kept.get();
        }
        Thread.sleep(HEARTBEAT_EVERY);
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
      AfterCommit.Dial call = CarrierJson.dial(values.read(run, dial));
      runs.call(UUID.fromString(run), call, cancel::set, result::complete);
      return true;
    } catch (CallFailedException e) {
      LOG.debug("A call of the run {} is made later.", run, e);
      return false;
    }
  }

  /** Empty while the database is away, which keeps what is large. */
  private Optional<byte[]> kept(String run, CallResult result) {
    try {
      return Optional.of(values.write(run, CarrierJson.write(result)));
    } catch (CallFailedException e) {
      LOG.debug("The result of a call of the run {} is kept later.", run, e);
      return Optional.empty();
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
