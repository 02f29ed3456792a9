package io.auterity.ledger;

import io.auterity.ledger.Ledger.LimitState;
import io.auterity.platform.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The standings of one tenant's limits (budgets and quotas), as far as this process knows. What
 * others have used of a window is first told with a lease, so that is asked for where nothing is
 * known of it yet; nothing here is set aside.
 */
record LimitStandings(
    LedgerLock lock,
    LimitAccounts accounts,
    SliceExchange exchange,
    Time time,
    Supplier<LimitsInForce> limits) {

  private static final Duration LONGEST_HEARING = Duration.ofSeconds(2);

  /**
   * What limits on money ask of the offers of such a caller: prices of some models, and what their
   * thresholds ask that are reached.
   *
   * @param longest how long it may wait for PostgreSQL, which is asked once for each window; what
   *     that does not tell in time is not known
   */
  List<OfferRule> rules(LimitScope.Caller caller, Duration longest) {
    LimitsInForce now = limits.get();
    List<OfferRule> ofPrices = now.priced().rules(caller);
    if (now.ofOffers().isEmpty()) {
      return ofPrices;
    }
    long wait = Math.min(longest.toNanos(), LONGEST_HEARING.toNanos());
    long deadline = time.nanos() + wait;
    List<OfferRule> rules = new ArrayList<>(ofPrices);
    for (Limit limit : now.ofOffers()) {
      if (limit.scope().covers(caller)) {
        rules.addAll(rules(LimitsInForce.key(limit), deadline));
      }
    }
    return rules;
  }

  private List<OfferRule> rules(String key, long deadline) {
    return lock.in(
        () -> {
          Limit limit = limits.get().get(key);
          if (limit == null) {
            return List.of();
          }
          exchange.hear(account(key, limit), deadline);
          return account(key, limit).rules();
        });
  }

  private LimitAccount account(String key, Limit limit) {
    return accounts.of(key, limit, time.now());
  }

  /** Those of one budget; those that nothing is known of yet are left out. */
  List<LimitState> of(String budget) {
    List<Limit> named = limits.get().ofBudget(budget);
    return named.isEmpty()
        ? List.of()
        : lock.in(
            () ->
                named.stream()
                    .filter(limit -> limits.get().has(limit))
                    .map(limit -> account(LimitsInForce.key(limit), limit))
                    .filter(LimitAccount::heard)
                    .map(LimitAccount::state)
                    .toList());
  }

  /** All of them, also those that nothing is known of yet. */
  List<LimitState> all() {
    return lock.in(
        () ->
            limits.get().all().stream()
                .map(entry -> account(entry.getKey(), entry.getValue()))
                .map(LimitAccount::state)
                .toList());
  }

  /**
   * Asks how those of a budget stand of which nothing is known yet, waiting no longer than that.
   */
  void hear(String budget, Duration longest) {
    for (Limit limit : limits.get().ofBudget(budget)) {
      long deadline = time.nanos() + longest.toNanos();
      LimitAccount unheard = lock.in(() -> markUnheard(LimitsInForce.key(limit), deadline));
      if (unheard != null) {
        exchange.lease(unheard, 0);
      }
    }
  }

  private @Nullable LimitAccount markUnheard(String key, long deadline) {
    Limit limit = limits.get().get(key);
    if (limit == null) {
      return null;
    }
    LimitAccount account = account(key, limit);
    if (account.extending()) {
      exchange.awaitAnswer(account, 0, deadline);
    }
    return account.heard() || !account.startExtending() ? null : account;
  }

  /** How much money is free under the tightest budget of such a caller. */
  long free(LimitScope.Caller caller) {
    return lock.in(
        () ->
            limits.get().covering(caller).stream()
                .filter(entry -> entry.getValue().ofMoney())
                .map(entry -> account(entry.getKey(), entry.getValue()))
                .mapToLong(LimitAccount::free)
                .min()
                .orElse(Long.MAX_VALUE));
  }
}
