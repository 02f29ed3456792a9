package io.auterity.insight.noun;

import io.auterity.insight.usage.UsageDimension;
import io.auterity.insight.usage.UsageRow;
import io.auterity.insight.usage.UsageSums;
import io.auterity.insight.usage.UsageTurns;
import io.auterity.platform.noun.NounCaller;
import io.auterity.platform.noun.PageOf;
import io.auterity.platform.noun.Paging;
import io.auterity.platform.noun.Rest;
import io.auterity.platform.noun.WireTime;
import io.auterity.platform.time.Time;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.decision.archive.DecisionSpan;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Usage and cost of the calls of the caller's tenant, read from their decisions.
 *
 * @param keptDays how long decisions are kept
 * @param turns of all who read usage
 */
public record TenantUsage(Archive archive, Time time, int keptDays, UsageTurns turns) {

  private static final int MOST_FIGURES = 10_000;

  /**
   * Which usage is added up, and how.
   *
   * @param from a time, a day, or how long ago; 30 days ago when absent
   * @param to begins what is left out; now when absent
   * @param by what stands apart, with commas between; offer when absent
   * @param zone whose calendar hours, days and months are of; UTC when absent
   * @param limit 1 to 10,000; what is added up is read again for each page
   */
  public record FigureQuery(
      @Nullable String from,
      @Nullable String to,
      @Nullable String by,
      @Nullable String zone,
      @Nullable String cursor,
      @Nullable Integer limit) {}

  @Rest(value = "GET /usage", id = "usage_figures", needs = "decision.read")
  public UsagePage figures(NounCaller caller, FigureQuery query) {
    int size = Paging.limit(query.limit(), MOST_FIGURES);
    ZoneId calendar = WireTime.zone(query.zone());
    UsagePeriod period = period(query.from(), query.to(), calendar);
    String by = query.by();
    List<UsageDimension> dimensions =
        UsageDimension.of(by == null || by.isBlank() ? "offer" : by, calendar);
    List<UsageFigure> all = new ArrayList<>();
    sums(caller, period.span(), dimensions)
        .all()
        .forEach((group, sum) -> all.add(UsageFigure.of(dimensions, group, sum)));
    int begin = begin(all, query.cursor());
    List<UsageFigure> found = all.subList(begin, Math.min(all.size(), begin + size + 1));
    return UsagePage.of(
        Paging.page(found, size, UsageFigure::place), period.keptSince(time.now(), keptDays));
  }

  private UsageSums sums(NounCaller caller, DecisionSpan span, List<UsageDimension> dimensions) {
    return turns.take(
        caller.scope(),
        () -> {
          UsageSums all = new UsageSums(dimensions);
          archive.using(caller.scope(), span, all::add);
          return all;
        });
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
   * Which lines of usage are asked for.
   *
   * @param from a time, a day, or how long ago; 30 days ago when absent
   * @param to begins what is left out; now when absent
   * @param zone whose days are told by from and to; UTC when absent
   * @param limit how many calls a page is of
   */
  public record LineQuery(
      @Nullable String from,
      @Nullable String to,
      @Nullable String zone,
      @Nullable String cursor,
      @Nullable Integer limit) {}

  /** One line for each attempt, the oldest call first. */
  @Rest(value = "GET /usage/rows", id = "usage_rows", needs = "decision.read")
  public PageOf<UsageLine> rows(NounCaller caller, LineQuery query) {
    int size = Paging.limit(query.limit());
    List<Decision> found = new ArrayList<>(size + 1);
    archive.using(
        caller.scope(),
        period(query.from(), query.to(), WireTime.zone(query.zone()))
            .span(Paging.cursor(Decision.ID, query.cursor()), size + 1),
        found::add);
    boolean more = found.size() > size;
    List<Decision> page = more ? found.subList(0, size) : found;
    return new PageOf<>(
        page.stream().flatMap(one -> UsageRow.of(one).stream()).map(UsageLine::of).toList(),
        more ? Decision.ID.write(page.getLast().id()) : null,
        more);
  }

  private UsagePeriod period(@Nullable String from, @Nullable String to, ZoneId zone) {
    return UsagePeriod.of(from, to, zone, time.now());
  }
}
