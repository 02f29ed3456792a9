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
 * leases more without it, while others that need the same wait.
 */
final class TenantLedger {

  private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(1);

  private final Time time;
  private final Ids ids;
  private final Function<Account, Slices.Place> places;
  private final Slices slices;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition extended = lock.newCondition();
  private final Map<String, Limit> limits = new TreeMap<>();
  private final Map<String, Account> accounts = new HashMap<>();
  private final List<Account> closing = new ArrayList<>();

  TenantLedger(Time time, Ids ids, Slices slices, Function<Account, Slices.Place> places) {
    this.time = time;
    this.ids = ids;
    this.slices = slices;
    this.places = places;
  }

  void put(Limit limit) {
    inLock(() -> limits.put(key(limit), limit));
    closeThoseOver();
  }

  void remove(String kind, String id) {
    inLock(
        () -> {
          limits.remove(kind + "/" + id);
          retire(accounts.remove(kind + "/" + id));
          return true;
        });
    closeThoseOver();
  }

  /**
   * Sets amounts aside under every limit, or under none.
   *
   * @throws CallFailedException {@code budget_exhausted}, {@code quota_exhausted}, {@code
   *     unsupported} for a price in another currency, {@code unavailable}
   */
  Hold hold(long money, @Nullable String currency, Duration longest) {
    long deadline = time.nanos() + longest.toNanos();
    while (true) {
      List<Account> touched = new ArrayList<>(4);
      Account shortOf = inLock(() -> tryHold(money, currency, touched));
      if (shortOf == null) {
        return touched.isEmpty() ? Hold.NONE : new Open(touched, money);
      }
      extend(shortOf, amount(shortOf.limit(), money), deadline);
    }
  }

  private @Nullable Account tryHold(long money, @Nullable String currency, List<Account> touched) {
    Instant now = time.now();
    for (Limit limit : limits.values()) {
      Account account = account(limit, now);
      if (limit.ofMoney() && money > 0 && !limit.unit().equals(currency)) {
        throw Refusals.otherCurrency(limit, currency);
      }
      if (account.available() < amount(limit, money)) {
        return account;
      }
      touched.add(account);
    }
    for (Account account : touched) {
      account.hold(amount(account.limit(), money));
      if (account.low() && account.mayAsk(time.nanos(), 1) && account.startExtending()) {
        Thread.startVirtualThread(() -> extendAhead(account));
      }
    }
    return null;
  }

  private Account account(Limit limit, Instant now) {
    Instant window = limit.period().start(now);
    Account account = accounts.get(key(limit));
    if (account == null || !account.limit().equals(limit) || !account.window().equals(window)) {
      retire(account);
      account = new Account(limit, window, ids);
      accounts.put(key(limit), account);
    }
    return account;
  }

  private void retire(@Nullable Account account) {
    if (account != null) {
      account.retire();
      closing.add(account);
    }
  }

  // I/O without the lock; a second caller waits for the first one's answer.
  private void extend(Account account, long amount, long deadline) {
    boolean mine =
        inLock(
            () -> {
              long now = time.nanos();
              if (account.extending()) {
                await(account, deadline - now);
                return false;
              }
              if (!account.mayAsk(now, amount - account.available())) {
                throw Refusals.exhausted(account, amount);
              }
              return account.startExtending();
            });
    if (mine && !lease(account, amount)) {
      throw Refusals.exhausted(account, amount);
    }
  }

  private void extendAhead(Account account) {
    try {
      lease(account, 0);
    } catch (CallFailedException e) {
      // Ahead of need: whoever needs it asks again and is told.
    }
    closeThoseOver();
  }

  private boolean lease(Account account, long amount) {
    Limit limit = account.limit();
    try {
      long needed = inLock(() -> Math.max(0, amount - account.available()));
      Slices.Grant grant =
          slices.lease(places.apply(account), needed, Math.max(needed, limit.chunk()), time.now());
      inLock(
          () -> {
            long again = time.nanos() + ASK_AGAIN_AFTER.toNanos();
            account.grant(grant.granted(), grant.leasedByAll(), again);
            return true;
          });
      return grant.granted() > 0;
    } finally {
      inLock(
          () -> {
            account.endExtending();
            extended.signalAll();
            return true;
          });
    }
  }

  private void await(Account account, long nanos) {
    long left = nanos;
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

  private final class Open implements Hold {
    private final List<Account> touched;
    private final long money;
    private boolean closed;

    Open(List<Account> touched, long money) {
      this.touched = touched;
      this.money = money;
    }

    @Override
    public List<Held> settle(long actualMoney, long calls) {
      List<Held> parts = inLock(() -> close(actualMoney, calls));
      closeThoseOver();
      return parts;
    }

    private List<Held> close(long actualMoney, long calls) {
      if (closed) {
        throw new IllegalStateException("a hold was closed twice");
      }
      closed = true;
      List<Held> parts = new ArrayList<>(touched.size());
      for (Account account : touched) {
        Limit limit = account.limit();
        long amount = amount(limit, money);
        long actual = limit.ofMoney() ? actualMoney : calls;
        long overrun = account.settle(amount, actual);
        parts.add(part(account, amount, actual - overrun, overrun));
      }
      return parts;
    }

    private static Held part(Account account, long amount, long settled, long overrun) {
      Limit limit = account.limit();
      return new Held(
          limit.kind(),
          limit.id(),
          limit.unit(),
          amount,
          settled,
          Math.max(0, amount - settled),
          overrun,
          account.left(),
          limit.cap(),
          limit.period());
    }
  }

  List<Standing> standing() {
    return inLock(
        () ->
            limits.values().stream()
                .map(limit -> Standing.of(account(limit, time.now())))
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
    List<Account> over = inLock(this::takeThoseOver);
    for (Account account : over) {
      if (account.leased() > 0) {
        close(account);
      }
    }
  }

  // What cannot be given back now is given back with the next one; until then it counts as spent.
  private void close(Account account) {
    try {
      slices.close(places.apply(account), account.settled(), account.overrun(), time.now());
    } catch (CallFailedException e) {
      inLock(() -> closing.add(account));
    }
  }

  private List<Account> takeThoseOver() {
    if (closing.isEmpty()) {
      return List.of();
    }
    List<Account> over = closing.stream().filter(Account::over).toList();
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

  private static long amount(Limit limit, long money) {
    return limit.ofMoney() ? money : 1;
  }

  private static String key(Limit limit) {
    return limit.kind() + "/" + limit.id();
  }
}
