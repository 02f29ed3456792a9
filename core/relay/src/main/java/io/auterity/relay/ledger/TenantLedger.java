package io.auterity.relay.ledger;

import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of one tenant. Its lock is taken for arithmetic; whoever finds an account too short
 * leases more without it, while others that need the same wait. What other processes give back is
 * noticed within a second of a refusal, what this one gives back at once.
 */
final class TenantLedger {

  private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(1);

  private final Time time;
  private final Ids ids;
  private final Function<LimitAccount, Slices.Place> places;
  private final Slices slices;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition extended = lock.newCondition();
  private final Map<String, Limit> limits = new TreeMap<>();
  private final Map<String, LimitAccount> accounts = new HashMap<>();
  private final List<LimitAccount> closing = new ArrayList<>();
  private volatile boolean budgeted;

  TenantLedger(Time time, Ids ids, Slices slices, Function<LimitAccount, Slices.Place> places) {
    this.time = time;
    this.ids = ids;
    this.slices = slices;
    this.places = places;
  }

  void put(Limit limit) {
    inLock(
        () -> {
          limits.put(key(limit), limit);
          return lookForBudgets();
        });
    closeThoseOver();
  }

  void remove(String kind, String id) {
    inLock(
        () -> {
          limits.remove(kind + "/" + id);
          retire(accounts.remove(kind + "/" + id));
          return lookForBudgets();
        });
    closeThoseOver();
  }

  private boolean lookForBudgets() {
    budgeted = limits.values().stream().anyMatch(Limit::ofMoney);
    return budgeted;
  }

  /** What is to be leased before it can be tried again. */
  private record Ask(LimitAccount account, long needed) {}

  /**
   * Sets amounts aside under every limit, or under none.
   *
   * @throws CallFailedException {@code budget_exhausted}, {@code quota_exhausted}, {@code
   *     unsupported} for a price in another currency, {@code unavailable}
   */
  Hold hold(long money, @Nullable String currency, Duration longest) {
    long deadline = time.nanos() + longest.toNanos();
    List<LimitAccount> touched = new ArrayList<>(4);
    while (true) {
      Ask ask = inLock(() -> tryHold(money, currency, deadline, touched));
      if (ask == null) {
        return touched.isEmpty() ? Hold.NONE : new Hold(touched, money, this::settled);
      }
      lease(ask);
      closeThoseOver();
    }
  }

  // Holds, or says what to ask for first. Whether it fits is always decided on what is there now: a
  // refused lease alone refuses nobody, since others may have settled meanwhile or need less.
  private @Nullable Ask tryHold(
      long money, @Nullable String currency, long deadline, List<LimitAccount> touched) {
    LimitAccount shortOf = touchUntilShort(money, currency, touched);
    while (shortOf != null && shortOf.extending()) {
      awaitAnswer(shortOf, deadline);
      shortOf = touchUntilShort(money, currency, touched);
    }
    if (shortOf != null) {
      return ask(shortOf, shortOf.limit().amount(money, 1));
    }
    for (LimitAccount account : touched) {
      account.hold(account.limit().amount(money, 1));
      if (account.low() && account.mayAsk(time.nanos(), 1) && account.startExtending()) {
        Thread.startVirtualThread(() -> extendAhead(account));
      }
    }
    return null;
  }

  private @Nullable LimitAccount touchUntilShort(
      long money, @Nullable String currency, List<LimitAccount> touched) {
    touched.clear();
    Instant now = time.now();
    for (Map.Entry<String, Limit> entry : limits.entrySet()) {
      Limit limit = entry.getValue();
      LimitAccount account = account(entry.getKey(), limit, now);
      if (limit.ofMoney() && money > 0 && !limit.unit().equals(currency)) {
        throw limit.otherCurrency(currency);
      }
      if (account.available() < limit.amount(money, 1)) {
        return account;
      }
      touched.add(account);
    }
    return null;
  }

  private Ask ask(LimitAccount account, long amount) {
    long needed = amount - account.available();
    if (!account.mayAsk(time.nanos(), needed)) {
      throw account.exhausted(amount);
    }
    account.startExtending();
    return new Ask(account, needed);
  }

  private LimitAccount account(String key, Limit limit, Instant now) {
    Instant window = limit.period().start(now);
    LimitAccount account = accounts.get(key);
    if (account == null || !account.window().equals(window) || !account.follow(limit)) {
      retire(account);
      account = new LimitAccount(limit, window, ids);
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
    closeThoseOver();
  }

  // I/O without the lock; whoever else needs the same waits for the answer.
  private void lease(Ask ask) {
    LimitAccount account = ask.account();
    Slices.Place place = inLock(() -> places.apply(account));
    long wanted = Math.max(ask.needed(), place.limit().chunk());
    try {
      Slices.Grant grant = slices.lease(place, ask.needed(), wanted, time.now());
      inLock(
          () -> {
            long again = time.nanos() + ASK_AGAIN_AFTER.toNanos();
            account.grant(grant.granted(), grant.leasedByAll(), again);
            return true;
          });
    } finally {
      inLock(
          () -> {
            account.endExtending();
            extended.signalAll();
            return true;
          });
    }
  }

  private void awaitAnswer(LimitAccount account, long deadline) {
    long left = deadline - time.nanos();
    try {
      while (account.extending()) {
        if (left <= 0) {
          throw new CallFailedException(
              FailureCode.UNAVAILABLE, "no answer in time about " + account.limit().id());
        }
        left = extended.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallFailedException(FailureCode.CANCELLED, "The caller has gone.");
    }
  }

  private List<Hold.Closed> settled(Supplier<List<Hold.Closed>> closing) {
    List<LimitAccount> over = new ArrayList<>(0);
    List<Hold.Closed> parts =
        inLock(
            () -> {
              List<Hold.Closed> closed = closing.get();
              over.addAll(takeThoseOver());
              return closed;
            });
    giveBack(over);
    return parts;
  }

  boolean budgeted() {
    return budgeted;
  }

  List<LimitState> standing() {
    return inLock(
        () ->
            limits.entrySet().stream()
                .map(entry -> account(entry.getKey(), entry.getValue(), time.now()))
                .map(LimitAccount::state)
                .toList());
  }

  /** Closes every slice; what is still held then stays leased and counts as spent. */
  void close() {
    inLock(
        () -> {
          accounts.values().forEach(this::retire);
          accounts.clear();
          return true;
        });
    closeThoseOver();
  }

  private void closeThoseOver() {
    giveBack(inLock(this::takeThoseOver));
  }

  private void giveBack(List<LimitAccount> over) {
    for (LimitAccount account : over) {
      if (account.leased() > 0) {
        close(account);
      }
    }
  }

  // What cannot be given back now is given back with the next one; until then it counts as spent.
  private void close(LimitAccount account) {
    try {
      slices.close(places.apply(account), account.settled(), account.overrun(), time.now());
      inLock(() -> askAgain(account.limit()));
    } catch (CallFailedException e) {
      inLock(() -> closing.add(account));
    }
  }

  private boolean askAgain(Limit limit) {
    LimitAccount account = accounts.get(key(limit));
    if (account != null) {
      account.askAgain();
    }
    return true;
  }

  private List<LimitAccount> takeThoseOver() {
    if (closing.isEmpty()) {
      return List.of();
    }
    List<LimitAccount> over = closing.stream().filter(LimitAccount::over).toList();
    closing.removeAll(over);
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

  private static String key(Limit limit) {
    return limit.kind() + "/" + limit.id();
  }
}
