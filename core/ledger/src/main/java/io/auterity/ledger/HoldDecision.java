package io.auterity.ledger;

import io.auterity.platform.call.RateStanding;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The decision on one requested hold: whether it fits under all limits that cover its caller, and
 * what is to be asked or awaited first where it does not. Nothing is set aside before all fit, and
 * whether it fits is always decided on what is there now: a refused lease alone refuses no hold,
 * since others may have settled meanwhile or need less. It does no I/O and never waits, and is
 * confined to its ledger's lock.
 */
final class HoldDecision {

  private final RateAccounts rates;
  private final LimitAccounts accounts;
  private final Time time;
  private final LimitScope.Caller caller;
  private final Ledger.Most most;
  private final long deadline;
  private final List<LimitAccount> touched = new ArrayList<>(4);
  private final List<BudgetHold.TakenRate> taken = new ArrayList<>(0);
  private final List<LimitAccount> looked = new ArrayList<>(0);
  private final List<RateLimiter> shared = new ArrayList<>(0);
  private @Nullable RateStanding standing;

  /**
   * Of what covers a caller.
   *
   * @param deadline until when anything is awaited, in nanoseconds of the clock
   */
  HoldDecision(
      RateAccounts rates,
      LimitAccounts accounts,
      Time time,
      LimitScope.Caller caller,
      Ledger.Most most,
      long deadline) {
    this.rates = rates;
    this.accounts = accounts;
    this.time = time;
    this.caller = caller;
    this.most = most;
    this.deadline = deadline;
  }

  /** What comes next. */
  sealed interface Next {

    /**
     * It is set aside.
     *
     * @param low accounts that are marked, of which more is to be leased ahead of need
     */
    record Held(List<LimitAccount> low) implements Next {}

    /** What another one asks for has to come first. */
    sealed interface Await extends Next {

      record Share(RateLimiter rate) implements Await {}

      record Lease(LimitAccount account, long amount) implements Await {}
    }

    /** What is to be asked for; it is marked, so that no other thread asks, but for approvals. */
    sealed interface Ask extends Next {

      /** A share of a rate, of other servers. */
      record Share(RateLimiter rate) implements Ask {}

      /** So much that is missing of an account. */
      record Lease(LimitAccount account, long needed) implements Ask {}

      /** What others use of an account. */
      record Use(SliceExchange.Telling telling) implements Ask {}

      /** Whether more of an account was approved. */
      record Approval(LimitAccount account) implements Ask {}
    }
  }

  /**
   * Decides.
   *
   * @throws CallFailedException {@code budget_exhausted}, {@code quota_exhausted}, {@code
   *     rate_limited}, {@code saturated}, {@code forbidden} without approval, {@code unsupported}
   *     for a price in another currency, {@code unavailable}
   */
  Next next(LimitsInForce limits) {
    RateAccounts.Met met = rates.meet(caller, most.tokens(), shared);
    RateLimiter toAsk = met.toAsk();
    if (toAsk != null) {
      return toAsk.startAsking() ? new Next.Ask.Share(toAsk) : new Next.Await.Share(toAsk);
    }
    LimitAccount shortOf = touchUntilShort(limits);
    if (shortOf != null) {
      return shortOf.extending()
          ? new Next.Await.Lease(shortOf, amount(shortOf))
          : askForMore(shortOf);
    }
    Next first = askOfThresholds();
    return first == null ? take(met.all()) : first;
  }

  private @Nullable LimitAccount touchUntilShort(LimitsInForce limits) {
    touched.clear();
    Instant now = time.now();
    for (Map.Entry<String, Limit> entry : limits.covering(caller)) {
      Limit limit = entry.getValue();
      LimitAccount account = accounts.of(entry.getKey(), limit, now);
      if (limit.ofMoney() && most.money() > 0 && !limit.unit().equals(most.currency())) {
        throw limit.otherCurrency(most.currency());
      }
      if (account.available() < amount(account)) {
        return account;
      }
      touched.add(account);
    }
    return null;
  }

  private Next askForMore(LimitAccount account) {
    long amount = amount(account);
    long needed = amount - account.available();
    if (!account.mayAsk(time.nanos(), needed)) {
      throw account.exhausted(amount, time.now());
    }
    account.startExtending();
    return new Next.Ask.Lease(account, needed);
  }

  private @Nullable Next askOfThresholds() {
    long now = time.nanos();
    for (LimitAccount account : touched) {
      LimitAccount.Report anew = account.askingAnew(amount(account), now);
      if (anew != null) {
        account.startExtending();
        return new Next.Ask.Use(new SliceExchange.Telling(account, anew));
      }
      account.requireBelowThresholds(amount(account), time.now());
      Threshold asking = account.unapproved(amount(account));
      if (asking != null) {
        return askToApprove(account, asking);
      }
    }
    return null;
  }

  private Next askToApprove(LimitAccount account, Threshold asking) {
    boolean known = looked.contains(account) || !account.approval().mayLook(time.nanos());
    if (known && !account.approval().looking()) {
      throw account.unapproved(amount(account), asking, time.now());
    }
    if (!looked.isEmpty() && deadline - time.nanos() <= 0) {
      throw noAnswer(account.limit().id());
    }
    return new Next.Ask.Approval(account);
  }

  private Next take(List<RateLimiter> met) {
    long now = time.nanos();
    for (RateLimiter rate : met) {
      long amount = rate.amount(most.tokens());
      taken.add(new BudgetHold.TakenRate(rate, rate.take(now, amount), amount));
    }
    standing = rates.standing(met, now);
    List<LimitAccount> low = new ArrayList<>(0);
    for (LimitAccount account : touched) {
      account.hold(amount(account), now);
      if (account.low(amount(account), now) && account.mayAsk(now, 1) && account.startExtending()) {
        low.add(account);
      }
    }
    return new Next.Held(low);
  }

  private long amount(LimitAccount account) {
    return account.limit().amount(most.money(), 1);
  }

  /** Others were asked for a share of that rate; they are asked once for each call. */
  void askedForShare(RateLimiter rate) {
    shared.add(rate);
  }

  /**
   * An approval is about to be looked for.
   *
   * @return false while another one does
   */
  boolean startLooking(LimitAccount account) {
    boolean first = account.approval().start();
    if (first) {
      looked.add(account);
    }
    return first;
  }

  /** What was found is of before, so that it has to be looked for again. */
  void lookAgain(LimitAccount account) {
    looked.remove(account);
  }

  long deadline() {
    return deadline;
  }

  /** Which accounts it touched. */
  List<LimitAccount> touched() {
    return touched;
  }

  /** What it took of rates. */
  List<BudgetHold.TakenRate> taken() {
    return taken;
  }

  /** Of the rates that cover it, with it; null without any. */
  @Nullable RateStanding standing() {
    return standing;
  }

  /** PostgreSQL did not answer in time. */
  static CallFailedException noAnswer(String limit) {
    return new CallFailedException(
        Failure.of(FailureCode.UNAVAILABLE, "no answer in time about " + limit)
            .withRetryAfter(SliceExchange.ASK_AGAIN_AFTER));
  }
}
