package io.auterity.ledger;

import io.auterity.ledger.Ledger.RateState;
import io.auterity.platform.call.RateStanding;
import io.auterity.platform.call.RateStanding.Rate;
import io.auterity.platform.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rates of one tenant and what counts under each. It is confined to its ledger's lock, but for
 * {@link #limitTokens}.
 */
final class RateAccounts {

  private final Time time;
  private final ServerPresence seat;
  private final Map<String, List<RateLimiter>> rates = new TreeMap<>();
  private ScopeIndex<RateLimiter> covering = index(List.of());
  private final List<RateLimiter> gone = new ArrayList<>();
  private volatile List<LimitScope> tokens = List.of();

  RateAccounts(Time time, ServerPresence seat) {
    this.time = time;
    this.seat = seat;
  }

  /** All rates of one quota; one that stays as it was goes on counting. */
  void put(String quota, List<RateLimit> wanted) {
    List<RateLimiter> before = rates.getOrDefault(quota, List.of());
    List<RateLimiter> after = wanted.stream().map(limit -> account(limit, before)).toList();
    rates.put(quota, after);
    before.stream().filter(account -> !after.contains(account)).forEach(this::end);
    after.forEach(this::follow);
    noteRates();
  }

  private static RateLimiter account(RateLimit limit, List<RateLimiter> before) {
    return before.stream()
        .filter(account -> account.limit().equals(limit))
        .findFirst()
        .orElseGet(() -> new RateLimiter(limit));
  }

  void remove(String quota) {
    List<RateLimiter> before = rates.remove(quota);
    if (before != null) {
      before.forEach(this::end);
    }
    noteRates();
  }

  // Others were told of it under the same name.
  private void follow(RateLimiter account) {
    RateLimit limit = account.limit();
    for (RateLimiter before : List.copyOf(gone)) {
      if (before.limit().quota().equals(limit.quota()) && before.limit().span() == limit.span()) {
        account.follow(before);
        gone.remove(before);
      }
    }
  }

  private void end(RateLimiter account) {
    account.retire();
    gone.removeIf(RateLimiter::givenBack);
    if (!account.givenBack()) {
      gone.add(account);
    }
  }

  private void noteRates() {
    covering = index(all().toList());
    tokens =
        all().map(RateLimiter::limit).filter(RateLimit::ofTokens).map(RateLimit::scope).toList();
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
   * Those that cover a call.
   *
   * @param toAsk the first of which this server has too little, and may ask for more; null where
   *     all fit
   */
  record Met(List<RateLimiter> all, @Nullable RateLimiter toAsk) {}

  /**
   * Those that cover such a caller, none of which takes anything yet: a call that has to wait for
   * one rate has taken no place of another.
   *
   * @param tokens that the call probably uses
   * @param asked of which more was asked for this call
   * @throws io.auterity.spi.CallFailedException {@code rate_limited}, {@code quota_exhausted},
   *     {@code saturated} while another server holds it alone, {@code unavailable}
   */
  Met meet(LimitScope.Caller caller, long tokens, Collection<RateLimiter> asked) {
    List<RateLimiter> covering = covering(caller);
    if (covering.isEmpty()) {
      return new Met(covering, null);
    }
    long now = time.nanos();
    seat.requireKnown(now);
    boolean alone = seat.alone();
    for (RateLimiter rate : covering) {
      long amount = rate.amount(tokens);
      if (alone) {
        Duration wait = rate.untilFree(now, amount);
        if (wait != null) {
          throw new RateRefusal(rate.limit(), amount).used(wait);
        }
      } else if (!rate.fitsShare(now, amount)) {
        return new Met(covering, missing(rate, amount, now, asked));
      }
    }
    return new Met(covering, null);
  }

  // To be asked for, or refused. What never fits is not asked for.
  private RateLimiter missing(
      RateLimiter rate, long amount, long now, Collection<RateLimiter> asked) {
    boolean fits = amount <= rate.limit().most();
    if (asked.contains(rate)) {
      rate.askedInVain(now);
    } else if (fits) {
      rate.want(now, amount);
      if (rate.asking() || rate.mayAsk(now)) {
        return rate;
      }
    }
    RateRefusal refusal = new RateRefusal(rate.limit(), amount);
    Duration held = fits ? rate.heldFor(now) : null;
    throw held == null
        ? refusal.used(rate.untilShared(now, amount))
        : refusal.held(held, time.now());
  }

  /** Those of which others are to be told. */
  List<RateLimiter> inUse() {
    long now = time.nanos();
    gone.removeIf(RateLimiter::givenBack);
    return Stream.concat(all().filter(rate -> rate.inUse(now)), gone.stream()).toList();
  }

  /** Of each, what counts is all that this server may take, until it hears more. */
  void startSharing() {
    long now = time.nanos();
    all().forEach(rate -> rate.startSharing(now));
  }

  private Stream<RateLimiter> all() {
    return rates.values().stream().flatMap(List::stream);
  }

  /** How those stand that cover such a caller; null when none does. */
  @Nullable RateStanding standing(LimitScope.Caller caller) {
    return standing(covering(caller), time.nanos());
  }

  /** How some stand together; null without any. */
  @Nullable RateStanding standing(List<RateLimiter> some, long now) {
    boolean shared = !seat.alone();
    Rate calls = null;
    Rate tokensLeft = null;
    for (RateLimiter rate : some) {
      if (rate.limit().ofTokens()) {
        tokensLeft = Rate.tighter(tokensLeft, rate.standing(now, shared));
      } else {
        calls = Rate.tighter(calls, rate.standing(now, shared));
      }
    }
    return calls == null && tokensLeft == null
        ? null
        : new RateStanding(calls, tokensLeft, time.now());
  }

  private List<RateLimiter> covering(LimitScope.Caller caller) {
    return rates.isEmpty() ? List.of() : covering.covering(caller);
  }

  private static ScopeIndex<RateLimiter> index(List<RateLimiter> all) {
    return ScopeIndex.of(all, account -> account.limit().scope());
  }

  List<RateState> states() {
    long now = time.nanos();
    boolean shared = !seat.alone();
    return all().map(rate -> rate.state(now, shared)).toList();
  }
}
