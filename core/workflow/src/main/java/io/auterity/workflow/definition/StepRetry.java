package io.auterity.workflow.definition;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The retry policy of a step, with exponential backoff.
 *
 * @param max repetitions at most
 * @param backoff wait before the first repetition
 * @param factor by which each further wait grows
 * @param limit longest wait
 * @param within no try begins so long after the first; null for no such bound
 * @param codes of failures after which it is tried again; null for those that may pass
 */
public record StepRetry(
    int max,
    Duration backoff,
    double factor,
    Duration limit,
    @Nullable Duration within,
    @Nullable Set<FailureCode> codes) {
  public StepRetry {
    codes = codes == null ? null : Set.copyOf(codes);
  }

  /** A step that is never tried again. */
  public static final StepRetry NONE = new StepRetry(0, Duration.ZERO, 1, Duration.ZERO);

  /** Repetitions that take as long as they take. */
  public StepRetry(int max, Duration backoff, double factor, Duration limit) {
    this(max, backoff, factor, limit, null, null);
  }

  /** Whether a call is tried again after such a failure. */
  public boolean covers(Failure failure) {
    return codes == null ? failure.retryable() : codes.contains(failure.code());
  }

  /** Wait before repetition {@code n}, counted from 1, without jitter. */
  public Duration wait(int n) {
    double nanos = backoff.toNanos() * Math.pow(factor, n - 1.0);
    return nanos >= limit.toNanos() ? limit : Duration.ofNanos((long) nanos);
  }
}
