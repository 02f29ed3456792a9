package io.auterity.relay.ledger;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** A hold on accounts of one tenant. What it changes in them, it changes in the tenant's lock. */
final class OpenHold implements Hold {

  private final List<LimitAccount> accounts;
  private final long money;
  private final Function<Supplier<List<Held>>, List<Held>> inLock;
  private boolean closed;

  OpenHold(List<LimitAccount> accounts, long money, Function<Supplier<List<Held>>, List<Held>> inLock) {
    this.accounts = accounts;
    this.money = money;
    this.inLock = inLock;
  }

  @Override
  public List<Held> settle(long actualMoney, long calls) {
    return inLock.apply(() -> close(actualMoney, calls));
  }

  private List<Held> close(long actualMoney, long calls) {
    if (closed) {
      throw new IllegalStateException("a hold was closed twice");
    }
    closed = true;
    return accounts.stream()
        .map(account -> settle(account, account.limit().amount(actualMoney, calls)))
        .toList();
  }

  private Held settle(LimitAccount account, long actual) {
    Limit limit = account.limit();
    long amount = limit.amount(money, 1);
    long overrun = account.settle(amount, actual);
    long settled = actual - overrun;
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
