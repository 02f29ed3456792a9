package io.auterity.ledger.noun;

import io.auterity.ledger.BudgetSlices;
import io.auterity.ledger.Ledger;
import io.auterity.ledger.Ledger.LimitState;
import io.auterity.ledger.Ledger.RateState;
import io.auterity.ledger.Limit;
import io.auterity.ledger.NanoUnits;
import io.auterity.ledger.SettledSlice;
import io.auterity.ledger.store.AbandonedSlices;
import io.auterity.platform.call.Act;
import io.auterity.platform.call.Act.Trace;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.noun.NounCaller;
import io.auterity.platform.noun.PageOf;
import io.auterity.platform.noun.Paging;
import io.auterity.platform.noun.Rest;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Budgets and quotas of the caller's tenant: their usage now, and the forecast for the end of their
 * windows.
 */
public record Limits(Ledger ledger, AbandonedSlices left, Time time) {

  public static final Act SETTLE = new Act("limit.settle", Trace.WITH_CHANGE, false);

  /**
   * Which limits are asked for.
   *
   * @param kind budget or quota; all when absent
   * @param scope what it is of: tenant, key, team, project, user, label or model; all when absent
   */
  public record Query(
      @Nullable String kind,
      @Nullable String scope,
      @Nullable String cursor,
      @Nullable Integer limit) {}

  /** The limits of a tenant, by kind, id and period. */
  @Rest(value = "GET /limits", id = "limit_list", needs = "resource.read")
  public PageOf<LimitView> list(NounCaller caller, Query query) {
    int size = Paging.limit(query.limit());
    LimitFilter filter = LimitFilter.of(query.kind(), query.scope(), query.cursor());
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
  private List<Standing> everywhere(NounCaller caller, List<Standing> page) {
    List<RateState> rates =
        page.stream().flatMap(standing -> Stream.ofNullable(standing.rate())).toList();
    Map<String, Standing> told =
        ledger.everywhere(caller.scope(), rates).stream()
            .map(Standing::of)
            .collect(Collectors.toMap(Standing::place, standing -> standing));
    return page.stream().map(standing -> told.getOrDefault(standing.place(), standing)).toList();
  }

  // Only of those that are told is it asked what they used by the hour.
  private List<LimitView> forecast(NounCaller caller, List<Standing> page) {
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

  private Stream<Standing> all(NounCaller caller, LimitFilter filter) {
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

  /**
   * What was settled.
   *
   * @param unit currency of the amounts, or calls
   * @param settled each lease that a server left
   */
  public record SettledLimit(String kind, String id, String unit, List<SettledLease> settled) {}

  /**
   * What a server that has ended left held, and to what that was settled.
   *
   * @param window when it begins
   * @param unsettled what it left; exact decimal text
   * @param used what it had told that it used
   * @param returned what is free again
   */
  public record SettledLease(
      Instant window, UUID server, String unsettled, String used, String returned) {

    static SettledLease of(SettledSlice slice, String unit) {
      return new SettledLease(
          slice.window(),
          slice.process(),
          NanoUnits.text(slice.leased(), unit),
          NanoUnits.text(slice.settled(), unit),
          NanoUnits.text(Math.max(0, slice.leased() - slice.settled()), unit));
    }
  }

  /**
   * To what these servers told last, at most some seconds before they ended. One that lives, or was
   * heard of within a minute, keeps what it holds. One that was only cut off from PostgreSQL goes
   * on spending what it had: it is charged with that when it is back, which can pass the cap.
   *
   * @param kind budget or quota
   */
  @Rest(value = "POST /limits/{kind}/{id}/settle", id = "settle_settle", needs = "limit.settle")
  public SettledLimit settle(NounCaller caller, String kind, String id) {
    TenantScope scope = caller.scope();
    String unit =
        ledger.standing(scope).stream()
            .map(Ledger.LimitState::limit)
            .filter(limit -> limit.kind().equals(kind) && limit.id().equals(id))
            .map(Limit::unit)
            .findFirst()
            .orElseThrow(
                () ->
                    new CallFailedException(
                        FailureCode.NOT_FOUND, "there is no %s '%s'".formatted(kind, id)));
    List<SettledSlice> settled =
        left.settle(
            scope,
            caller.act(SETTLE),
            new AbandonedSlices.Which(kind, id, unit, ledger.process()),
            time.now());
    return new SettledLimit(
        kind, id, unit, settled.stream().map(slice -> SettledLease.of(slice, unit)).toList());
  }
}
