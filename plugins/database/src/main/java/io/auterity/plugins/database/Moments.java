package io.auterity.plugins.database;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Moments and times as databases write them and as RFC 3339 does. A text that is none, such as
 * {@code infinity} or 0000-00-00, is left as it stands.
 */
final class Moments {

  private static final Pattern WRITTEN =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d)[ T](\\d\\d:\\d\\d:\\d\\d)(\\.\\d{1,9})? ?([+-]\\d\\d(?::\\d\\d){0,2})?");

  private static final Pattern RFC_3339 =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?(?:[Zz]|[+-]\\d\\d:\\d\\d)");

  private static final Pattern ZEROS = Pattern.compile("(\\.\\d*?)0+$");

  private static final DateTimeFormatter UNZONED =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter(Locale.ROOT);

  private Moments() {}

  /** A moment in UTC, as RFC 3339 writes it; without an offset it is in UTC already. */
  static String moment(String written) {
    Matcher parts = WRITTEN.matcher(written);
    if (!parts.matches()) {
      return written;
    }
    try {
      LocalDateTime time = LocalDateTime.parse(local(parts));
      return time.toInstant(offset(parts.group(4))).toString();
    } catch (DateTimeException e) {
      return written; // a date that no calendar has
    }
  }

  private static ZoneOffset offset(@Nullable String written) {
    return written == null ? ZoneOffset.UTC : ZoneOffset.of(written);
  }

  /** A time with its date, of no zone. */
  static String dateTime(String written) {
    Matcher parts = WRITTEN.matcher(written);
    if (!parts.matches() || parts.group(4) != null) {
      return written;
    }
    try {
      LocalDateTime.parse(local(parts));
      return local(parts);
    } catch (DateTimeException e) {
      return written; // a date that no calendar has
    }
  }

  private static String local(Matcher parts) {
    String fraction = parts.group(3) == null ? "" : parts.group(3);
    return parts.group(1) + "T" + parts.group(2) + withoutZeros(fraction);
  }

  /** A time of a day, without zeros at the end of its fraction. */
  static String time(String written) {
    return withoutZeros(written);
  }

  private static String withoutZeros(String text) {
    String cut = ZEROS.matcher(text).replaceFirst("$1");
    return cut.endsWith(".") ? cut.substring(0, cut.length() - 1) : cut;
  }

  /** The moment that a text of RFC 3339 says, with its date, time and offset; empty for others. */
  static Optional<OffsetDateTime> rfc3339(String text) {
    if (!RFC_3339.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The same moment in UTC as every database reads it, e.g. {@code 2026-01-02 03:04:05.12}. */
  static String utc(OffsetDateTime moment) {
    return UNZONED.format(moment.withOffsetSameInstant(ZoneOffset.UTC));
  }
}
