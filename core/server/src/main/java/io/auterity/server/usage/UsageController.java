package io.auterity.server.usage;

import io.auterity.control.access.Action;
import io.auterity.platform.id.WireId;
import io.auterity.platform.time.Time;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.decision.archive.DecisionSpan;
import io.auterity.relay.decision.usage.UsageDimension;
import io.auterity.relay.decision.usage.UsageRow;
import io.auterity.relay.decision.usage.UsageSums;
import io.auterity.server.web.json.WireTime;
import io.auterity.server.web.request.PageOf;
import io.auterity.server.web.request.Paging;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What calls of the caller's tenant used and cost, read from their decisions. */
@RestController
@RequestMapping("/api/v1/usage")
public final class UsageController {

  private static final Duration USUAL = Duration.ofDays(30);

  private static final int MOST_FIGURES = 10_000;

  /** Each reads many decisions on one connection, of which paid calls need some too. */
  private static final int SUMS_AT_ONCE = 2;

  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final Archive archive;
  private final Time time;
  private final int keptDays;
  private final Semaphore sums = new Semaphore(SUMS_AT_ONCE);

  /**
   * @param keptDays how long decisions are kept
   */
  public UsageController(Archive archive, Time time, int keptDays) {
    this.archive = archive;
    this.time = time;
    this.keptDays = keptDays;
  }

  /**
   * Added up.
   *
   * @param from a time, a day, or how long ago; 30 days ago when absent
   * @param to begins what is left out; now when absent
   * @param by what stands apart, with commas between; offer when absent
   * @param zone whose calendar hours, days and months are of; UTC when absent
   * @param limit 1 to 10,000; what is added up is read again for each page
   */
  @Needs(Action.DECISION_READ)
  @GetMapping
  UsagePage figures(
      Caller caller,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String by,
      @RequestParam(required = false) @Nullable String zone,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    int size = Paging.limit(limit, MOST_FIGURES);
    ZoneId calendar = WireTime.zone(zone);
    DecisionSpan span = span(from, to, calendar, null, null);
    List<UsageDimension> dimensions =
        UsageDimension.of(by == null || by.isBlank() ? "offer" : by, calendar);
    List<UsageFigure> all = new ArrayList<>();
    sums(caller, span, dimensions)
        .all()
        .forEach((group, sum) -> all.add(UsageFigure.of(dimensions, group, sum)));
    int begin = begin(all, cursor);
    List<UsageFigure> found = all.subList(begin, Math.min(all.size(), begin + size + 1));
    Instant kept = kept();
    return UsagePage.of(
        Paging.page(found, size, UsageFigure::place), span.from().isBefore(kept) ? kept : null);
  }

  private UsageSums sums(Caller caller, DecisionSpan span, List<UsageDimension> dimensions) {
    if (!sums.tryAcquire()) {
      throw new CallFailedException(
          Failure.of(
                  FailureCode.SATURATED,
                  "%d others add up usage already: ask again later".formatted(SUMS_AT_ONCE))
              .withRetryAfter(AGAIN));
    }
    try {
      UsageSums all = new UsageSums(dimensions);
      archive.using(caller.scope(), span, decision -> UsageRow.of(decision).forEach(all::add));
      return all;
    } finally {
      sums.release();
    }
  }

  // Whole days of decisions are dropped.
  private Instant kept() {
    return LocalDate.ofInstant(time.now(), ZoneOffset.UTC)
        .minusDays(keptDays)
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant();
  }

  // A group stays where it is while calls are added to it.
  private static int begin(List<UsageFigure> all, @Nullable String cursor) {
    if (cursor == null) {
      return 0;
    }
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).place().equals(cursor)) {
        return i + 1;
      }
    }
    throw Paging.noCursor(cursor);
  }

  /**
   * One for each attempt, the oldest call first.
   *
   * @param from a time, a day, or how long ago; 30 days ago when absent
   * @param to begins what is left out; now when absent
   * @param zone whose days are told by from and to; UTC when absent
   * @param limit how many calls a page is of
   */
  @Needs(Action.DECISION_READ)
  @GetMapping("/rows")
  PageOf<UsageLine> rows(
      Caller caller,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String zone,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    int size = Paging.limit(limit);
    List<Decision> found = new ArrayList<>(size + 1);
    archive.using(
        caller.scope(),
        span(from, to, WireTime.zone(zone), Paging.cursor(WireId.DECISION, cursor), size + 1),
        found::add);
    boolean more = found.size() > size;
    List<Decision> page = more ? found.subList(0, size) : found;
    return new PageOf<>(
        page.stream().flatMap(one -> UsageRow.of(one).stream()).map(UsageLine::of).toList(),
        more ? WireId.DECISION.write(page.getLast().id()) : null,
        more);
  }

  private DecisionSpan span(
      @Nullable String from,
      @Nullable String to,
      ZoneId zone,
      @Nullable UUID after,
      @Nullable Integer most) {
    Instant now = time.now();
    Instant end = Objects.requireNonNullElse(WireTime.moment(to, now, zone), now);
    Instant begin =
        Objects.requireNonNullElseGet(WireTime.moment(from, now, zone), () -> end.minus(USUAL));
    if (!begin.isBefore(end)) {
      throw new CallFailedException(
          FailureCode.INVALID, "from %s must be before to %s".formatted(begin, end));
    }
    return new DecisionSpan(begin, end, after, most);
  }
}
