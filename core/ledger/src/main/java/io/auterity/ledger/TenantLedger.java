package io.auterity.ledger;

import io.auterity.ledger.HoldDecision.Next;
import io.auterity.ledger.Ledger.RateState;
import io.auterity.platform.call.RateStanding;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of one tenant: it reserves what a call may use, under all limits that cover the call
 * or under none. The lock is taken for arithmetic; a call that finds an account too short leases
 * more without it, while others that need the same wait. What other processes give back is noticed
 * within a second of a refusal. What accounts that are over have left is given back when limits
 * change and with each review; a call gives back only what is free in its own window at once, after
 * a cap was lowered.
 */
final class TenantLedger {

  private final Time time;
  private final LedgerLock lock;
  private final RateAccounts rates;
  private final LimitAccounts accounts;
  private final SliceExchange exchange;
  private final ThresholdExchange thresholds;
  private final RateExchange shares;
  private final LimitStandings standings;
  private volatile LimitsInForce limits = LimitsInForce.NONE;

  TenantLedger(
      Time time,
      Ids ids,
      BudgetSlices budgetSlices,
      ThresholdLog thresholds,
      Function<LimitAccount, BudgetSlices.Place> places,
      ServerPresence seat,
      Function<RateParts, RateExchange> sharing) {
    this.time = time;
    this.lock = new LedgerLock(time);
    this.rates = new RateAccounts(time, seat);
    this.shares = sharing.apply(new RateParts(lock, rates));
    this.accounts = new LimitAccounts(ids, time);
    this.exchange = new SliceExchange(lock, accounts, budgetSlices, places, time);
    this.thresholds = new ThresholdExchange(lock, thresholds, places, time);
    this.standings = new LimitStandings(lock, accounts, exchange, time, () -> limits);
  }

  /** What its rates are told with. */
  record RateParts(LedgerLock lock, RateAccounts rates) {}

  void put(String kind, String id, List<Limit> wanted) {
    lock.in(() -> replace(kind, id, wanted));
    exchange.closeThoseOver();
  }

  private void replace(String kind, String id, List<Limit> wanted) {
    List<Limit> before = limits.of(kind, id);
    LimitsInForce next = limits.with(kind, id, wanted);
    limits = next;
    before.stream()
        .map(LimitsInForce::key)
        .filter(key -> next.get(key) == null)
        .forEach(accounts::drop);
    wanted.forEach(limit -> accounts.changed(LimitsInForce.key(limit), limit));
  }

  void put(String quota, List<RateLimit> wanted) {
    lock.in(() -> rates.put(quota, wanted));
  }

  /** Whether a rate counts the tokens of such a caller. */
  boolean limitsTokens(LimitScope.Caller caller) {
    return rates.limitTokens(caller);
  }

  void remove(String kind, String id) {
    lock.in(
        () -> {
          if (kind.equals(Limit.QUOTA)) {
            rates.remove(id);
          }
          replace(kind, id, List.of());
        });
    exchange.closeThoseOver();
  }

  /** Those of one resource. */
  List<Limit> of(String kind, String id) {
    return limits.of(kind, id);
  }

  /** How its limits stand. */
  LimitStandings standings() {
    return standings;
  }

  /** What its limits say of calls without a price. */
  PricedLimits priced() {
    return limits.priced();
  }

  /**
   * Sets amounts aside under every limit that covers the caller, or under none.
   *
   * @throws CallFailedException {@code budget_exhausted}, {@code quota_exhausted}, {@code
   *     rate_limited}, {@code saturated}, {@code forbidden} without approval, {@code unsupported}
   *     for a price in another currency, {@code unavailable}
   */
  BudgetHold hold(LimitScope.Caller caller, Ledger.Most most, Duration longest) {
    HoldDecision wanted =
        new HoldDecision(rates, accounts, time, caller, most, time.nanos() + longest.toNanos());
    Next next = lock.in(() -> tryHold(wanted));
    while (next instanceof Next.Ask ask) {
      ask(ask, wanted);
      next = lock.in(() -> tryHold(wanted));
    }
    List<LimitAccount> touched = wanted.touched();
    return touched.isEmpty() && wanted.taken().isEmpty()
        ? BudgetHold.NONE
        : new BudgetHold(
            touched,
            wanted.taken(),
            most.money(),
            wanted.standing(),
            closing -> settled(touched, closing));
  }

  // Holds, or says what to ask for without the lock; what others ask for is awaited in it.
  private Next tryHold(HoldDecision wanted) {
    Next next = wanted.next(limits);
    while (next instanceof Next.Await await) {
      await(await, wanted.deadline());
      next = wanted.next(limits);
    }
    if (next instanceof Next.Held held) {
      held.low().forEach(exchange::leaseAhead);
    }
    return next;
  }

  private void await(Next.Await await, long deadline) {
    switch (await) {
      case Next.Await.Share(RateLimiter rate) ->
          lock.awaitEnd(rate::asking, rate.limit().quota(), deadline);
      case Next.Await.Lease(LimitAccount account, long amount) ->
          exchange.awaitAnswer(account, amount, deadline);
    }
  }

  private void ask(Next.Ask ask, HoldDecision wanted) {
    switch (ask) {
      case Next.Ask.Share(RateLimiter rate) -> {
        shares.ask(List.of(rate));
        wanted.askedForShare(rate);
      }
      case Next.Ask.Lease(LimitAccount account, long needed) -> exchange.lease(account, needed);
      case Next.Ask.Use(SliceExchange.Telling telling) -> exchange.tellIfPossible(telling);
      case Next.Ask.Approval(LimitAccount account) -> thresholds.lookForApproval(account, wanted);
    }
  }

  /** What was approved is to be looked for again. */
  void forgetApproved() {
    lock.in(accounts::forgetApproved);
  }

  /** How the rates that cover such a caller stand now; null when none does. */
  @Nullable RateStanding standing(LimitScope.Caller caller) {
    return lock.in(() -> rates.standing(caller));
  }

  private List<BudgetHold.Closed> settled(
      List<LimitAccount> touched, LongFunction<List<BudgetHold.Closed>> closing) {
    List<LimitAccount> over = new ArrayList<>(0);
    List<LimitAccount> excessive = new ArrayList<>(0);
    List<BudgetHold.Closed> parts =
        lock.in(
            () -> {
              List<BudgetHold.Closed> closed = closing.apply(time.nanos());
              over.addAll(accounts.takeReplaced(touched));
              for (LimitAccount account : touched) {
                if (account.startGivingBack()) {
                  excessive.add(account);
                }
              }
              touched.forEach(thresholds::tellOf);
              return closed;
            });
    exchange.giveBackSoon(excessive);
    exchange.close(over);
    return parts;
  }

  List<RateState> rates() {
    return lock.in(rates::states);
  }

  long awaited() {
    return lock.in(accounts::awaited);
  }

  /**
   * Reports what was used of each account, gives back what no call needs of it, and ends those
   * whose window is over.
   *
   * @throws CallFailedException {@code unavailable}
   */
  void review() {
    try {
      exchange.tellOf(lock.in(accounts::reviewed));
    } finally {
      exchange.closeThoseOver();
    }
  }

  /** Whether others are to be told of any of its rates. */
  boolean usesRates() {
    return lock.in(() -> !rates.inUse().isEmpty());
  }

  /** What counts of each rate is all that this server may take, until it hears more. */
  void startSharing() {
    lock.in(rates::startSharing);
  }

  /**
   * Tells what this server uses of its rates, and hears what it may take.
   *
   * @throws CallFailedException {@code unavailable}
   */
  void tellRates() {
    shares.tell();
  }

  /**
   * Tells what counts of its rates in the end.
   *
   * @throws CallFailedException {@code unavailable}
   */
  void tellLastOfRates() {
    shares.tellLast();
  }

  /** Closes every slice; what is still held then stays leased and counts as spent. */
  void close() {
    lock.in(accounts::dropAll);
    exchange.awaitUnderWay();
    exchange.closeThoseOver();
  }
}
