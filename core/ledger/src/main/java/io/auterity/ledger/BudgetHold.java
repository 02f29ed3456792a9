package io.auterity.ledger;

import io.auterity.platform.call.RateStanding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A reservation of budget and quota for one attempt, under every limit that covers it; it is closed
 * exactly once.
 */
public final class BudgetHold {

  /** The hold of a tenant without limits. */
  static final BudgetHold NONE =
      new BudgetHold(List.of(), List.of(), 0, null, closing -> closing.apply(0));

  private final List<LimitAccount> accounts;
  private final List<TakenRate> rates;
  private final long money;
  private final @Nullable RateStanding standing;
  private final Function<LongFunction<List<Closed>>, List<Closed>> inLock;
  private boolean closed;

  /**
   * @param standing of the rates; null without any
   * @param inLock runs what changes accounts in the lock of their tenant, at a time in nanoseconds
   */
  BudgetHold(
      List<LimitAccount> accounts,
      List<TakenRate> rates,
      long money,
      @Nullable RateStanding standing,
      Function<LongFunction<List<Closed>>, List<Closed>> inLock) {
    this.accounts = accounts;
    this.rates = rates;
    this.money = money;
    this.standing = standing;
    this.inLock = inLock;
  }

  /** How the rates that cover it stand with it; null when none does. */
  public @Nullable RateStanding rates() {
    return standing;
  }

  /** A place under a rate. */
  record TakenRate(RateLimiter account, long taken, long amount) {}

  /**
   * One limit's part of a closed hold, as the decision keeps it. Amounts are in nano-units, or
   * calls. Decisions keep it by the places of its components: it grows at the end only.
   *
   * @param unit {@code USD}, or {@code calls}
   * @param returned what was held and not used
   * @param overrun what was used beyond hold and lease; the next lease covers it first
   * @param left under the cap afterwards
   * @param scope whose calls count; null in decisions of before there were scopes
   */
  public record Closed(
      String kind,
      String limit,
      String unit,
      long held,
      long settled,
      long returned,
      long overrun,
      long left,
      long cap,
      Limit.Period period,
      @Nullable String scope) {}

  /**
   * Closes the hold; what was not used is free again.
   *
   * @param actualMoney what the attempt cost, in nano-units
   * @param calls 1 when the attempt counts as a call, else 0
   * @param tokens what it used of all kinds
   * @return what became of it under each limit
   * @throws IllegalStateException when it was closed before
   */
  public List<Closed> settle(long actualMoney, long calls, long tokens) {
    return accounts.isEmpty() && rates.isEmpty()
        ? List.of()
        : inLock.apply(now -> close(now, actualMoney, calls, tokens));
  }

  /** Closes the hold of what uses no tokens. */
  public List<Closed> settle(long actualMoney, long calls) {
    return settle(actualMoney, calls, 0);
  }

  private List<Closed> close(long now, long actualMoney, long calls, long tokens) {
    if (closed) {
      throw new IllegalStateException("a hold was closed twice");
    }
    closed = true;
    for (TakenRate rate : rates) {
      long used = rate.account().limit().ofTokens() ? tokens : calls;
      rate.account().ended(now, rate.taken(), rate.amount(), used);
    }
    List<Closed> parts = new ArrayList<>(accounts.size());
    for (LimitAccount account : accounts) {
      parts.add(close(account, account.limit().amount(actualMoney, calls), now));
    }
    return parts;
  }

  private Closed close(LimitAccount account, long actual, long now) {
    Limit limit = account.limit();
    long amount = limit.amount(money, 1);
    long overrun = account.settle(amount, actual, now);
    long settled = actual - overrun;
    return new Closed(
        limit.kind(),
        limit.id(),
        limit.unit(),
        amount,
        settled,
        Math.max(0, amount - settled),
        overrun,
        account.left(),
        limit.cap(),
        limit.period(),
        account.scope());
  }
}
