package io.auterity.server.web.errors;

import io.auterity.platform.noun.WireTime;
import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.Origin;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A failure inside an answer.
 *
 * @param origin where the cause lies
 * @param applied whether the outside effect may have happened
 */
public record FailureView(
    String code,
    Origin origin,
    boolean retryable,
    Applied applied,
    @Nullable Double retryAfterMs,
    String message,
    Map<String, String> fields) {

  public static FailureView of(Failure failure) {
    return new FailureView(
        failure.code().wire(),
        failure.origin(),
        failure.retryable(),
        failure.applied(),
        failure.retryAfter() == null ? null : WireTime.millis(failure.retryAfter()),
        failure.message(),
        failure.fields());
  }

  /** The same; null for null. */
  public static @Nullable FailureView orNull(@Nullable Failure failure) {
    return failure == null ? null : of(failure);
  }
}
