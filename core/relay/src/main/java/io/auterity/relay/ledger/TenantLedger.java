package io.auterity.relay.ledger;

import io.auterity.platform.call.RateStanding;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.relay.ledger.Ledger.LimitState;
import io.auterity.relay.ledger.Ledger.RateState;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
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

  /** What its limits say of calls without a price. */
  PricedLimits priced() {
    return limits.priced();
  }

  /**
   * What is to be asked for before it can be tried again.
   *
   * @param approval whether it is an approval, and no lease
   * @param anew what others use, and no lease; null otherwise
   */
  private record Ask(
      LimitAccount account, long needed, boolean approval, SliceExchange.@Nullable Telling anew) {
    Ask(LimitAccount account, long needed) {
      this(account, needed, false, null);
    }
  }

  // What the lock was left with.
  private record Tried(@Nullable Ask ask, @Nullable RateAccount share) {
    static final Tried HELD = new Tried(null, null);
  }

  /**
   * Sets amounts aside under every limit that covers the caller, or under none.
   *
   * @throws CallFailedException {@code budget_exhausted}, {@code quota_exhausted}, {@code
   *     rate_limited}, {@code unsupported} for a price in another currency, {@code unavailable}
   */
  Hold hold(LimitScope.Caller caller, Ledger.Most most, Duration longest) {
    Try wanted = new Try(caller, most, time.nanos() + longest.toNanos());
    while (true) {
      Tried tried = lock.in(() -> tryHold(wanted));
      RateAccount share = tried.share();
      Ask ask = tried.ask();
      if (share != null) {
        shares.ask(List.of(share));
        wanted.shared.add(share);
        continue;
      }
      if (ask == null) {
        return wanted.isFree()
            ? Hold.NONE
            : new Hold(
                wanted.touched,
                wanted.taken,
                most.money(),
                wanted.standing,
                closing -> settled(wanted.touched, closing));
      }
      SliceExchange.Telling anew = ask.anew();
      if (ask.approval()) {
        lookForApproval(ask.account(), wanted);
      } else if (anew != null) {
        askAnew(anew);
      } else {
        exchange.lease(ask.account(), ask.needed());
      }
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
  private void lookForApproval(LimitAccount account, Try wanted) {
    if (!lock.in(() -> startLooking(account, wanted))) {
      return;
    }
    try {
      long approved = thresholds.approved(lock.in(() -> places.apply(account)));
      long again = time.nanos() + SliceExchange.ASK_AGAIN_AFTER.toNanos();
      if (!lock.in(() -> account.approved(approved, again))) {
        wanted.looked.remove(account);
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
  private boolean startLooking(LimitAccount account, Try wanted) {
    boolean first = account.startLooking();
    if (first) {
      wanted.looked.add(account);
    } else {
      awaitEnd(account::looking, account, wanted.deadline);
    }
    return first;
  }

  // Holds, or says what to ask for first. Whether it fits is always decided on what is there now: a
  // refused lease alone refuses nobody, since others may have settled meanwhile or need less.
  private Tried tryHold(Try wanted) {
    RateAccounts.Met met = meet(wanted);
    LimitAccount shortOf = met.toAsk() == null ? touchUntilShort(wanted) : null;
    while (shortOf != null && shortOf.extending()) {
      awaitAnswer(shortOf, wanted.amount(shortOf), wanted.deadline);
      met = meet(wanted);
      shortOf = met.toAsk() == null ? touchUntilShort(wanted) : null;
    }
    if (met.toAsk() != null) {
      return new Tried(null, met.toAsk());
    }
    Ask ask = shortOf != null ? ask(shortOf, wanted) : askOfThresholds(wanted);
    if (ask != null) {
      return new Tried(ask, null);
    }
    take(wanted, met.all());
    return Tried.HELD;
  }

  // One of whose share too little is left is marked as asking.
  private RateAccounts.Met meet(Try wanted) {
    while (true) {
      RateAccounts.Met met = rates.meet(wanted.caller, wanted.most.tokens(), wanted.shared);
      RateAccount toAsk = met.toAsk();
      if (toAsk == null || toAsk.startAsking()) {
        return met;
      }
      if (!lock.awaitEnd(toAsk::asking, wanted.deadline)) {
        throw noAnswer(toAsk.limit().quota());
      }
    }
  }

  private @Nullable Ask askOfThresholds(Try wanted) {
    long now = time.nanos();
    for (LimitAccount account : wanted.touched) {
      LimitAccount.Report anew = account.askingAnew(wanted.amount(account), now);
      if (anew != null) {
        account.startExtending();
        return new Ask(account, 0, false, new SliceExchange.Telling(account, anew));
      }
      account.requireBelowThresholds(wanted.amount(account), time.now());
      Threshold asking = account.unapproved(wanted.amount(account));
      if (asking != null) {
        return askToApprove(account, wanted, asking);
      }
    }
    return null;
  }

  private void take(Try wanted, List<RateAccount> met) {
    long now = time.nanos();
    for (RateAccount rate : met) {
      long amount = rate.amount(wanted.most.tokens());
      wanted.taken.add(new Hold.TakenRate(rate, rate.take(now, amount), amount));
    }
    wanted.standing = rates.standing(met, now);
    for (LimitAccount account : wanted.touched) {
      account.hold(wanted.amount(account), now);
      if (account.low() && account.mayAsk(now, 1) && account.startExtending()) {
        exchange.leaseAhead(account);
      }
    }
  }

  /** How the rates that cover such a caller stand now; null when none does. */
  @Nullable RateStanding standing(LimitScope.Caller caller) {
    return lock.in(() -> rates.standing(caller));
  }

  private @Nullable LimitAccount touchUntilShort(Try wanted) {
    wanted.touched.clear();
    Instant now = time.now();
    for (Map.Entry<String, Limit> entry : limits.covering(wanted.caller)) {
      Limit limit = entry.getValue();
      LimitAccount account = accounts.of(entry.getKey(), limit, now);
      if (limit.ofMoney()
          && wanted.most.money() > 0
          && !limit.unit().equals(wanted.most.currency())) {
        throw limit.otherCurrency(wanted.most.currency());
      }
      if (account.available() < wanted.amount(account)) {
        return account;
      }
      wanted.touched.add(account);
    }
    return null;
  }

  /** One hold that is wanted, and what it has touched so far. */
  private static final class Try {
    private final LimitScope.Caller caller;
    private final Ledger.Most most;
    private final long deadline;
    private final List<LimitAccount> touched = new ArrayList<>(4);
    private final List<Hold.TakenRate> taken = new ArrayList<>(0);
    private final List<LimitAccount> looked = new ArrayList<>(0);
    private final List<RateAccount> shared = new ArrayList<>(0);
    private @Nullable RateStanding standing;

    Try(LimitScope.Caller caller, Ledger.Most most, long deadline) {
      this.caller = caller;
      this.most = most;
      this.deadline = deadline;
    }

    long amount(LimitAccount account) {
      return account.limit().amount(most.money(), 1);
    }

    boolean isFree() {
      return touched.isEmpty() && taken.isEmpty();
    }
  }

  private Ask ask(LimitAccount account, Try wanted) {
    long amount = wanted.amount(account);
    long needed = amount - account.available();
    if (!account.mayAsk(time.nanos(), needed)) {
      throw account.exhausted(amount, time.now());
    }
    account.startExtending();
    return new Ask(account, needed);
  }

  private Ask askToApprove(LimitAccount account, Try wanted, Threshold asking) {
    boolean known = wanted.looked.contains(account) || !account.mayLook(time.nanos());
    if (known && !account.looking()) {
      throw account.unapproved(wanted.amount(account), asking, time.now());
    }
    if (!wanted.looked.isEmpty() && wanted.deadline - time.nanos() <= 0) {
      throw noAnswer(account.limit().id());
    }
    return new Ask(account, 0, true, null);
  }

  // Whoever asks next asks for all who wait.
  private void awaitAnswer(LimitAccount account, long amount, long deadline) {
    account.await(amount);
    try {
      awaitEnd(account::extending, account, deadline);
    } finally {
      account.awaited(amount);
    }
  }

  private void awaitEnd(BooleanSupplier underWay, LimitAccount account, long deadline) {
    if (!lock.awaitEnd(underWay, deadline)) {
      throw noAnswer(account.limit().id());
    }
  }

  private static CallFailedException noAnswer(String limit) {
    return new CallFailedException(
        Failure.of(FailureCode.UNAVAILABLE, "no answer in time about " + limit)
            .withRetryAfter(SliceExchange.ASK_AGAIN_AFTER));
  }

  private List<Hold.Closed> settled(
      List<LimitAccount> touched, Supplier<List<Hold.Closed>> closing) {
    List<LimitAccount> over = new ArrayList<>(0);
    List<Hold.Closed> parts =
        lock.in(
            () -> {
              List<Hold.Closed> closed = closing.get();
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
