package io.auterity.workflow.definition;

import io.auterity.platform.expression.EvaluationException;
import io.auterity.platform.expression.Expression.Bindings;
import io.auterity.platform.expression.Template;
import io.auterity.spi.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Times that steps wait for: an instant (ISO 8601 with an offset), or a date, or a date and time,
 * as the clock of a zone shows it. One that the clock skips comes right after the gap; of one that
 * it shows twice, the first comes.
 */
public final class StepTimes {

  /** What is written where a time is wrong. */
  public static final String FIX =
      "write e.g. 2026-12-07T09:00 and a zone, or 2026-12-07T08:00:00Z";

  private static final DateTimeFormatter WRITTEN =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffsetId()
          .toFormatter(Locale.ROOT);

  /**
   * Reads a time.
   *
   * @param zone null where none is known
   * @throws EvaluationException when the text is none
   */
  public static Instant read(String text, @Nullable ZoneId zone) {
    try {
      TemporalAccessor read =
          WRITTEN.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
      return switch (read) {
        case OffsetDateTime at -> at.toInstant();
        case LocalDateTime at -> shown(at, zone, text);
        default -> shown(LocalDate.from(read).atStartOfDay(), zone, text);
      };
    } catch (DateTimeException e) {
      throw new EvaluationException("'%s' is no time; %s".formatted(text, FIX));
    }
  }

  /**
   * The value of a template of a time.
   *
   * @throws EvaluationException when it is none
   */
  public static Instant evaluate(Template template, @Nullable ZoneId zone, Bindings bindings) {
    Json value = template.evaluate(bindings);
    return read(value instanceof Json.Str(String text) ? text : value.toString(), zone);
  }

  private static Instant shown(LocalDateTime at, @Nullable ZoneId zone, String text) {
    if (zone == null) {
      throw new EvaluationException(
          "'%s' has no offset, and there is no zone; %s".formatted(text, FIX));
    }
    ZoneOffsetTransition change = zone.getRules().getTransition(at);
    return change != null && change.isGap() ? change.getInstant() : at.atZone(zone).toInstant();
  }

  private StepTimes() {}
}
