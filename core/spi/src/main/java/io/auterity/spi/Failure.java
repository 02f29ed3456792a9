package io.auterity.spi;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The failure of a call: why it did not succeed, as plain data that crosses every boundary.
 *
 * @param code stable code
 * @param retryable whether the same call may succeed later
 * @param applied whether the outside effect may have happened
 * @param retryAfter the least time to wait before a repetition, when the vendor names one
 * @param message names the thing and the value and says what to do; never a secret
 * @param fields details by name: for a field of the input its path and the rule, e.g. {@code title
 *     -> must not be empty}
 * @param origin where the cause lies; of what leaves a connector the host decides it
 */
public record Failure(
    FailureCode code,
    boolean retryable,
    Applied applied,
    @Nullable Duration retryAfter,
    String message,
    Map<String, String> fields,
    Origin origin) {

  /**
   * Names, in {@link #fields}, the caller's idempotency key; a {@code conflict} with it says that
   * the key came with another input before.
   */
  public static final String IDEMPOTENCY_KEY = "idempotencyKey";

  /**
   * Names, in {@link #fields}, a vendor's answer; an {@code unavailable} with it says that an
   * answer came and is of no use, so that it tells of no outage.
   */
  public static final String ANSWER = "answer";

  /**
   * Names, in {@link #fields}, what of a provider's configuration is missing; a {@code forbidden}
   * with it is refused by us, before the vendor is asked.
   */
  public static final String CONFIGURATION = "provider.config";

  /** Names, in {@link #fields}, the HTTP status of a vendor's answer. */
  public static final String STATUS = "status";

  /**
   * Names, in {@link #fields}, what a vendor's own error says under that name, as its dialect
   * spells it, e.g. {@code error.openai.param}: callers of the same dialect are told it.
   */
  public static String vendors(String dialect, String name) {
    return "error.%s.%s".formatted(dialect, name);
  }

  /** Names, in {@link #fields}, a header of a vendor's refusal, for callers of its dialect. */
  public static String vendorsHeader(String dialect, String header) {
    return vendors(dialect, "header." + header);
  }

  public Failure {
    Objects.requireNonNull(code);
    Objects.requireNonNull(applied);
    Objects.requireNonNull(message);
    Objects.requireNonNull(origin);
    fields = Map.copyOf(fields);
  }

  /** With its cause where the code usually has it. */
  public Failure(
      FailureCode code,
      boolean retryable,
      Applied applied,
      @Nullable Duration retryAfter,
      String message,
      Map<String, String> fields) {
    this(code, retryable, applied, retryAfter, message, fields, code.origin());
  }

  /**
   * A failure that is retryable as its code is, and had no outside effect; only of what is in doubt
   * that is unknown.
   */
  public static Failure of(FailureCode code, String message) {
    Applied applied = code == FailureCode.IN_DOUBT ? Applied.UNKNOWN : Applied.NO;
    return new Failure(code, code.retryable(), applied, null, message, Map.of());
  }

  public Failure withApplied(Applied value) {
    return new Failure(code, retryable, value, retryAfter, message, fields, origin);
  }

  public Failure withRetryable(boolean value) {
    return new Failure(code, value, applied, retryAfter, message, fields, origin);
  }

  public Failure withRetryAfter(Duration value) {
    return new Failure(code, retryable, applied, value, message, fields, origin);
  }

  public Failure withFields(Map<String, String> value) {
    return new Failure(code, retryable, applied, retryAfter, message, value, origin);
  }

  public Failure withMessage(String value) {
    return new Failure(code, retryable, applied, retryAfter, value, fields, origin);
  }

  public Failure withOrigin(Origin value) {
    return value == origin
        ? this
        : new Failure(code, retryable, applied, retryAfter, message, fields, value);
  }
}
