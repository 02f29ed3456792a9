package io.auterity.temporal;

import io.auterity.platform.time.Micros;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.driver.CallResult;
import io.auterity.workflow.engine.CarriedRuns;
import io.auterity.workflow.engine.FencedException;
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

/** The activities of runs: calls, and what others act on. */
record ActsOfRuns(CarriedRuns runs) implements RunActs {

  private static final Duration BEAT = Duration.ofSeconds(1);

  @Override
  public void publish(String run, long fence, int from, int to, byte[] marks) {
    try {
      runs.publish(UUID.fromString(run), fence, from, to, CarrierJson.marks(marks));
    } catch (FencedException e) {
      Thread.onSpinWait(); // whoever carries it on publishes it
    }
  }

  @Override
  public byte[] call(String run, byte[] dial) {
    CompletableFuture<CallResult> result = new CompletableFuture<>();
    AtomicReference<@Nullable Runnable> cancel = new AtomicReference<>();
    runs.call(UUID.fromString(run), CarrierJson.dial(dial), cancel::set, result::complete);
    ActivityExecutionContext context = Activity.getExecutionContext();
    boolean cancelled = false;
    while (true) {
      try {
        return CarrierJson.write(result.get(BEAT.toMillis(), TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        cancelled |= !beats(context);
        Runnable giveUp = cancel.get();
        if (cancelled && giveUp != null) {
          giveUp.run();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Activity.wrap(e);
      } catch (ExecutionException e) {
        throw Activity.wrap(e);
      }
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
    return CarrierJson.event(
        runs.startChild(
            UUID.fromString(run), step(step), UUID.fromString(child), CarrierJson.json(input)));
  }

  @Override
  public byte[] cancelChild(String run, byte[] step, String child) {
    return CarrierJson.event(
        runs.cancelChild(UUID.fromString(run), step(step), UUID.fromString(child)));
  }

  @Override
  public void awaitEvent(String run, byte[] step, byte[] event, long beganMicros) {
    runs.awaitEvent(
        UUID.fromString(run), step(step), CarrierJson.awaited(event), Micros.instant(beganMicros));
  }

  private static StepKey step(byte[] bytes) {
    return StepKey.of(Objects.requireNonNull(CarrierJson.json(bytes)));
  }
}
