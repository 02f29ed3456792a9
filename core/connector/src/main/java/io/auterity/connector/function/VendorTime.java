package io.auterity.connector.function;

import io.auterity.spi.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Times as vendors write them, as the one form of the kinds. A time without a zone is in UTC. */
final class VendorTime {

  private static final double MILLIS = 1_000;

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral('T')
          .optionalEnd()
          .optionalStart()
          .appendLiteral(' ')
          .optionalEnd()
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendPattern("[XXX][XX][X][ XX][ 'UTC']")
          .optionalEnd()
          .toFormatter(Locale.ROOT);

  private static final List<Function<String, Instant>> FORMS =
      List.of(
          text -> instant(ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from)),
          text -> LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant(),
          text -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));

  private static Instant instant(TemporalAccessor time) {
    return time instanceof OffsetDateTime zoned
        ? zoned.toInstant()
        : ((LocalDateTime) time).toInstant(ZoneOffset.UTC);
  }

  /** From text of any usual form, or seconds since 1970. */
  static Json read(Json value) {
    return switch (value) {
      case Json.Null n -> n;
      case Json.Int(long seconds) -> ofMillis((double) seconds, MILLIS);
      case Json.Dec(double seconds) -> ofMillis(seconds, MILLIS);
      case Json.Str(String text) -> Json.of(parsed(text.strip()).toString());
      default -> throw new IllegalArgumentException("takes a text or a number of seconds");
    };
  }

  /** From milliseconds since 1970. */
  static Json ofMillis(Json value) {
    return switch (value) {
      case Json.Null n -> n;
      case Json.Int(long millis) -> ofMillis((double) millis, 1);
      case Json.Dec(double millis) -> ofMillis(millis, 1);
      default -> throw new IllegalArgumentException("takes a number of milliseconds");
    };
  }

  private static Json ofMillis(double number, double unit) {
    try {
      return Json.of(Instant.ofEpochMilli(Math.round(number * unit)).toString());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("%s is no time".formatted(number), e);
    }
  }

  private static Instant parsed(String text) {
    for (Function<String, Instant> form : FORMS) {
      try {
        return form.apply(text);
      } catch (DateTimeException e) {
        // The next form may fit; said below when none does.
      }
    }
    throw new IllegalArgumentException("'%s' is no time".formatted(text));
  }
}
