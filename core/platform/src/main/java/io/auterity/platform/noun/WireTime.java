package io.auterity.platform.noun;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times in queries and durations in answers. */
public final class WireTime {

  private static final Pattern RELATIVE = Pattern.compile("(\\d{1,6})([smhd])");
  private static final Pattern DATED = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final double NANOS_PER_MICRO = 1e3;

  /**
   * A moment as a query names it: RFC 3339, a day of UTC as its begin, or a time ago such as {@code
   * 24h}.
   *
   * @return null when it names none
   */
  public static @Nullable Instant moment(@Nullable String text, Instant now) {
    return moment(text, now, ZoneOffset.UTC);
  }

  /** As {@link #moment(String, Instant)}, with a day as its begin in a zone. */
  public static @Nullable Instant moment(@Nullable String text, Instant now, ZoneId zone) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String bare = text.strip();
    Matcher relative = RELATIVE.matcher(bare);
    if (relative.matches()) {
      return now.minus(Long.parseLong(relative.group(1)), unit(relative.group(2)));
    }
    try {
      return written(bare, zone);
    } catch (DateTimeException e) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "'%s' is no time: write 24h, 30m, 7d, 2026-01-02 or 2026-01-02T12:00:00Z"
              .formatted(text));
    }
  }

  // Years of RFC 3339 have four digits; what a database can keep ends somewhere after them.
  private static Instant written(String text, ZoneId zone) {
    if (DATED.matcher(text).matches()) {
      return LocalDate.parse(text).atStartOfDay(zone).toInstant();
    }
    if (!DATED.matcher(text).lookingAt()) {
      throw new DateTimeException("a year of four digits is missing");
    }
    return Instant.parse(text);
  }

  /** A zone as a query names it; UTC when it names none. */
  public static ZoneId zone(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return ZoneOffset.UTC;
    }
    try {
      return ZoneId.of(text.strip());
    } catch (DateTimeException e) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "there is no zone '%s': write a name of the IANA time zone database, e.g. Europe/Berlin"
              .formatted(text));
    }
  }

  /** As {@link #moment(String, Instant)}; now when it names none. */
  public static Instant orNow(@Nullable String text, Instant now) {
    Instant moment = moment(text, now);
    return moment == null ? now : moment;
  }

  private static ChronoUnit unit(String letter) {
    return switch (letter) {
      case "s" -> ChronoUnit.SECONDS;
      case "m" -> ChronoUnit.MINUTES;
      case "h" -> ChronoUnit.HOURS;
      default -> ChronoUnit.DAYS;
    };
  }

  /** Milliseconds, to a thousandth. */
  public static double millis(Duration duration) {
    return millis(duration.toNanos());
  }

  /** Nanoseconds as milliseconds, to a thousandth. */
  public static double millis(long nanos) {
    return Math.round(nanos / NANOS_PER_MICRO) / NANOS_PER_MICRO;
  }

  /** Nanoseconds as milliseconds; null for null. */
  public static @Nullable Double millisOrNull(@Nullable Long nanos) {
    return nanos == null ? null : millis(nanos);
  }

  /** Microseconds, to a tenth. */
  public static double tenths(double micros) {
    return Math.round(micros * 10) / 10.0;
  }
}
