package io.auterity.webhook;

import io.auterity.spi.Json;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a vendor's timestamps of signatures and events, and checks that a delivery was signed
 * within a window of time.
 */
public final class SignedTime {

  /** Seconds since 1970 have fewer digits for a long time to come. */
  private static final long MILLIS_FROM = 100_000_000_000L;

  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,15}");

  /**
   * Why a time is none at which a delivery may have been signed, in the same words for all that are
   * none; empty when it is one.
   *
   * @param said seconds or milliseconds since 1970, as a number or digits, or RFC 3339
   * @param window how many seconds it may lie before or after {@code now}
   */
  public static Optional<String> untimely(Json said, long window, Instant now) {
    Instant signed = instant(said);
    if (signed == null) {
      return Optional.of("it does not say when it was signed");
    }
    return Duration.between(signed, now).abs().toSeconds() <= window
        ? Optional.empty()
        : Optional.of(
            "it was signed more than %d s before or after it came here".formatted(window));
  }

  /** The moment that is said, in any of the forms of {@link #untimely}; null when none is. */
  public static @Nullable Instant instant(Json said) {
    return switch (said) {
      case Json.Int(long number) -> epoch(number);
      case Json.Str(String text) when DIGITS.matcher(text).matches() -> epoch(Long.parseLong(text));
      case Json.Str(String text) -> parsed(text);
      default -> null;
    };
  }

  private static Instant epoch(long number) {
    return number < MILLIS_FROM ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
  }

  private static @Nullable Instant parsed(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
