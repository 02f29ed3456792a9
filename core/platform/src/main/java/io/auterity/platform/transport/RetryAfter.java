package io.auterity.platform.transport;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** The header {@code Retry-After} (RFC 9110): seconds, or a date. */
public final class RetryAfter {

  /**
   * How long a vendor is left alone at most, whatever it asks for: a plan may be raised or a
   * mistake mended long before a day is over, and one request in five minutes harms no vendor.
   */
  public static final Duration LONGEST_REST = Duration.ofMinutes(5);

  /** As much of it as is heeded. */
  public static Duration heeded(Duration asked) {
    return asked.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : asked;
  }

  /** The time to wait; empty when the text is neither. */
  public static Optional<Duration> parse(String text, Instant now) {
    String value = text.strip();
    if (value.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    try {
      Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(now, until);
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
