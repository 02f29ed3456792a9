package io.auterity.jobs.batch;

import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The decider for a batch and its lines, without I/O: retries, waits and ends. */
public final class BatchRules {

  /** How long the lines of a batch are asked. */
  public static final Duration WINDOW = Duration.ofHours(24);

  /** How often a line is asked of vendors that cannot serve it. */
  static final int MOST_ATTEMPTS = 6;

  private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  /**
   * The failure behind an answer.
   *
   * @param retryable whether it may be another one later
   */
  public record Refused(FailureCode code, boolean retryable, @Nullable Duration retryAfter) {}

  /** What a line that was refused does next. */
  sealed interface Next {
    /** Its answer is the end of it. */
    record End() implements Next {}

    /**
     * It is asked again.
     *
     * @param limited whether too much is asked, by this tenant or by all
     */
    record Wait(Duration time, boolean limited) implements Next {}
  }

  /**
   * The retry decision for a refused line: limits are waited for as long as the batch has time, a
   * budget (or the approval of more) only while calls under way hold what is missing, and an
   * unavailable provider is retried a few times. However long a wait is asked for, one line looks
   * after five minutes: another offer may have room by then. Where tries are counted, a shorter
   * wait that is asked for is not enough.
   *
   * @param attempts how often it was asked in vain before
   */
  static Next next(Refused refused, int attempts) {
    if (!refused.retryable()) {
      return new Next.End();
    }
    return switch (refused.code()) {
      case RATE_LIMITED, QUOTA_EXHAUSTED, BUDGET_EXHAUSTED, SATURATED ->
          new Next.Wait(wait(refused, attempts), true);
      case UNAVAILABLE, NO_VIABLE_PROVIDER, TIMEOUT ->
          attempts + 1 < MOST_ATTEMPTS
              ? new Next.Wait(longer(wait(refused, attempts), backoff(attempts)), false)
              : new Next.End();
      default -> new Next.End();
    };
  }

  /** Failures caused by the line itself, at every provider. */
  private static final Set<FailureCode> OF_LINE =
      EnumSet.of(
          FailureCode.INVALID,
          FailureCode.TOO_LARGE,
          FailureCode.CONTEXT_TOO_LONG,
          FailureCode.CONTENT_REFUSED);

  /**
   * The retry decision for a line that lay in a vendor's batch, which ruled out every other
   * provider: it is asked once more, of any available provider.
   */
  static Next afterVendor(Refused refused, int attempts) {
    Next next = next(refused, attempts);
    return next instanceof Next.End && !OF_LINE.contains(refused.code())
        ? new Next.Wait(Duration.ZERO, false)
        : next;
  }

  /**
   * What a line does next that still lies in a batch of a vendor, and that was refused before that
   * was waited for: the vendor goes on with it meanwhile, so it is waited for as long as there may
   * be another answer.
   */
  static Next whileLying(Refused refused, int attempts) {
    return refused.retryable() ? new Next.Wait(wait(refused, attempts), false) : new Next.End();
  }

  private static Duration wait(Refused refused, int attempts) {
    Duration asked = refused.retryAfter();
    Duration wait = asked == null || asked.isZero() ? backoff(attempts) : asked;
    return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
  }

  private static Duration backoff(int attempts) {
    Duration wait = FIRST_WAIT.multipliedBy(1L << (2 * Math.min(attempts, 4)));
    return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  /** How the lines end that are not to be asked any more; null while there is time for them. */
  static @Nullable LineState rest(CallBatch batch, Instant now) {
    if (batch.times().cancelling() != null) {
      return LineState.CANCELLED;
    }
    return now.isBefore(batch.times().expires()) ? null : LineState.EXPIRED;
  }

  /** How a batch ends of which no line is left. */
  static BatchState end(CallBatch batch) {
    if (batch.times().cancelling() != null) {
      return BatchState.CANCELLED;
    }
    return batch.counts().expired() > 0 ? BatchState.EXPIRED : BatchState.COMPLETED;
  }
}
