package io.auterity.relay.ledger;

import io.auterity.platform.call.RateStanding;
import io.auterity.platform.call.RateStanding.Rate;
import io.auterity.platform.time.Time;
import io.auterity.relay.ledger.Ledger.RateState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rates of one tenant and what counts under each. It is confined to its ledger's lock, but for
 * {@link #limitTokens}.
 */
final class RateAccounts {

  private final Time time;
  private final Map<String, List<RateAccount>> rates = new TreeMap<>();
  private ScopeIndex<RateAccount> covering = index(List.of());
  private volatile List<LimitScope> tokens = List.of();

  RateAccounts(Time time) {
    this.time = time;
  }

  /** All rates of one quota; one that stays as it was goes on counting. */
  void put(String quota, List<RateLimit> wanted) {
    List<RateAccount> before = rates.getOrDefault(quota, List.of());
    rates.put(quota, wanted.stream().map(limit -> account(limit, before)).toList());
    noteRates();
  }

  private static RateAccount account(RateLimit limit, List<RateAccount> before) {
    return before.stream()
        .filter(account -> account.limit().equals(limit))
        .findFirst()
        .orElseGet(() -> new RateAccount(limit));
  }

  void remove(String quota) {
    rates.remove(quota);
    noteRates();
  }

  private void noteRates() {
    covering = index(rates.values().stream().flatMap(List::stream).toList());
    tokens =
        rates.values().stream()
            .flatMap(List::stream)
            .map(RateAccount::limit)
            .filter(RateLimit::ofTokens)
            .map(RateLimit::scope)
            .toList();
  }

  /** Whether one counts the tokens of such a caller. */
  boolean limitTokens(LimitScope.Caller caller) {
    for (LimitScope scope : tokens) {
      if (scope.covers(caller)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Those that cover such a caller, none of which takes anything yet: whoever has to wait for one
   * rate has taken no place of another.
   *
   * @param most tokens that the call may use
   * @throws io.auterity.spi.CallFailedException {@code rate_limited}, {@code quota_exhausted}
   */
  List<RateAccount> fitting(LimitScope.Caller caller, long most) {
    List<RateAccount> covering = covering(caller);
    long now = time.nanos();
    for (RateAccount rate : covering) {
      long amount = rate.amount(most);
      Duration wait = rate.untilFree(now, amount);
      if (wait != null) {
        throw rate.refusal(wait, amount);
      }
    }
    return covering;
  }

  /** How those stand that cover such a caller; null when none does. */
  @Nullable RateStanding standing(LimitScope.Caller caller) {
    return standing(covering(caller), time.nanos());
  }

  /** How some stand together; null without any. */
  @Nullable RateStanding standing(List<RateAccount> some, long now) {
    Rate calls = null;
    Rate tokensLeft = null;
    for (RateAccount rate : some) {
      if (rate.limit().ofTokens()) {
        tokensLeft = Rate.tighter(tokensLeft, rate.standing(now));
      } else {
        calls = Rate.tighter(calls, rate.standing(now));
      }
    }
    return calls == null && tokensLeft == null
        ? null
        : new RateStanding(calls, tokensLeft, time.now());
  }

  private List<RateAccount> covering(LimitScope.Caller caller) {
    return rates.isEmpty() ? List.of() : covering.covering(caller);
  }

  private static ScopeIndex<RateAccount> index(List<RateAccount> all) {
    return ScopeIndex.of(all, account -> account.limit().scope());
  }

  List<RateState> states() {
    long now = time.nanos();
    return rates.values().stream().flatMap(List::stream).map(rate -> rate.state(now)).toList();
  }
}
