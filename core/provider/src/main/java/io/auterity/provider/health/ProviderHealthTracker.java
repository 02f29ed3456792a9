package io.auterity.provider.health;

import io.auterity.platform.time.Time;
import io.auterity.provider.Offer;
import io.auterity.provider.health.Admission.Permit;
import io.auterity.provider.health.Admission.Refusal;
import io.auterity.provider.health.HealthSignal.Whose;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the health of one provider and of each of its offers, as attempts tell it: which of them a
 * signal is held against, and which keeps calls away. Confined to the lock of its owner.
 *
 * <p>What an answer shows is held against the offer that gave it, so that a model that is broken or
 * at its limit takes no other of its account down; what shows that its endpoint was not there to
 * answer, or that the account may not ask, is held against the provider. When several offers fail
 * one after the other and none answers between, each of them but the first is held against the
 * provider once: an endpoint that is out is found out by some of its models, not by each. One that
 * goes on failing, or whose own breaker is not closed, tells nothing new, so that a few broken
 * models keep no call from those that are well, however often they are asked.
 *
 * <p>Of a provider without models each operation stands for an offer, by its capability. Every
 * failure of one counts against it alone, whatever it tells, so that an operation that fails keeps
 * no call of the others away; while another one fails too, and none answers between, it is held
 * against the provider as well. An internal error of the vendor (500) counts once for each input,
 * so that one input opens no breaker for others, and is asked again each second. Health checks tell
 * whether the vendor is reachable.
 */
final class ProviderHealthTracker {

  private static final int MOST_OFFERS = 256;

  /** For how long a failure of one offer and one of another are one matter. */
  private static final long TOGETHER = 60 * CircuitBreaker.SECOND;

  private final String provider;
  private final Time time;
  private final Instant since;
  private final Consumer<BreakerChange> published;

  /** Of all attempts, whomever they asked. */
  private final HealthTrend trend;

  /** Of its endpoint and its account, and of what it offers without a model. */
  private final HealthTracker own;

  /** Stands for each offer that nothing has happened to; nothing is ever told to it. */
  private final HealthTracker untracked;

  private final Map<String, HealthTracker> offers = new LinkedHashMap<>(4, 0.75f, true);

  /** Offers that failed since any of them answered. */
  private final Set<String> trouble = new HashSet<>();

  private long lastTrouble;

  /**
   * The tracker of a provider that is well.
   *
   * @param since from when on nothing happened to it that is not known here
   * @param published takes what breakers find out, for other servers
   */
  ProviderHealthTracker(
      String provider, Time time, long now, Instant since, Consumer<BreakerChange> published) {
    this.provider = provider;
    this.time = time;
    this.since = since;
    this.published = published;
    this.trend = new HealthTrend(now);
    this.own = new HealthTracker(provider, time, now, since, published);
    this.untracked = new HealthTracker(provider, time, now, since, ignored -> {});
  }

  /** Brings about what time alone has brought to the provider itself. */
  void advance(long now) {
    own.advance(now);
  }

  /** How it is: as the worst of its offers, and well as often as all attempts were. */
  Snapshot snapshot(int inFlight, int slots, long now) {
    HealthTracker worst = worst(now);
    long rest = all().stream().mapToLong(one -> one.restsFor(now)).max().orElse(0);
    return seen(worst, worst, inFlight, slots, rest, now).with(trend.health(now), trend.trend(now));
  }

  // Models have ids of two parts.
  private boolean isOperation(String offer) {
    return Offer.modelOf(offer) == null && !offer.equals(provider);
  }

  /** What the planner may know of one of its offers. */
  Snapshot snapshot(String offer, int inFlight, int slots, long now) {
    HealthTracker signs = now(offer, now);
    long rest = Math.max(own.restsFor(now), signs.restsFor(now));
    HealthTracker worse = own.isWorseThan(signs) ? own : signs;
    Snapshot seen =
        seen(signs, worse, inFlight, slots, rest, now)
            .with(
                Math.min(own.trend().health(now), signs.trend().health(now)),
                Math.min(own.trend().trend(now), signs.trend().trend(now)));
    if (isOperation(offer)) {
      return !signs.isClosed() && signs.isWorseThan(own) ? seen.asOfOperation() : seen;
    }
    return isOfProvider(signs, now) ? seen.asOfProvider() : seen;
  }

  private Snapshot seen(
      HealthTracker signs, HealthTracker worse, int inFlight, int slots, long rest, long now) {
    CircuitBreaker breaker = worse.breaker();
    boolean probe = breaker.admits() == 0 && own.breaker().permits() && breaker.permits();
    return new Snapshot(
        inFlight,
        slots,
        signs.latency(now),
        breaker.phase(),
        breaker.admits(),
        probe && signs.breaker().permits(),
        breaker.window().failed(),
        breaker.window().size(),
        Math.max(own.breaker().opensIn(now), signs.breaker().opensIn(now)),
        rest);
  }

  // Whether it is the provider that keeps calls away from an offer that has a state of its own.
  private boolean isOfProvider(HealthTracker signs, long now) {
    if (signs == own) {
      return false;
    }
    boolean restsLonger = own.restsFor(now) > signs.restsFor(now);
    boolean rests = restsLonger || signs.restsFor(now) > 0;
    if (rests && own.breaker().permits() && signs.breaker().permits()) {
      return restsLonger;
    }
    int order = CircuitBreaker.compareByHarm(own.breaker(), signs.breaker());
    return order == 0 ? restsLonger : order > 0;
  }

  /** The tracker that keeps most calls away: the provider's own, or an offer's. */
  HealthTracker worst(long now) {
    HealthTracker worst = own;
    for (HealthTracker one : offers.values()) {
      one.advance(now);
      worst = one.isWorseThan(worst) ? one : worst;
    }
    return worst;
  }

  /** Those of the provider first, then those of each offer that something happened to. */
  List<HealthTracker> all() {
    List<HealthTracker> all = new ArrayList<>(offers.size() + 1);
    all.add(own);
    all.addAll(offers.values());
    return all;
  }

  /** Each offer with a model that something happened to, by id. */
  List<ProviderHealth.OfferHealth> offers(long now) {
    return healths(now, false);
  }

  /** Each operation of a provider without models that something happened to, by capability. */
  List<ProviderHealth.OfferHealth> operations(long now) {
    return healths(now, true);
  }

  private List<ProviderHealth.OfferHealth> healths(long now, boolean operations) {
    return offers.values().stream()
        .filter(one -> isOperation(one.of()) == operations)
        .sorted(Comparator.comparing(HealthTracker::of))
        .map(one -> one.health(now))
        .toList();
  }

  private HealthTracker now(String offer, long now) {
    HealthTracker signs = trackerOf(offer);
    signs.advance(now);
    return signs;
  }

  private HealthTracker trackerOf(String offer) {
    return offer.equals(provider) ? own : offers.getOrDefault(offer, untracked);
  }

  // Callers name the models of a provider that lists none, so there may be any number of offers.
  private HealthTracker kept(String offer, long now) {
    HealthTracker tracked = trackerOf(offer);
    if (tracked != untracked) {
      return tracked;
    }
    HealthTracker signs = new HealthTracker(offer, time, now, since, published);
    offers.put(offer, signs);
    if (offers.size() > MOST_OFFERS) {
      offers.remove(offers.keySet().iterator().next());
    }
    return signs;
  }

  private boolean isTracked(String offer) {
    return trackerOf(offer) != untracked;
  }

  private boolean isOfOffer(HealthTracker signs) {
    return signs != own && signs != untracked;
  }

  /** Why no attempt may begin at an offer now; null when breakers and backoffs let one. */
  @Nullable Refusal refusal(String offer, long now) {
    HealthTracker signs = now(offer, now);
    boolean operation = isOperation(offer);
    if (!own.breaker().permits() || !signs.breaker().permits()) {
      if (operation) {
        return own.breaker().permits() ? Refusal.OPERATION_BREAKER_OPEN : Refusal.BREAKER_OPEN;
      }
      return isOfProvider(signs, now) ? Refusal.PROVIDER_BREAKER_OPEN : Refusal.BREAKER_OPEN;
    }
    if (own.restsFor(now) > 0 && own != signs) {
      return operation ? Refusal.RESTING : Refusal.PROVIDER_RESTING;
    }
    return signs.restsFor(now) > 0 ? Refusal.RESTING : null;
  }

  /** Takes the leave of both breakers, which must give it. */
  Permit begun(String offer, long now) {
    HealthTracker signs = trackerOf(offer);
    // An offer that looks whether it is back itself leaves the provider's probe to those that are.
    if (!signs.awaitsProbe() || signs == own) {
      own.begun(now);
    }
    if (isOfOffer(signs)) {
      signs.begun(now);
    }
    return new Permit(offer, now, own.breaker().trips(), signs.breaker().trips());
  }

  /** Notes that the first of an answer was seen. */
  void answering(Permit permit, long now) {
    trouble.clear();
    own.answering(now, permit.begun(), permit.trips());
    HealthTracker signs = kept(permit.offer(), now);
    if (signs != own) {
      signs.answering(now, permit.begun(), permit.tripsOfOffer());
    }
  }

  /** Notes an attempt that succeeded. */
  void succeeded(Permit permit, long now) {
    kept(permit.offer(), now).took(now - permit.begun(), now);
    trouble.clear();
    ended(permit, now, HealthSignal.OK, HealthSignal.OK, true);
  }

  /**
   * Notes an attempt that failed, and says something of whom it asked.
   *
   * @param input digest of what was asked; null when it cannot be told
   */
  void failed(
      Permit permit,
      HealthSignal sign,
      Whose whose,
      ProviderHealth.LastError error,
      @Nullable String input,
      long now) {
    HealthTracker asked = kept(permit.offer(), now);
    asked.failed(error);
    boolean itself =
        sign == HealthSignal.OK
            || (isOperation(permit.offer())
                ? whose != Whose.INPUT || asked.isNewTrouble(input, now)
                : whose != Whose.PROVIDER);
    HealthSignal told = broke(permit.offer(), sign, whose) ? HealthSignal.BROKE : sign;
    HealthSignal ofOffer = itself ? told : HealthSignal.NEUTRAL;
    HealthSignal ofProvider =
        isOwn(permit.offer(), whose, sign, itself, now) ? told : HealthSignal.NEUTRAL;
    if (ofOffer == HealthSignal.OK) {
      trouble.clear();
    }
    ended(permit, now, ofProvider, ofOffer, false);
  }

  private boolean broke(String offer, HealthSignal sign, Whose whose) {
    return sign == HealthSignal.FAILED && whose == Whose.INPUT && isOperation(offer);
  }

  // An answer of no use is an answer.
  private boolean isOwn(String offer, Whose whose, HealthSignal sign, boolean itself, long now) {
    if (offer.equals(provider) || sign == HealthSignal.OK) {
      return true;
    }
    if (isOperation(offer)) {
      return itself && isBesideAnother(offer, now) && now(offer, now).isClosed();
    }
    return whose == Whose.PROVIDER
        || (now(offer, now).isClosed() && isOneMoreInTrouble(offer, now));
  }

  // One that goes on failing is still in trouble, though it tells nothing new of the provider.
  private boolean isBesideAnother(String operation, long now) {
    isOneMoreInTrouble(operation, now);
    return trouble.size() > 1;
  }

  private boolean isOneMoreInTrouble(String offer, long now) {
    if (now - lastTrouble > TOGETHER || trouble.size() == MOST_OFFERS) {
      trouble.clear();
    }
    lastTrouble = now;
    return trouble.add(offer) && trouble.size() > 1;
  }

  private void ended(
      Permit permit, long now, HealthSignal ofProvider, HealthSignal ofOffer, boolean ok) {
    HealthTracker signs = kept(permit.offer(), now);
    trend.add(now, ok);
    signs.trend().add(now, ok);
    own.ended(now, ofProvider, permit.begun(), permit.trips());
    if (signs != own) {
      if (ofProvider != HealthSignal.NEUTRAL) {
        own.trend().add(now, ofProvider == HealthSignal.OK);
      }
      signs.ended(now, ofOffer, permit.begun(), permit.tripsOfOffer());
    }
  }

  /** Notes the end of an attempt that says nothing of whom it asked, or was not made at all. */
  void saidNothing(Permit permit, long now) {
    own.ended(now, HealthSignal.NEUTRAL, permit.begun(), permit.trips());
    HealthTracker signs = trackerOf(permit.offer());
    if (isOfOffer(signs)) {
      signs.ended(now, HealthSignal.NEUTRAL, permit.begun(), permit.tripsOfOffer());
    }
  }

  /**
   * Leaves the offer that was asked, or all of its provider, alone until then.
   *
   * @param ofOperation whether its vendor counts each operation by itself
   */
  void rest(Permit permit, Whose whose, boolean ofOperation, long until, long now) {
    boolean all = whose == Whose.PROVIDER || (isOperation(permit.offer()) && !ofOperation);
    (all ? own : kept(permit.offer(), now)).rest(until);
  }

  /** Ends its rest and those of its offers. */
  void endRest(long now) {
    all().forEach(one -> one.endRest(now));
  }

  /**
   * Goes on by what a breaker of another server found out.
   *
   * @param at when it was published
   * @param turn how long after that this server is to probe
   */
  void foundElsewhere(BreakerChange change, long at, long turn, long now) {
    if (change.blocksCalls() || isTracked(change.of())) {
      kept(change.of(), now).foundElsewhere(change, at, turn, now);
    }
  }
}
