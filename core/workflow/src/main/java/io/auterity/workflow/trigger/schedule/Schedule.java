package io.auterity.workflow.trigger.schedule;

import io.auterity.platform.json.LowerCaseName;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The schedule of a trigger, as it was written; it decides which of its times start runs, and reads
 * no clock.
 *
 * @param cron five fields, or a name such as {@code @daily}
 * @param zone e.g. {@code Europe/Berlin}
 */
public record Schedule(String cron, String zone, Missed missed) {

  /** Where none is written. */
  public static final String UTC = "UTC";

  /** So many missed times start runs at most. */
  static final int MOST = 1_000;

  /** No longer than from one time to the next: a schedule that is looked at has one on time. */
  static final Duration ON_TIME = Duration.ofMinutes(1);

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  /** The policy for times at which no server was there for a minute. */
  public enum Missed implements LowerCaseName {
    /** They start nothing. */
    SKIP,
    /** The last one of them starts a run, unless the next one has come by then. */
    LAST,
    /** Each starts a run, up to 1,000. */
    ALL
  }

  /**
   * A time that starts a run.
   *
   * @param missed how many before it start none
   */
  public record Firing(ZonedDateTime at, int missed) {

    /** What tells it from others: the time as the clock of its zone shows it, and its offset. */
    public String name() {
      return at.toString();
    }

    /** What expressions read of it. */
    public Json.Obj json() {
      return Json.EMPTY
          .with("at", Json.of(at.toInstant().toString()))
          .with("date", Json.of(at.toLocalDate().toString()))
          .with("time", Json.of(TIME.format(at)))
          .with("zone", Json.of(at.getZone().getId()))
          .with("missed", Json.of(missed));
    }
  }

  /**
   * As it is written.
   *
   * @param zone null for UTC
   * @param missed null for the last one
   * @throws CallFailedException {@code invalid}, naming the field
   */
  public static Schedule of(String cron, @Nullable String zone, @Nullable String missed) {
    return new Schedule(
        cron, zone == null ? UTC : zone, missed == null ? Missed.LAST : missed(missed));
  }

  /** A refusal of a field, which it names in its fields too. */
  public static CallFailedException invalid(String field, String rule) {
    return new CallFailedException(
        Failure.of(FailureCode.INVALID, field + ": " + rule).withFields(Map.of(field, rule)));
  }

  private static Missed missed(String written) {
    List<String> words = Arrays.stream(Missed.values()).map(Missed::wire).toList();
    int found = words.indexOf(written);
    if (found < 0) {
      throw invalid("missed", "'%s' is none; %s".formatted(written, Nearest.fix(written, words)));
    }
    return Missed.values()[found];
  }

  /**
   * Refuses what has no time after an instant.
   *
   * @throws CallFailedException {@code invalid}, naming the field
   */
  public void check(Instant now) {
    if (next(now).isEmpty()) {
      throw invalid("cron", "'%s' never comes; write a day that its month has".formatted(cron));
    }
  }

  /**
   * The first time after an instant; empty when none comes.
   *
   * @throws CallFailedException {@code invalid} when it cannot be read
   */
  public Optional<ZonedDateTime> next(Instant after) {
    return CronSchedule.of(cron, zone).next(after);
  }

  /** Whether another one has the same times. */
  public boolean firesAs(@Nullable Schedule other) {
    return other != null && cron.equals(other.cron) && zone.equals(other.zone);
  }

  /**
   * The times after one instant and up to another that start runs, the first one first.
   *
   * @throws CallFailedException {@code invalid} when it cannot be read
   */
  public List<Firing> due(Instant since, Instant now) {
    CronSchedule times = CronSchedule.of(cron, zone);
    Instant late = now.minus(ON_TIME);
    Deque<ZonedDateTime> starting = new ArrayDeque<>();
    int all = 0;
    Optional<ZonedDateTime> next = times.next(since);
    while (next.isPresent() && !next.get().toInstant().isAfter(now)) {
      boolean onTime = next.get().toInstant().isAfter(late);
      all++;
      if (onTime || missed != Missed.SKIP) {
        starting.add(next.get());
      }
      if (starting.size() > (missed == Missed.ALL ? MOST : 1)) {
        starting.remove();
      }
      next = times.next(next.get().toInstant());
    }
    return firings(starting, all - starting.size());
  }

  private static List<Firing> firings(Deque<ZonedDateTime> times, int missed) {
    List<Firing> firings = new ArrayList<>();
    for (ZonedDateTime at : times) {
      firings.add(new Firing(at, firings.isEmpty() ? missed : 0));
    }
    return firings;
  }
}
