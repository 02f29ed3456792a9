package io.auterity.ledger;

import io.auterity.platform.call.RateStanding;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger of budgets and quotas: reservations on the money and calls of every tenant, taken
 * before an attempt and settled after it. Settled and held together never exceed a cap. A process
 * spends from slices that it leases from PostgreSQL; what a crash leaves leased counts as spent and
 * is reported.
 */
public final class Ledger implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

  private final Time time;
  private final Ids ids;
  private final BudgetSlices budgetSlices;
  private final ThresholdLog thresholds;
  private final RateLeases leases;
  private final UUID process;
  private final ServerPresence seat;
  private final Map<TenantScope, TenantLedger> tenants = new ConcurrentHashMap<>();

  /** A ledger of a single process, whose thresholds are neither reported nor approved. */
  public Ledger(Time time, Ids ids, BudgetSlices budgetSlices) {
    this(time, ids, budgetSlices, ThresholdLog.NONE, RateLeases.NONE);
  }

  /** One that takes part in rates from its first {@link #beat} on. */
  public Ledger(
      Time time, Ids ids, BudgetSlices budgetSlices, ThresholdLog thresholds, RateLeases leases) {
    this.thresholds = thresholds;
    this.leases = leases;
    this.time = time;
    this.ids = ids;
    this.budgetSlices = budgetSlices;
    this.process = ids.next();
    this.seat = new ServerPresence(leases, process, time);
  }

  /**
   * Sets money, tokens and one call aside under every limit that covers the caller, or under none.
   *
   * @param most what the attempt needs
   * @param longest how long it may wait for PostgreSQL
   * @throws io.auterity.spi.CallFailedException {@code budget_exhausted} or {@code quota_exhausted}
   *     with scope, unit, current, requested and cap; {@code rate_limited} with the time to wait;
   *     {@code saturated} while another server holds a rate alone, with until when; {@code
   *     forbidden} where an approval is required; {@code unavailable}
   */
  public BudgetHold hold(TenantScope scope, LimitScope.Caller caller, Most most, Duration longest) {
    TenantLedger ledger = tenants.get(scope);
    return ledger == null ? BudgetHold.NONE : ledger.hold(caller, most, longest);
  }

  /** Sets money and one call aside. */
  public BudgetHold hold(
      TenantScope scope,
      LimitScope.Caller caller,
      long money,
      @Nullable String currency,
      Duration longest) {
    return hold(scope, caller, new Most(money, currency, 0), longest);
  }

  /**
   * What one attempt needs.
   *
   * @param money the most that it can cost, in nano-units
   * @param currency of the money; null when nothing is priced
   * @param tokens that it probably uses, of input and output together
   */
  public record Most(long money, @Nullable String currency, long tokens) {}

  /** Whether tokens of such a caller are limited, so that estimating them is worth while. */
  public boolean limitsTokens(TenantScope scope, LimitScope.Caller caller) {
    TenantLedger ledger = tenants.get(scope);
    return ledger != null && ledger.limitsTokens(caller);
  }

  /** Whether a budget counts what such a caller spends, so that estimating it is worth while. */
  public boolean budgeted(TenantScope scope, LimitScope.Caller caller) {
    TenantLedger ledger = tenants.get(scope);
    return ledger != null && ledger.priced().count(caller);
  }

  /**
   * How much money is free under the tightest budget that covers such a caller, up to where a
   * threshold refuses, as far as this process knows; in nano-units, {@link Long#MAX_VALUE} without
   * one. It sets nothing aside.
   */
  public long free(TenantScope scope, LimitScope.Caller caller) {
    TenantLedger ledger = tenants.get(scope);
    return ledger == null ? Long.MAX_VALUE : ledger.standings().free(caller);
  }

  /**
   * A limit on all money of the tenant under which only what has a price may be used; null without
   * one.
   */
  public @Nullable String pricedOnly(TenantScope scope) {
    TenantLedger ledger = tenants.get(scope);
    return ledger == null ? null : ledger.priced().ofAll();
  }

  /** The same of limits on the money of some callers, of which this is one; null without one. */
  public @Nullable String pricedOnly(TenantScope scope, LimitScope.Caller caller) {
    TenantLedger ledger = tenants.get(scope);
    return ledger == null ? null : ledger.priced().of(caller);
  }

  /**
   * What limits on money ask of the offers of a call, some of them only: prices, or what a
   * threshold asks that is reached.
   *
   * @param longest how long it may wait for PostgreSQL, which it seldom asks; without an answer it
   *     goes by what this process knows
   * @throws io.auterity.spi.CallFailedException {@code cancelled}
   */
  public List<OfferRule> rules(TenantScope scope, LimitScope.Caller caller, Duration longest) {
    TenantLedger ledger = tenants.get(scope);
    return ledger == null ? List.of() : ledger.standings().rules(caller, longest);
  }

  /** Every limit on money under which only what has a price may be used, whatever its scope. */
  public List<Limit> askingForPrices(TenantScope scope) {
    TenantLedger ledger = tenants.get(scope);
    return ledger == null ? List.of() : ledger.priced().all();
  }

  /** How the rates that cover such a caller stand now; null when none does. */
  public @Nullable RateStanding standing(TenantScope scope, LimitScope.Caller caller) {
    TenantLedger ledger = tenants.get(scope);
    return ledger == null ? null : ledger.standing(caller);
  }

  /** How the limits of a tenant stand now. */
  public List<LimitState> standing(TenantScope scope) {
    TenantLedger ledger = tenants.get(scope);
    return ledger == null ? List.of() : ledger.standings().all();
  }

  /** How the limits of one budget stand now; those that nothing is known of yet are left out. */
  public List<LimitState> standing(TenantScope scope, String budget) {
    TenantLedger ledger = tenants.get(scope);
    return ledger == null ? List.of() : ledger.standings().of(budget);
  }

  /**
   * Finds out how the limits of one budget stand of which nothing is known yet.
   *
   * @param longest how long it may wait for PostgreSQL, which is asked once for each window
   * @throws io.auterity.spi.CallFailedException {@code unavailable}
   */
  public void hear(TenantScope scope, String budget, Duration longest) {
    TenantLedger ledger = tenants.get(scope);
    if (ledger != null) {
      ledger.standings().hear(budget, longest);
    }
  }

  /** Those of whom it knows limits. */
  public Set<TenantScope> tenants() {
    return Set.copyOf(tenants.keySet());
  }

  /** How the rates of a tenant stand now. */
  public List<RateState> rates(TenantScope scope) {
    TenantLedger ledger = tenants.get(scope);
    return ledger == null ? List.of() : ledger.rates();
  }

  /**
   * Some rates of a tenant with what counts at other servers, also of those that are not used here.
   * PostgreSQL is asked once for all of them, and not at all by a server that is alone.
   *
   * @throws io.auterity.spi.CallFailedException {@code unavailable}
   */
  public List<RateState> everywhere(TenantScope scope, List<RateState> rates) {
    if (rates.isEmpty() || seat.alone()) {
      return rates;
    }
    RateLeases.Elsewhere elsewhere =
        leases.elsewhere(scope, process, rates.stream().map(RateState::limit).toList());
    return IntStream.range(0, rates.size())
        .mapToObj(i -> rates.get(i).with(elsewhere.counts().get(i), elsewhere.held()))
        .toList();
  }

  /** Hears that approvals of a tenant were given or withdrawn. */
  public void approvalsChanged(UUID tenant) {
    tenants.forEach(
        (scope, ledger) -> {
          if (scope.tenant().equals(tenant)) {
            ledger.forgetApproved();
          }
        });
  }

  /** Hears that approvals of any tenant may have been. */
  public void approvalsChanged() {
    tenants.values().forEach(TenantLedger::forgetApproved);
  }

  /** How much calls of a tenant wait for PostgreSQL to grant, over all its limits. */
  long awaited(TenantScope scope) {
    TenantLedger ledger = tenants.get(scope);
    return ledger == null ? 0 : ledger.awaited();
  }

  /** By which others know what this process has leased. */
  public UUID process() {
    return process;
  }

  /** What other processes have leased and not settled. */
  public List<BudgetSlices.Unsettled> unsettled(TenantScope scope) {
    return budgetSlices.unsettled(scope, process);
  }

  /** What all processes settled in slices that are closed, in the windows that a moment is in. */
  public List<BudgetSlices.Settled> settled(TenantScope scope, Instant now) {
    Set<Instant> windows =
        standing(scope).stream()
            .map(state -> state.limit().window(now).start())
            .collect(Collectors.toSet());
    return windows.isEmpty() ? List.of() : budgetSlices.settled(scope, windows);
  }

  /** What all processes told of limits by the hour, by {@code kind/row}. */
  public Map<String, BudgetSlices.Hours> hours(TenantScope scope, Set<String> limits, Instant now) {
    return budgetSlices.hours(scope, limits, now);
  }

  /** Those of one resource that are in force. */
  List<Limit> of(TenantScope scope, String kind, String id) {
    TenantLedger ledger = tenants.get(scope);
    return ledger == null ? List.of() : ledger.of(kind, id);
  }

  void put(TenantScope scope, Limit limit) {
    put(scope, limit.kind(), limit.id(), List.of(limit));
  }

  /** All limits of one resource that have windows, in place of those it had. */
  void put(TenantScope scope, String kind, String id, List<Limit> limits) {
    of(scope).put(kind, id, limits);
  }

  /** All rates of one quota, in place of those it had. */
  void put(TenantScope scope, String quota, List<RateLimit> rates) {
    of(scope).put(quota, rates);
  }

  void remove(TenantScope scope, String kind, String id) {
    of(scope).remove(kind, id);
  }

  private TenantLedger of(TenantScope scope) {
    return tenants.computeIfAbsent(
        scope,
        ignored ->
            new TenantLedger(
                time,
                ids,
                budgetSlices,
                thresholds,
                account ->
                    new BudgetSlices.Place(
                        scope, account.limit(), account.window().start(), account.slice(), process),
                seat,
                parts ->
                    new RateExchange(parts.lock(), parts.rates(), leases, scope, process, time)));
  }

  /**
   * Tells the database what this process has used, and gives back what it does not need. Called
   * again and again, so that a crash leaves little behind. What fails of one tenant keeps none of
   * the others back; it is thrown at the end.
   *
   * @throws io.auterity.spi.CallFailedException {@code unavailable}
   */
  public void review() {
    RuntimeException failed = null;
    for (TenantLedger tenant : tenants.values()) {
      try {
        tenant.review();
      } catch (RuntimeException e) {
        if (failed == null || failed instanceof CallFailedException) {
          failed = e;
        }
      }
    }
    if (failed != null) {
      throw failed;
    }
  }

  /**
   * Tells other servers that this one lives and what it uses of each rate, and hears what it may
   * take. Called each second.
   *
   * @throws io.auterity.spi.CallFailedException {@code unavailable}
   */
  public void beat() {
    seat.beat(tenants.values());
  }

  /**
   * Tells other servers that this one lives while a {@link #beat} takes long. Called each second,
   * on another thread than beats.
   *
   * @throws io.auterity.spi.CallFailedException {@code unavailable}
   */
  void renewSeat() {
    seat.renew();
  }

  /** Settles all slices and gives back all rates; called when no call is under way any more. */
  @Override
  public void close() {
    tenants.values().forEach(TenantLedger::close);
    try {
      seat.leave(tenants.values());
    } catch (CallFailedException e) {
      LOG.debug("Others hear later that this server has ended: {}", e.getMessage());
    }
  }

  /**
   * How a limit stands in this process now; amounts in nano-units, or calls.
   *
   * @param leased what this process may spend; settled and held together never exceed it
   * @param overrun what was used beyond hold and lease; the next lease covers it first
   * @param left under the cap, as far as this process knows
   */
  public record LimitState(
      Limit limit, long leased, long held, long settled, long overrun, long left) {}

  /**
   * How a rate stands in this process now.
   *
   * @param ended what counts of calls that have ended
   * @param underWay what counts of calls that are under way
   * @param elsewhere what counts at other servers, as they told last
   * @param held whether another server that was alone holds what is left, for it has not said what
   *     its calls took: calls are refused meanwhile
   */
  public record RateState(
      RateLimit limit, long ended, long underWay, long elsewhere, boolean held) {

    /** One of which no other server holds what is left. */
    RateState(RateLimit limit, long ended, long underWay, long elsewhere) {
      this(limit, ended, underWay, elsewhere, false);
    }

    private RateState with(long told, boolean heldThere) {
      return new RateState(limit, ended, underWay, told, heldThere);
    }

    /** What calls may still take. */
    public long left() {
      return held ? 0 : Math.max(0, limit.most() - ended - underWay - elsewhere);
    }
  }
}
