package io.auterity.ledger;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Tells what this server uses of one tenant's rates, and hears what it may take. It asks PostgreSQL
 * without the lock, of each rate once at a time: the thread that marked it as asking asks, others
 * wait.
 */
record RateExchange(
    LedgerLock lock,
    RateAccounts rates,
    RateLeases leases,
    TenantScope scope,
    UUID process,
    Time time) {

  /**
   * Reports all rates that are in use and not being reported by another thread. What others are
   * waiting for is given back at once.
   *
   * @throws io.auterity.spi.CallFailedException {@code unavailable}
   */
  void tell() {
    List<RateLimiter> due = lock.in(() -> marked(rates.inUse()));
    ask(due);
    ask(lock.in(() -> marked(withTooMuch(due))));
  }

  private List<RateLimiter> withTooMuch(List<RateLimiter> some) {
    long now = time.nanos();
    return some.stream().filter(rate -> rate.hasToGiveBack(now)).toList();
  }

  private static List<RateLimiter> marked(List<RateLimiter> some) {
    return some.stream().filter(RateLimiter::startAsking).toList();
  }

  /**
   * Asks for some that are marked.
   *
   * @throws io.auterity.spi.CallFailedException {@code unavailable}
   */
  void ask(List<RateLimiter> marked) {
    exchange(marked, this::claims);
  }

  /**
   * Tells what counts in the end.
   *
   * @throws io.auterity.spi.CallFailedException {@code unavailable}
   */
  void tellLast() {
    exchange(
        lock.in(() -> marked(rates.inUse())),
        marked -> claims(marked).stream().map(RateLeases.Claimed::ending).toList());
  }

  private void exchange(
      List<RateLimiter> marked, Function<List<RateLimiter>, List<RateLeases.Claimed>> claiming) {
    if (marked.isEmpty()) {
      return;
    }
    try {
      List<RateLeases.Claimed> claims = lock.in(() -> claiming.apply(marked));
      List<RateLeases.Share> shares = leases.exchange(scope, process, claims);
      lock.in(() -> take(marked, shares));
    } catch (CallFailedException e) {
      long now = time.nanos();
      lock.in(() -> marked.forEach(rate -> rate.askedInVain(now)));
      throw e;
    } finally {
      lock.end(() -> marked.forEach(RateLimiter::endAsking));
    }
  }

  private List<RateLeases.Claimed> claims(List<RateLimiter> marked) {
    long now = time.nanos();
    return marked.stream().map(rate -> rate.claim(now)).toList();
  }

  private void take(List<RateLimiter> marked, List<RateLeases.Share> shares) {
    long now = time.nanos();
    for (int i = 0; i < marked.size(); i++) {
      marked.get(i).take(shares.get(i), now);
    }
  }
}
