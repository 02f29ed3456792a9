package io.auterity.relay.ledger;

import io.auterity.platform.call.RateStanding;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.relay.ledger.Ledger.LimitState;
import io.auterity.relay.ledger.Ledger.RateState;
import io.auterity.relay.ledger.WantedHold.Next;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What calls of one tenant may use: sets it aside under all limits that cover a call, or under
 * none. The lock is taken for arithmetic; whoever finds an account too short leases more without
 * it, while others that need the same wait. What other processes give back is noticed within a
 * second of a refusal. What accounts that are over have left is given back when limits change and
 * with each review; a call gives back only what is free in its own window at once, after a cap was
 * lowered.
 */
final class TenantLedger {

  private static final Duration LONGEST_HEARING = Duration.ofSeconds(2);

  private final Time time;
  private final Function<LimitAccount, Slices.Place> places;
  private final ThresholdLog thresholds;
  private final LedgerLock lock;
  private final RateAccounts rates;
  private final LimitAccounts accounts;
  private final SliceExchange exchange;
  private final RateExchange shares;
  private volatile LimitsInForce limits = LimitsInForce.NONE;

  TenantLedger(
      Time time,
      Ids ids,
      Slices slices,
      ThresholdLog thresholds,
      Function<LimitAccount, Slices.Place> places,
      ServerSeat seat,
      Function<RateParts, RateExchange> sharing) {
    this.thresholds = thresholds;
    this.time = time;
    this.places = places;
    this.lock = new LedgerLock(time);
    this.rates = new RateAccounts(time, seat);
    this.shares = sharing.apply(new RateParts(lock, rates));
    this.accounts = new LimitAccounts(ids, time);
    this.exchange = new SliceExchange(lock, accounts, slices, places, time);
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

  /**
   * What limits on money ask of the offers of such a caller: prices of some models, and what their
   * thresholds ask that are reached.
   *
   * @param longest how long it may wait for PostgreSQL, which is asked once for each window; what
   *     that does not tell in time is not known
   */
  List<OfferRule> rules(LimitScope.Caller caller, Duration longest) {
    List<OfferRule> ofPrices = limits.priced().rules(caller);
    List<Limit> steering = limits.ofOffers();
    if (steering.isEmpty()) {
      return ofPrices;
    }
    long wait = Math.min(longest.toNanos(), LONGEST_HEARING.toNanos());
    long deadline = time.nanos() + wait;
    List<OfferRule> rules = new ArrayList<>(ofPrices);
    for (Limit limit : steering) {
      if (limit.scope().covers(caller)) {
        rules.addAll(rules(LimitsInForce.key(limit), deadline));
      }
    }
    return rules;
  }

  private List<OfferRule> rules(String key, long deadline) {
    return lock.in(
        () -> {
          Limit limit = limits.get(key);
          if (limit == null) {
            return List.of();
          }
          hearInTime(accounts.of(key, limit, time.now()), deadline);
          return accounts.of(key, limit, time.now()).rules();
        });
  }

  /** How the limits of one budget stand now; those that nothing is known of yet are left out. */
  List<LimitState> standing(String budget) {
    List<Limit> named = limits.ofBudget(budget);
    return named.isEmpty()
        ? List.of()
        : lock.in(
            () ->
                named.stream()
                    .filter(limit -> limits.has(limit))
                    .map(limit -> accounts.of(LimitsInForce.key(limit), limit, time.now()))
                    .filter(LimitAccount::heard)
                    .map(LimitAccount::state)
                    .toList());
  }

  /** Asks how those limits stand of which nothing is known yet, waiting no longer than that. */
  void hear(String budget, Duration longest) {
    for (Limit limit : limits.ofBudget(budget)) {
      long deadline = time.nanos() + longest.toNanos();
      LimitAccount unheard = lock.in(() -> markUnheard(LimitsInForce.key(limit), deadline));
      if (unheard != null) {
        exchange.lease(unheard, 0);
      }
    }
  }

  // What others have used of a window is first told with a lease.
  private @Nullable LimitAccount markUnheard(String key, long deadline) {
    Limit limit = limits.get(key);
    if (limit == null) {
      return null;
    }
    LimitAccount account = accounts.of(key, limit, time.now());
    if (account.extending()) {
      awaitAnswer(account, 0, deadline);
    }
    return account.heard() || !account.startExtending() ? null : account;
  }

  // Whoever cannot be told goes on.
  private void hearInTime(LimitAccount account, long deadline) {
    if (account.heard()) {
      return;
    }
    if (account.startExtending()) {
      exchange.leaseAhead(account);
    }
    try {
      awaitAnswer(account, 0, deadline);
    } catch (CallFailedException e) {
      if (e.failure().code() == FailureCode.CANCELLED) {
        throw e;
      }
    }
  }

  /** How much money is free under the tightest budget of such a caller, as far as is known. */
  long free(LimitScope.Caller caller) {
    return lock.in(
        () ->
            limits.covering(caller).stream()
                .filter(entry -> entry.getValue().ofMoney())
                .map(entry -> accounts.of(entry.getKey(), entry.getValue(), time.now()))
                .mapToLong(LimitAccount::free)
                .min()
                .orElse(Long.MAX_VALUE));
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
  Hold hold(LimitScope.Caller caller, Ledger.Most most, Duration longest) {
    WantedHold wanted =
        new WantedHold(rates, accounts, time, caller, most, time.nanos() + longest.toNanos());
    Next next = lock.in(() -> tryHold(wanted));
    while (next instanceof Next.Ask ask) {
      ask(ask, wanted);
      next = lock.in(() -> tryHold(wanted));
    }
    List<LimitAccount> touched = wanted.touched();
    return touched.isEmpty() && wanted.taken().isEmpty()
        ? Hold.NONE
        : new Hold(
            touched,
            wanted.taken(),
            most.money(),
            wanted.standing(),
            closing -> settled(touched, closing));
  }

  // Holds, or says what to ask for without the lock; what others ask for is awaited in it.
  private Next tryHold(WantedHold wanted) {
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
      case Next.Await.Share(RateAccount rate) ->
          awaitEnd(rate::asking, rate.limit().quota(), deadline);
      case Next.Await.Lease(LimitAccount account, long amount) ->
          awaitAnswer(account, amount, deadline);
    }
  }

  private void ask(Next.Ask ask, WantedHold wanted) {
    switch (ask) {
      case Next.Ask.Share(RateAccount rate) -> {
        shares.ask(List.of(rate));
        wanted.askedForShare(rate);
      }
      case Next.Ask.Lease(LimitAccount account, long needed) -> exchange.lease(account, needed);
      case Next.Ask.Use(SliceExchange.Telling telling) -> askAnew(telling);
      case Next.Ask.Approval(LimitAccount account) -> lookForApproval(account, wanted);
    }
  }

  // Who is not told goes by what is known.
  private void askAnew(SliceExchange.Telling telling) {
    try {
      exchange.tell(telling);
    } catch (CallFailedException e) {
      if (e.failure().code() == FailureCode.CANCELLED) {
        throw e;
      }
    }
  }

  // Another process may have been told of it. What one finds is for all who wait.
  private void lookForApproval(LimitAccount account, WantedHold wanted) {
    if (!lock.in(() -> startLooking(account, wanted))) {
      return;
    }
    try {
      long approved = thresholds.approved(lock.in(() -> places.apply(account)));
      long again = time.nanos() + SliceExchange.ASK_AGAIN_AFTER.toNanos();
      if (!lock.in(() -> account.approved(approved, again))) {
        wanted.lookAgain(account);
      }
    } finally {
      lock.end(account::endLooking);
    }
  }

  /** What was approved is to be looked for again. */
  void forgetApproved() {
    lock.in(accounts::forgetApproved);
  }

  // False when another did, which is over now.
  private boolean startLooking(LimitAccount account, WantedHold wanted) {
    boolean first = wanted.startLooking(account);
    if (!first) {
      awaitEnd(account::looking, account.limit().id(), wanted.deadline());
    }
    return first;
  }

  /** How the rates that cover such a caller stand now; null when none does. */
  @Nullable RateStanding standing(LimitScope.Caller caller) {
    return lock.in(() -> rates.standing(caller));
  }

  // Whoever asks next asks for all who wait.
  private void awaitAnswer(LimitAccount account, long amount, long deadline) {
    account.await(amount);
    try {
      awaitEnd(account::extending, account.limit().id(), deadline);
    } finally {
      account.awaited(amount);
    }
  }

  private void awaitEnd(BooleanSupplier underWay, String limit, long deadline) {
    if (!lock.awaitEnd(underWay, deadline)) {
      throw WantedHold.noAnswer(limit);
    }
  }

  private List<Hold.Closed> settled(
      List<LimitAccount> touched, LongFunction<List<Hold.Closed>> closing) {
    List<LimitAccount> over = new ArrayList<>(0);
    List<Hold.Closed> parts =
        lock.in(
            () -> {
              List<Hold.Closed> closed = closing.apply(time.nanos());
              over.addAll(accounts.takeReplaced(touched));
              touched.forEach(this::tellOfThresholds);
              return closed;
            });
    exchange.close(over);
    return parts;
  }

  private void tellOfThresholds(LimitAccount account) {
    for (Threshold threshold : account.retired() ? List.<Threshold>of() : account.untold()) {
      Slices.Place place = places.apply(account);
      ThresholdLog.Spent spent =
          new ThresholdLog.Spent(account.settled() + account.overrun(), account.held());
      Thread.startVirtualThread(() -> tell(account, place, threshold, spent));
    }
  }

  // Nobody's call waits for it; what cannot be told now is told after the next one.
  private void tell(
      LimitAccount account, Slices.Place place, Threshold threshold, ThresholdLog.Spent spent) {
    try {
      thresholds.reached(place, threshold, spent, time.now());
    } catch (CallFailedException e) {
      lock.in(
          () -> {
            account.stillUntold(threshold);
          });
    }
  }

  List<LimitState> standing() {
    return lock.in(
        () ->
            limits.all().stream()
                .map(entry -> accounts.of(entry.getKey(), entry.getValue(), time.now()))
                .map(LimitAccount::state)
                .toList());
  }

  List<RateState> rates() {
    return lock.in(rates::states);
  }

  long awaited() {
    return lock.in(accounts::awaited);
  }

  /**
   * Tells what was used of each account, gives back what nobody needs of it, and ends those whose
   * window is over.
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
    exchange.closeThoseOver();
  }
}
