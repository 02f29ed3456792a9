package io.auterity.ledger;

import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import java.util.List;
import java.util.function.Function;

/**
 * Reports the thresholds of one tenant that are reached, and looks for what was approved beyond
 * those that ask: both without the lock.
 */
record ThresholdExchange(
    LedgerLock lock,
    ThresholdLog log,
    Function<LimitAccount, BudgetSlices.Place> places,
    Time time) {

  /**
   * Looks for what was approved of an account, or waits for another who does: what one finds is for
   * all who wait, and another process may have been told of it.
   *
   * @throws CallFailedException {@code unavailable}, {@code cancelled}
   */
  void lookForApproval(LimitAccount account, HoldDecision wanted) {
    if (!lock.in(() -> start(account, wanted))) {
      return;
    }
    try {
      long approved = log.approved(lock.in(() -> places.apply(account)));
      long again = time.nanos() + SliceExchange.ASK_AGAIN_AFTER.toNanos();
      if (!lock.in(() -> account.approval().found(approved, again))) {
        wanted.lookAgain(account);
      }
    } finally {
      lock.end(account.approval()::end);
    }
  }

  // False when another did, which is over now.
  private boolean start(LimitAccount account, HoldDecision wanted) {
    boolean first = wanted.startLooking(account);
    if (!first) {
      lock.awaitEnd(account.approval()::looking, account.limit().id(), wanted.deadline());
    }
    return first;
  }

  /** Reports in the background those of an account that are reached now; called in the lock. */
  void tellOf(LimitAccount account) {
    for (Threshold threshold : account.retired() ? List.<Threshold>of() : account.untold()) {
      BudgetSlices.Place place = places.apply(account);
      ThresholdLog.Spent spent =
          new ThresholdLog.Spent(account.settled() + account.overrun(), account.held());
      Thread.startVirtualThread(() -> tell(account, place, threshold, spent));
    }
  }

  // What cannot be told now is told after the next call.
  private void tell(
      LimitAccount account,
      BudgetSlices.Place place,
      Threshold threshold,
      ThresholdLog.Spent spent) {
    try {
      log.reached(place, threshold, spent, time.now());
    } catch (CallFailedException e) {
      lock.in(
          () -> {
            account.stillUntold(threshold);
          });
    }
  }
}
