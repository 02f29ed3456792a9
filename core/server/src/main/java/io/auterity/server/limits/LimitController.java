package io.auterity.server.limits;

import io.auterity.ledger.BudgetSlices;
import io.auterity.ledger.Ledger;
import io.auterity.ledger.Ledger.LimitState;
import io.auterity.ledger.Ledger.RateState;
import io.auterity.ledger.Limit;
import io.auterity.platform.time.Time;
import io.auterity.server.web.request.PageOf;
import io.auterity.server.web.request.Paging;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Budgets and quotas of the caller's tenant: their usage now, and the forecast for the end of their
 * windows.
 */
@RestController
@RequestMapping("/api/v1/limits")
public final class LimitController {

  private final Ledger ledger;
  private final Time time;

  public LimitController(Ledger ledger, Time time) {
    this.ledger = ledger;
    this.time = time;
  }

  /**
   * By kind, id and period.
   *
   * @param kind budget or quota; all when absent
   * @param scope what it is of: tenant, key, team, project, user, label or model; all when absent
   */
  @Needs("resource.read")
  @GetMapping
  PageOf<LimitView> list(
      Caller caller,
      @RequestParam(required = false) @Nullable String kind,
      @RequestParam(required = false) @Nullable String scope,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    int size = Paging.limit(limit);
    LimitFilter filter = LimitFilter.of(kind, scope, cursor);
    List<Standing> found =
        all(caller, filter)
            .filter(standing -> filter.matches(standing.view()))
            .sorted(Comparator.comparing(Standing::place))
            .limit(size + 1L)
            .toList();
    PageOf<Standing> page = Paging.page(found, size, Standing::place);
    List<Standing> items = everywhere(caller, page.items());
    return new PageOf<>(forecast(caller, items), page.next(), page.truncated());
  }

  /**
   * How a limit stands.
   *
   * @param limit null of rates
   * @param rate null of all others
   */
  private record Standing(
      LimitView view,
      @Nullable Limit limit,
      long settled,
      long unsettled,
      @Nullable RateState rate) {

    static Standing of(RateState rate) {
      return new Standing(LimitView.of(rate), null, 0, 0, rate);
    }

    String place() {
      return view.place();
    }

    LimitView forecast(Map<String, BudgetSlices.Hours> hours, Instant now) {
      return limit == null
          ? view
          : view.with(
              LimitForecast.of(
                  settled, unsettled, limit, hours.get(limit.kind() + "/" + limit.row()), now));
    }
  }

  // Of those that are told, all at once.
  private List<Standing> everywhere(Caller caller, List<Standing> page) {
    List<RateState> rates =
        page.stream().flatMap(standing -> Stream.ofNullable(standing.rate())).toList();
    Map<String, Standing> told =
        ledger.everywhere(caller.scope(), rates).stream()
            .map(Standing::of)
            .collect(Collectors.toMap(Standing::place, standing -> standing));
    return page.stream().map(standing -> told.getOrDefault(standing.place(), standing)).toList();
  }

  // Only of those that are told is it asked what they used by the hour.
  private List<LimitView> forecast(Caller caller, List<Standing> page) {
    Instant now = time.now();
    Set<String> limits =
        page.stream()
            .flatMap(standing -> Stream.ofNullable(standing.limit()))
            .filter(limit -> limit.period() != Limit.Period.TOTAL)
            .map(limit -> limit.kind() + "/" + limit.row())
            .collect(Collectors.toSet());
    Map<String, BudgetSlices.Hours> hours = ledger.hours(caller.scope(), limits, now);
    return page.stream().map(standing -> standing.forecast(hours, now)).toList();
  }

  private Stream<Standing> all(Caller caller, LimitFilter filter) {
    Instant now = time.now();
    List<BudgetSlices.Settled> settled = ledger.settled(caller.scope(), now);
    List<BudgetSlices.Unsettled> unsettled = ledger.unsettled(caller.scope());
    return Stream.concat(
        ledger.standing(caller.scope()).stream()
            .filter(standing -> filter.covers(standing.limit().scope()))
            .map(standing -> view(standing, now, settled, unsettled)),
        ledger.rates(caller.scope()).stream()
            .filter(rate -> filter.covers(rate.limit().scope()))
            .map(Standing::of));
  }

  private Standing view(
      LimitState standing,
      Instant now,
      List<BudgetSlices.Settled> settled,
      List<BudgetSlices.Unsettled> unsettled) {
    Limit limit = standing.limit();
    Instant window = limit.window(now).start();
    long before =
        settled.stream()
            .filter(one -> is(limit, window, one.kind(), one.limit(), one.window()))
            .mapToLong(BudgetSlices.Settled::amount)
            .sum();
    List<BudgetSlices.Unsettled> elsewhere =
        unsettled.stream()
            .filter(one -> is(limit, window, one.kind(), one.limit(), one.window()))
            .toList();
    List<BudgetSlices.Unsettled> living =
        elsewhere.stream().filter(BudgetSlices.Unsettled::living).toList();
    long told = living.stream().mapToLong(BudgetSlices.Unsettled::spent).sum();
    long held = standing.held() + amount(living.stream()) - told;
    long crashed = amount(elsewhere.stream().filter(one -> !one.living()));
    long used = before + told + standing.settled() + standing.overrun();
    return new Standing(LimitView.of(limit, used, held, crashed, now), limit, used, crashed, null);
  }

  private static long amount(Stream<BudgetSlices.Unsettled> leased) {
    return leased.mapToLong(BudgetSlices.Unsettled::amount).sum();
  }

  private static boolean is(
      Limit limit, Instant window, String kind, String id, Instant windowOfOther) {
    return limit.kind().equals(kind) && limit.row().equals(id) && window.equals(windowOfOther);
  }
}
