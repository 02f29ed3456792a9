package io.auterity.ledger;

import io.auterity.platform.time.Time;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Leases, tells and gives back the slices of one tenant's accounts. What it asks PostgreSQL it asks
 * without the lock, for one account once at a time: the thread that marked it as extending asks,
 * others that need the same wait for the end of that. Nothing else may run between the mark and the
 * end.
 */
record SliceExchange(
    LedgerLock lock,
    LimitAccounts accounts,
    BudgetSlices budgetSlices,
    Function<LimitAccount, BudgetSlices.Place> places,
    Time time) {

  static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(1);

  /** For so long what calls have left is there for the next ones, however much it is. */
  private static final Duration FOR_THE_NEXT = Duration.ofMillis(100);

  /** How long it waits for an answer when it ends. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** What is to be told of an account. */
  record Telling(LimitAccount account, LimitAccount.Report report) {}

  /**
   * Leases more for an account that is marked.
   *
   * @throws CallFailedException {@code unavailable}
   */
  void lease(LimitAccount account, long needed) {
    BudgetSlices.Place place = lock.in(() -> places.apply(account));
    long wanted = lock.in(() -> account.wanted(needed, time.nanos()));
    try {
      BudgetSlices.Grant grant = budgetSlices.lease(place, needed, wanted, time.now());
      lock.in(
          () -> {
            long again = time.nanos() + ASK_AGAIN_AFTER.toNanos();
            account.grant(grant, wanted == 0 ? Long.MIN_VALUE : again);
          });
    } finally {
      lock.end(account::endExtending);
    }
    giveBackSoon(lock.in(() -> account.startGivingBack() ? List.of(account) : List.of()));
  }

  /** Leases ahead of need, in the background, for an account that is marked. */
  void leaseAhead(LimitAccount account) {
    Thread.startVirtualThread(
        () -> {
          try {
            lease(account, 0);
          } catch (CallFailedException e) {
            // A call that needs it asks again and gets the failure.
          }
        });
  }

  /**
   * Gives back what calls left of accounts that are marked for it, unless others take it in a
   * moment: a crash costs little at any time. It runs in the background.
   */
  void giveBackSoon(List<LimitAccount> marked) {
    marked.forEach(account -> Thread.startVirtualThread(() -> giveBack(account)));
  }

  private void giveBack(LimitAccount account) {
    try {
      do {
        LockSupport.parkNanos(FOR_THE_NEXT.toNanos());
        if (lock.in(account::goOnGivingBack)) {
          tellOf(List.of(account));
        }
      } while (lock.in(account::goOnGivingBack));
    } catch (CallFailedException e) {
      LockSupport.parkNanos(ASK_AGAIN_AFTER.toNanos());
      lock.in(account::endGivingBack); // The next call or review sees to it.
    }
  }

  /**
   * Reports what was used of accounts, and gives back what no call needs of them.
   *
   * @throws CallFailedException {@code unavailable}
   */
  void tellOf(List<LimitAccount> some) {
    for (LimitAccount account : some) {
      Telling telling = lock.in(() -> telling(account));
      if (telling != null) {
        tell(telling);
      }
    }
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

  /**
   * Tells of an account that is marked, and hears what others use.
   *
   * @throws CallFailedException {@code unavailable}
   */
  void tell(Telling telling) {
    LimitAccount account = telling.account();
    LimitAccount.Report report = telling.report();
    BudgetSlices.Place place = lock.in(() -> places.apply(account));
    try {
      BudgetSlices.Grant grant =
          budgetSlices.report(place, report.use(), report.keep(), time.now());
      lock.in(() -> account.told(report, grant));
    } catch (CallFailedException e) {
      lock.in(() -> account.untold(report, e.failure().applied() != Applied.NO));
      throw e;
    } finally {
      lock.end(account::endExtending);
    }
  }

  /**
   * The same, but who is not told goes by what is known.
   *
   * @throws CallFailedException {@code cancelled}
   */
  void tellIfPossible(Telling telling) {
    unlessCancelled(() -> tell(telling));
  }

  private static void unlessCancelled(Runnable asking) {
    try {
      asking.run();
    } catch (CallFailedException e) {
      if (e.failure().code() == FailureCode.CANCELLED) {
        throw e;
      }
    }
  }

  /**
   * Waits in the lock for what another thread asks of an account; the next to ask asks for all that
   * wait.
   *
   * @param amount that is wanted of the answer
   * @throws CallFailedException {@code cancelled}, {@code unavailable}
   */
  void awaitAnswer(LimitAccount account, long amount, long deadline) {
    account.await(amount);
    try {
      lock.awaitEnd(account::extending, account.limit().id(), deadline);
    } finally {
      account.awaited(amount);
    }
  }

  /**
   * Hears in the lock what others use of an account of which nothing is known yet; a call that gets
   * no answer in time goes on.
   *
   * @throws CallFailedException {@code cancelled}
   */
  void hear(LimitAccount account, long deadline) {
    if (account.heard()) {
      return;
    }
    if (account.startExtending()) {
      leaseAhead(account);
    }
    unlessCancelled(() -> awaitAnswer(account, 0, deadline));
  }

  /** Waits for what is asked of accounts that are to be closed, as long as one call would. */
  void awaitUnderWay() {
    try {
      lock.in(() -> lock.awaitEnd(accounts::underWay, "limits", time.nanos() + LONGEST.toNanos()));
    } catch (CallFailedException e) {
      // What they have leased stays open.
    }
  }

  /** Closes those that can be. */
  void closeThoseOver() {
    close(lock.in(accounts::takeThoseOver));
  }

  /**
   * Closes slices. What cannot be given back now is given back by the next review; until then it
   * counts as spent.
   */
  void close(List<LimitAccount> taken) {
    Deque<LimitAccount> over = new ArrayDeque<>(taken);
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
      lock.in(() -> accounts.stillToClose(over));
    }
  }

  private void close(LimitAccount account) {
    budgetSlices.close(places.apply(account), account.settled(), account.overrun(), time.now());
    lock.in(() -> accounts.askAgain(LimitsInForce.key(account.limit())));
  }
}
