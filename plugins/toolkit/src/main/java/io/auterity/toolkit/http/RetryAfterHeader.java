package io.auterity.toolkit.http;

import io.auterity.spi.WireResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads the wait of a {@code Retry-After} header; a date counts from the vendor's own clock. */
public final class RetryAfterHeader {

  private static final Duration LONGEST = Duration.ofDays(1);

  /** The wait that the reply asks for, at most a day; empty when it asks for none or nonsense. */
  public static Optional<Duration> of(WireResponse response) {
    return response
        .header("retry-after-ms")
        .flatMap(value -> seconds(value, 1e-3))
        .or(() -> response.header("retry-after").flatMap(value -> seconds(value, 1)))
        .or(() -> response.header("retry-after").flatMap(value -> untilDate(value, response)))
        .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
  }

  private static Optional<Duration> seconds(String value, double unit) {
    try {
      double seconds = Double.parseDouble(value.trim()) * unit;
      boolean possible = seconds >= 0 && seconds <= Integer.MAX_VALUE;
      return possible
          ? Optional.of(Duration.ofMillis(Math.round(seconds * 1_000)))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> untilDate(String value, WireResponse response) {
    return date(value).flatMap(then -> until(then, response));
  }

  /** How long it is until then, at most a day; empty when the reply does not tell its time. */
  public static Optional<Duration> until(Instant then, WireResponse response) {
    return response
        .header("date")
        .flatMap(RetryAfterHeader::date)
        .map(now -> Duration.between(now, then))
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
        .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
  }

  private static Optional<Instant> date(String value) {
    try {
      return Optional.of(
          ZonedDateTime.parse(value.trim(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
