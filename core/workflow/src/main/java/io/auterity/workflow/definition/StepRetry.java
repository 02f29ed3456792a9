package io.auterity.workflow.definition;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The retry policy of a step, with exponential backoff, after a failure that may pass.
 *
 * @param max repetitions at most
 * @param backoff wait before the first repetition
 * @param factor by which each further wait grows
 * @param limit longest wait
 * @param within no try begins so long after the first; null for no such bound
 */
public record StepRetry(
    int max, Duration backoff, double factor, Duration limit, @Nullable Duration within) {

  /** A step that is never tried again. */
  public static final StepRetry NONE = new StepRetry(0, Duration.ZERO, 1, Duration.ZERO);

  /** Repetitions that take as long as they take. */
  public StepRetry(int max, Duration backoff, double factor, Duration limit) {
    this(max, backoff, factor, limit, null);
  }

  /** Wait before repetition {@code n}, counted from 1, without jitter. */
  public Duration wait(int n) {
    double nanos = backoff.toNanos() * Math.pow(factor, n - 1.0);
    return nanos >= limit.toNanos() ? limit : Duration.ofNanos((long) nanos);
  }
}
