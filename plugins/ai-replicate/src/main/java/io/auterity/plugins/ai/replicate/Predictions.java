package io.auterity.plugins.ai.replicate;

import io.auterity.plugins.ai.replicate.wire.Prediction;
import io.auterity.plugins.ai.replicate.wire.PredictionCodec;
import io.auterity.plugins.ai.replicate.wire.PredictionInput;
import io.auterity.plugins.ai.replicate.wire.ReplicateEndpoint;
import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.toolkit.ForwardingCall;
import io.auterity.toolkit.ai.CodecCalls;
import java.time.Duration;
import java.util.Optional;

/**
 * The predictions of one call. A prediction runs and is billed whether its caller waits or not: it
 * is made with a life that ends with the call's time, and cancelled when the caller no longer
 * waits.
 */
record Predictions(ReplicateEndpoint endpoint, Call call) {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** Looks in a row that may fail before a prediction is given up. */
  private static final int MOST_FAILED_LOOKS = 3;

  /**
   * Makes one.
   *
   * @param wait how long the vendor may hold back its reply for the end
   */
  Prediction make(String model, Json.Obj input, Duration wait) {
    Duration left = call.remaining();
    return CodecCalls.send(
        PredictionCodec.create(endpoint),
        new PredictionInput(model, input, wait.compareTo(left) < 0 ? wait : left, left),
        call);
  }

  /**
   * Waits for the end of one, looking at it ever more rarely.
   *
   * @throws CallFailedException when the caller no longer waits, or it cannot be looked at; it is
   *     cancelled then
   */
  Prediction ended(Prediction made) {
    Duration pause = FIRST_PAUSE;
    Prediction seen = made;
    try {
      while (!seen.ended()) {
        seen = look(seen, pause);
        pause = longer(pause);
      }
      return seen;
    } catch (CallFailedException e) {
      cancel(seen);
      throw e;
    }
  }

  /** How long to wait before the look after next. */
  static Duration longer(Duration pause) {
    Duration longer = pause.multipliedBy(3).dividedBy(2);
    return longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
  }

  static Duration firstPause() {
    return FIRST_PAUSE;
  }

  /**
   * One after a pause; a look that fails is made again, a few times. Why ever it does, the
   * prediction runs and may be billed.
   */
  Prediction look(Prediction seen, Duration pause) {
    call.pause(pause);
    for (int failed = 1; ; failed++) {
      try {
        return CodecCalls.send(PredictionCodec.get(endpoint), seen.id(), call);
      } catch (CallFailedException e) {
        if (failed == MOST_FAILED_LOOKS || call.cancelled() || !e.failure().retryable()) {
          throw new CallFailedException(e.failure().withApplied(Applied.UNKNOWN));
        }
        call.pause(pauseOf(e.failure(), pause));
      }
    }
  }

  private static Duration pauseOf(Failure failure, Duration pause) {
    Duration asked = failure.retryAfter();
    return asked == null ? pause : asked;
  }

  /**
   * Asks the vendor to end one; if it cannot be asked, the life of the prediction ends it. The
   * thread of a call whose caller goes is interrupted once, before this or in the midst of it.
   */
  void cancel(Prediction prediction) {
    boolean interrupted = Thread.interrupted();
    if (!asked(prediction) && Thread.interrupted()) {
      interrupted = true;
      asked(prediction);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean asked(Prediction prediction) {
    try {
      CodecCalls.send(PredictionCodec.cancel(endpoint), prediction.id(), new AfterCall(call));
      return true;
    } catch (CallFailedException e) {
      return false;
    }
  }

  /**
   * A moment behind a call whose caller has gone, in which what goes on at the vendor is ended. It
   * uses nothing of the call's time, and cannot be cancelled.
   */
  private record AfterCall(Call call) implements ForwardingCall {

    private static final Duration LONGEST = Duration.ofSeconds(3);

    @Override
    public Duration remaining() {
      return LONGEST;
    }

    @Override
    public boolean cancelled() {
      return false;
    }

    @Override
    public void onCancel(Runnable action) {
      // It cannot be cancelled.
    }

    @Override
    public void pause(Duration duration) {
      throw unsupported();
    }

    @Override
    public Optional<String> idempotencyKey() {
      return Optional.empty();
    }
  }
}
