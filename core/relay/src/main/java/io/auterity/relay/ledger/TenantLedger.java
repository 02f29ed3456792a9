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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of one tenant. Its lock is taken for arithmetic; whoever finds an account too short
 * leases more without it, while others that need the same wait. What other processes give back is
 * noticed within a second of a refusal. What accounts that are over have left is given back when
 * limits change and with each review; a call gives back only what is free in its own window at
 * once, after a cap was lowered. Holding, leasing, renewing and giving back stand together, as each
 * step says what the others find under the lock.
 */
final class TenantLedger {

  private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(1);
  private static final Duration LONGEST_HEARING = Duration.ofSeconds(2);

  private final Time time;
  private final Ids ids;
  private final Function<LimitAccount, Slices.Place> places;
  private final Slices slices;
  private final ThresholdLog thresholds;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition extended = lock.newCondition();
  private final Map<String, Limit> limits = new TreeMap<>();
  private final RateAccounts rates;
  private final Map<String, LimitAccount> accounts = new HashMap<>();
  private final List<LimitAccount> closing = new ArrayList<>();
  private ScopeIndex<Map.Entry<String, Limit>> covering =
      ScopeIndex.of(List.of(), TenantLedger::scope);
  private volatile PricedLimits priced = PricedLimits.NONE;
  private volatile Map<String, List<Limit>> budgets = Map.of();
  private volatile List<Limit> ofOffers = List.of();

  TenantLedger(
      Time time,
      Ids ids,
      Slices slices,
      ThresholdLog thresholds,
      Function<LimitAccount, Slices.Place> places) {
    this.thresholds = thresholds;
    this.time = time;
    this.ids = ids;
    this.slices = slices;
    this.places = places;
    this.rates = new RateAccounts(time);
  }

  void put(String kind, String id, List<Limit> wanted) {
    inLock(
        () -> {
          drop(kind, id, wanted.stream().map(TenantLedger::key).toList());
          for (Limit limit : wanted) {
            limits.put(key(limit), limit);
            LimitAccount account = accounts.get(key(limit));
            if (account != null && !account.follow(limit)) {
              retire(accounts.remove(key(limit)));
            }
          }
          noteLimits();
        });
    closeThoseOver();
  }

  private void drop(String kind, String id, List<String> except) {
    List<String> gone =
        limits.entrySet().stream()
            .filter(entry -> entry.getValue().isOf(kind, id))
            .map(Map.Entry::getKey)
            .filter(key -> !except.contains(key))
            .toList();
    for (String key : gone) {
      limits.remove(key);
      retire(accounts.remove(key));
    }
  }

  void put(String quota, List<RateLimit> wanted) {
    inLock(() -> rates.put(quota, wanted));
  }

  /** Whether a rate counts the tokens of such a caller. */
  boolean limitsTokens(LimitScope.Caller caller) {
    return rates.limitTokens(caller);
  }

  void remove(String kind, String id) {
    inLock(
        () -> {
          if (kind.equals(Limit.QUOTA)) {
            rates.remove(id);
          }
          drop(kind, id, List.of());
          noteLimits();
        });
    closeThoseOver();
  }

  private void noteLimits() {
    covering = ScopeIndex.of(List.copyOf(limits.entrySet()), TenantLedger::scope);
    priced = PricedLimits.of(limits.values());
    budgets =
        limits.values().stream()
            .filter(limit -> limit.kind().equals(Limit.BUDGET))
            .collect(Collectors.groupingBy(Limit::id));
    ofOffers =
        limits.values().stream()
            .filter(limit -> limit.thresholds().stream().anyMatch(one -> one.act().ofOffers()))
            .toList();
  }

  /** Those of one resource. */
  List<Limit> of(String kind, String id) {
    return inLock(() -> limits.values().stream().filter(limit -> limit.isOf(kind, id)).toList());
  }

  /**
   * What limits on money ask of the offers of such a caller: prices of some models, and what their
   * thresholds ask that are reached.
   *
   * @param longest how long it may wait for PostgreSQL, which is asked once for each window; what
   *     that does not tell in time is not known
   */
  List<OfferRule> rules(LimitScope.Caller caller, Duration longest) {
    List<OfferRule> ofPrices = priced.rules(caller);
    List<Limit> steering = ofOffers;
    if (steering.isEmpty()) {
      return ofPrices;
    }
    long wait = Math.min(longest.toNanos(), LONGEST_HEARING.toNanos());
    long deadline = time.nanos() + wait;
    List<OfferRule> rules = new ArrayList<>(ofPrices);
    for (Limit limit : steering) {
      if (limit.scope().covers(caller)) {
        rules.addAll(rules(key(limit), deadline));
      }
    }
    return rules;
  }

  private List<OfferRule> rules(String key, long deadline) {
    return inLock(
        () -> {
          Limit limit = limits.get(key);
          if (limit == null) {
            return List.of();
          }
          hearInTime(account(key, limit, time.now()), deadline);
          return account(key, limit, time.now()).rules();
        });
  }

  /** How the limits of one budget stand now; those that nothing is known of yet are left out. */
  List<LimitState> standing(String budget) {
    List<Limit> named = budgets.getOrDefault(budget, List.of());
    return named.isEmpty()
        ? List.of()
        : inLock(
            () ->
                named.stream()
                    .filter(limit -> limit.equals(limits.get(key(limit))))
                    .map(limit -> account(key(limit), limit, time.now()))
                    .filter(LimitAccount::heard)
                    .map(LimitAccount::state)
                    .toList());
  }

  /** Asks how those limits stand of which nothing is known yet, waiting no longer than that. */
  void hear(String budget, Duration longest) {
    for (Limit limit : budgets.getOrDefault(budget, List.of())) {
      Ask first = inLock(() -> askIfUnheard(key(limit), time.nanos() + longest.toNanos()));
      if (first != null) {
        lease(first);
      }
    }
  }

  // What others have used of a window is first told with a lease.
  private @Nullable Ask askIfUnheard(String key, long deadline) {
    Limit limit = limits.get(key);
    if (limit == null) {
      return null;
    }
    LimitAccount account = account(key, limit, time.now());
    if (account.extending()) {
      awaitAnswer(account, 0, deadline);
    }
    return account.heard() || !account.startExtending() ? null : new Ask(account, 0);
  }

  // Whoever cannot be told goes on.
  private void hearInTime(LimitAccount account, long deadline) {
    if (account.heard()) {
      return;
    }
    if (account.startExtending()) {
      Thread.startVirtualThread(() -> extendAhead(account));
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
    return priced;
  }

  /**
   * What is to be asked for before it can be tried again.
   *
   * @param approval whether it is an approval, and no lease
   * @param anew what others use, and no lease; null otherwise
   */
  private record Ask(LimitAccount account, long needed, boolean approval, @Nullable Telling anew) {
    Ask(LimitAccount account, long needed) {
      this(account, needed, false, null);
    }
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
      Ask ask = inLock(() -> tryHold(wanted));
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
      Telling anew = ask.anew();
      if (ask.approval()) {
        lookForApproval(ask.account(), wanted);
      } else if (anew != null) {
        askAnew(anew);
      } else {
        lease(ask);
      }
    }
  }

  // Who is not told goes by what is known.
  private void askAnew(Telling telling) {
    try {
      tell(telling);
    } catch (CallFailedException e) {
      if (e.failure().code() == FailureCode.CANCELLED) {
        throw e;
      }
    }
  }

  // Another process may have been told of it. What one finds is for all who wait.
  private void lookForApproval(LimitAccount account, Try wanted) {
    if (!inLock(() -> startLooking(account, wanted))) {
      return;
    }
    try {
      long approved = thresholds.approved(inLock(() -> places.apply(account)));
      long again = time.nanos() + ASK_AGAIN_AFTER.toNanos();
      if (!inLock(() -> account.approved(approved, again))) {
        wanted.looked.remove(account);
      }
    } finally {
      inLock(
          () -> {
            account.endLooking();
            extended.signalAll();
          });
    }
  }

  /** What was approved is to be looked for again. */
  void forgetApproved() {
    inLock(() -> accounts.values().forEach(LimitAccount::forgetApproved));
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
  private @Nullable Ask tryHold(Try wanted) {
    List<RateAccount> met = rates.fitting(wanted.caller, wanted.most.tokens());
    LimitAccount shortOf = touchUntilShort(wanted);
    while (shortOf != null && shortOf.extending()) {
      awaitAnswer(shortOf, wanted.amount(shortOf), wanted.deadline);
      met = rates.fitting(wanted.caller, wanted.most.tokens());
      shortOf = touchUntilShort(wanted);
    }
    if (shortOf != null) {
      return ask(shortOf, wanted);
    }
    long now = time.nanos();
    for (LimitAccount account : wanted.touched) {
      LimitAccount.Report anew = account.askingAnew(wanted.amount(account), now);
      if (anew != null) {
        account.startExtending();
        return new Ask(account, 0, false, new Telling(account, anew));
      }
      account.requireBelowThresholds(wanted.amount(account));
      Threshold asking = account.unapproved(wanted.amount(account));
      if (asking != null) {
        return askToApprove(account, wanted, asking);
      }
    }
    for (RateAccount rate : met) {
      long amount = rate.amount(wanted.most.tokens());
      wanted.taken.add(new Hold.TakenRate(rate, rate.take(now, amount), amount));
    }
    wanted.standing = rates.standing(met, now);
    for (LimitAccount account : wanted.touched) {
      account.hold(wanted.amount(account), now);
      if (account.low() && account.mayAsk(now, 1) && account.startExtending()) {
        Thread.startVirtualThread(() -> extendAhead(account));
      }
    }
    return null;
  }

  /** How the rates that cover such a caller stand now; null when none does. */
  @Nullable RateStanding standing(LimitScope.Caller caller) {
    return inLock(() -> rates.standing(caller));
  }

  private @Nullable LimitAccount touchUntilShort(Try wanted) {
    wanted.touched.clear();
    Instant now = time.now();
    for (Map.Entry<String, Limit> entry : covering.covering(wanted.caller)) {
      Limit limit = entry.getValue();
      LimitAccount account = account(entry.getKey(), limit, now);
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
      throw account.exhausted(amount);
    }
    account.startExtending();
    return new Ask(account, needed);
  }

  private Ask askToApprove(LimitAccount account, Try wanted, Threshold asking) {
    boolean known = wanted.looked.contains(account) || !account.mayLook(time.nanos());
    if (known && !account.looking()) {
      throw account.unapproved(wanted.amount(account), asking);
    }
    if (!wanted.looked.isEmpty() && wanted.deadline - time.nanos() <= 0) {
      throw noAnswer(account);
    }
    return new Ask(account, 0, true, null);
  }

  private LimitAccount account(String key, Limit limit, Instant now) {
    LimitAccount account = accounts.get(key);
    if (account == null || !account.window().contains(now) || !account.follow(limit)) {
      retire(account);
      account = new LimitAccount(limit, limit.window(now), ids);
      accounts.put(key, account);
    }
    return account;
  }

  private void retire(@Nullable LimitAccount account) {
    if (account != null) {
      account.retire();
      closing.add(account);
    }
  }

  private void extendAhead(LimitAccount account) {
    try {
      lease(new Ask(account, 0));
    } catch (CallFailedException e) {
      // Ahead of need: whoever needs it asks again and is told.
    }
  }

  // I/O without the lock; whoever else needs the same waits for the answer.
  private void lease(Ask ask) {
    LimitAccount account = ask.account();
    Slices.Place place = inLock(() -> places.apply(account));
    long wanted = inLock(() -> account.wanted(ask.needed()));
    try {
      Slices.Grant grant = slices.lease(place, ask.needed(), wanted, time.now());
      inLock(
          () -> {
            long again = time.nanos() + ASK_AGAIN_AFTER.toNanos();
            account.grant(grant, again);
          });
    } finally {
      inLock(
          () -> {
            account.endExtending();
            extended.signalAll();
          });
    }
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
    long left = deadline - time.nanos();
    try {
      while (underWay.getAsBoolean()) {
        if (left <= 0) {
          throw noAnswer(account);
        }
        left = extended.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallFailedException(FailureCode.CANCELLED, "The caller has gone.");
    }
  }

  private static CallFailedException noAnswer(LimitAccount account) {
    return new CallFailedException(
        Failure.of(FailureCode.UNAVAILABLE, "no answer in time about " + account.limit().id())
            .withRetryAfter(ASK_AGAIN_AFTER));
  }

  private List<Hold.Closed> settled(
      List<LimitAccount> touched, Supplier<List<Hold.Closed>> closing) {
    List<LimitAccount> over = new ArrayList<>(0);
    List<Hold.Closed> parts =
        inLock(
            () -> {
              List<Hold.Closed> closed = closing.get();
              over.addAll(takeReplaced(touched));
              touched.forEach(this::tellOfThresholds);
              return closed;
            });
    close(over);
    return parts;
  }

  // Of a window that goes on: what a lowered cap left there is missing in the account after it.
  private List<LimitAccount> takeReplaced(List<LimitAccount> touched) {
    if (closing.isEmpty()) {
      return List.of();
    }
    Instant now = time.now();
    List<LimitAccount> over = new ArrayList<>(0);
    for (LimitAccount account : touched) {
      if (account.over() && account.window().contains(now) && closing.remove(account)) {
        over.add(account);
      }
    }
    return over;
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
      inLock(
          () -> {
            account.stillUntold(threshold);
          });
    }
  }

  List<LimitState> standing() {
    return inLock(
        () ->
            limits.entrySet().stream()
                .map(entry -> account(entry.getKey(), entry.getValue(), time.now()))
                .map(LimitAccount::state)
                .toList());
  }

  List<RateState> rates() {
    return inLock(rates::states);
  }

  long awaited() {
    return inLock(() -> accounts.values().stream().mapToLong(LimitAccount::awaited).sum());
  }

  private record Telling(LimitAccount account, LimitAccount.Report report) {}

  /**
   * Tells what was used of each account, gives back what nobody needs of it, and ends those whose
   * window is over.
   *
   * @throws CallFailedException {@code unavailable}
   */
  void review() {
    try {
      for (LimitAccount account : inLock(this::reviewed)) {
        Telling telling = inLock(() -> telling(account));
        if (telling != null) {
          tell(telling);
        }
      }
    } finally {
      closeThoseOver();
    }
  }

  private List<LimitAccount> reviewed() {
    Instant now = time.now();
    List<LimitAccount> past =
        accounts.values().stream().filter(account -> !account.window().contains(now)).toList();
    accounts.values().removeIf(account -> !account.window().contains(now));
    past.forEach(this::retire);
    List<LimitAccount> all = new ArrayList<>(accounts.values());
    all.addAll(closing);
    return all;
  }

  // No lease of it is asked for meanwhile.
  private @Nullable Telling telling(LimitAccount account) {
    LimitAccount.Report report = account.over() ? null : account.report(time.nanos());
    if (report == null) {
      return null;
    }
    account.startExtending();
    return new Telling(account, report);
  }

  private void tell(Telling telling) {
    LimitAccount account = telling.account();
    LimitAccount.Report report = telling.report();
    Slices.Place place = inLock(() -> places.apply(account));
    try {
      Slices.Grant grant = slices.report(place, report.use(), report.keep(), time.now());
      inLock(() -> account.told(report, grant));
    } finally {
      inLock(
          () -> {
            account.endExtending();
            extended.signalAll();
          });
    }
  }

  /** Closes every slice; what is still held then stays leased and counts as spent. */
  void close() {
    inLock(
        () -> {
          accounts.values().forEach(this::retire);
          accounts.clear();
        });
    closeThoseOver();
  }

  // What cannot be given back now is given back by the next review; until then it counts as spent.
  private void closeThoseOver() {
    close(inLock(this::takeThoseOver));
  }

  private void close(List<LimitAccount> accounts) {
    Deque<LimitAccount> over = new ArrayDeque<>(accounts);
    try {
      for (LimitAccount account = over.peek(); account != null; account = over.peek()) {
        if (account.asked()) {
          close(account);
        }
        over.remove();
      }
    } catch (CallFailedException e) {
      // Nor can the others, and each would wait.
    } finally {
      if (!over.isEmpty()) {
        over.add(over.remove()); // Next time another one is first.
      }
      inLock(
          () -> {
            closing.addAll(over);
          });
    }
  }

  private void close(LimitAccount account) {
    slices.close(places.apply(account), account.settled(), account.overrun(), time.now());
    inLock(() -> askAgain(account.limit()));
  }

  private void askAgain(Limit limit) {
    LimitAccount account = accounts.get(key(limit));
    if (account != null) {
      account.askAgain();
    }
  }

  private List<LimitAccount> takeThoseOver() {
    List<LimitAccount> over = closing.stream().filter(LimitAccount::over).toList();
    closing.removeIf(LimitAccount::over);
    return over;
  }

  private <T extends @Nullable Object> T inLock(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  private void inLock(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  private static LimitScope scope(Map.Entry<String, Limit> entry) {
    return entry.getValue().scope();
  }

  private static String key(Limit limit) {
    return limit.kind() + "/" + limit.row();
  }
}
