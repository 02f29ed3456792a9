package io.auterity.relay.health;

import io.auterity.platform.call.PlatformCause;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.RetryAfter;
import io.auterity.relay.health.Admission.Permit;
import io.auterity.relay.health.HealthSign.Whose;
import io.auterity.spi.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The live state of one provider of one tenant and of its offers. Everything is held under one
 * lock, which is taken for arithmetic only: breakers, slots, rests and figures change together with
 * each attempt, so this class alone knows the lock, and what counts without one ({@link Breaker},
 * {@link VitalSigns}, {@link RetryBudget}, {@link ProviderHistory}) stands apart.
 *
 * <p>What an answer shows is held against the offer that gave it, so that a model that is broken or
 * at its limit takes no other of its account down; what shows that there was nobody to answer, or
 * that the account may not ask, is held against the provider. When several offers fail one after
 * the other and none answers between, each of them but the first is held against the provider once:
 * an endpoint that is out is found out by some of its models, not by each. One that goes on
 * failing, or whose own breaker is not closed, tells nothing new, so that a few broken models keep
 * nobody from those that are well, however often they are asked.
 */
public final class Vitals {

  private static final int MOST_WAITING = 1_000;
  private static final int ENOUGH = 20;
  private static final int MOST_OFFERS = 256;

  /** For how long a failure of one offer and one of another are one matter. */
  private static final long TOGETHER = 60 * Breaker.SECOND;

  private final String provider;
  private final Time time;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition slotFreed = lock.newCondition();
  private final RetryBudget retries = new RetryBudget(10, 10);
  private final RetryBudget rivals = new RetryBudget(20, 0);
  private final ProviderHistory beginnings = new ProviderHistory(30, 60_000);
  private final ProviderHistory minutes = new ProviderHistory(30, 60_000);
  private final ProviderHistory seconds = new ProviderHistory(60, 1_000);

  /** Of all attempts, whomever they asked. */
  private final HealthTrend trend;

  /** Of its endpoint and its account, and of what it offers without a model. */
  private final VitalSigns own;

  private final Map<String, VitalSigns> offers = new LinkedHashMap<>(4, 0.75f, true);
  private final Instant since;

  private int slots = 1;
  private int inFlight;
  private int waiting;
  private long restEnded;

  /** Offers that failed since any of them answered. */
  private final Set<String> trouble = new HashSet<>();

  private long lastTrouble;
  private ProviderHealth.@Nullable LastError lastError;

  /**
   * The state of a provider that is well.
   *
   * @param since from when on nothing happened to it that is not known here
   */
  Vitals(String provider, Time time, Instant since) {
    this.provider = provider;
    this.time = time;
    this.since = since;
    this.trend = new HealthTrend(time.nanos());
    this.own = new VitalSigns(provider, time, time.nanos(), since);
    this.restEnded = time.nanos();
  }

  String provider() {
    return provider;
  }

  /** Whether nothing is under way here and nobody waits. */
  boolean idle() {
    lock.lock();
    try {
      return inFlight == 0 && waiting == 0;
    } finally {
      lock.unlock();
    }
  }

  /** How it is now: as the worst of its offers, and well as often as all attempts were. */
  public Snapshot snapshot(int slotsNow) {
    lock.lock();
    try {
      long now = look(slotsNow);
      VitalSigns worst = worst(now);
      long rest = all().stream().mapToLong(one -> one.restsFor(now)).max().orElse(0);
      return seen(worst, worst, rest, now).with(trend.health(now), trend.trend(now));
    } finally {
      lock.unlock();
    }
  }

  /** What the planner may know now of one of its offers. */
  public Snapshot snapshot(int slotsNow, String offer) {
    lock.lock();
    try {
      long now = look(slotsNow);
      VitalSigns signs = now(offer, now);
      long rest = Math.max(own.restsFor(now), signs.restsFor(now));
      Snapshot seen =
          seen(signs, own.isWorseThan(signs) ? own : signs, rest, now)
              .with(
                  Math.min(own.trend().health(now), signs.trend().health(now)),
                  Math.min(own.trend().trend(now), signs.trend().trend(now)));
      return isOfProvider(signs, now) ? seen.asOfProvider() : seen;
    } finally {
      lock.unlock();
    }
  }

  private Snapshot seen(VitalSigns signs, VitalSigns worse, long rest, long now) {
    Breaker breaker = worse.breaker();
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
  private boolean isOfProvider(VitalSigns signs, long now) {
    if (signs == own) {
      return false;
    }
    boolean restsLonger = own.restsFor(now) > signs.restsFor(now);
    boolean rests = restsLonger || signs.restsFor(now) > 0;
    if (rests && own.breaker().permits() && signs.breaker().permits()) {
      return restsLonger;
    }
    int order = Breaker.compareByHarm(own.breaker(), signs.breaker());
    return order == 0 ? restsLonger : order > 0;
  }

  private List<VitalSigns> all() {
    List<VitalSigns> all = new ArrayList<>(offers.size() + 1);
    all.add(own);
    all.addAll(offers.values());
    return all;
  }

  private VitalSigns worst(long now) {
    VitalSigns worst = own;
    for (VitalSigns one : offers.values()) {
      one.advance(now);
      worst = one.isWorseThan(worst) ? one : worst;
    }
    return worst;
  }

  private VitalSigns now(String offer, long now) {
    VitalSigns signs = known(offer, now);
    signs.advance(now);
    return signs;
  }

  // Nothing of an offer that nothing has happened to speaks against it.
  private VitalSigns known(String offer, long now) {
    if (offer.equals(provider)) {
      return own;
    }
    VitalSigns known = offers.get(offer);
    return known == null ? new VitalSigns(offer, time, now, since) : known;
  }

  // Callers name the models of a provider that lists none, so there may be any number of offers.
  private VitalSigns kept(String offer, long now) {
    VitalSigns signs = known(offer, now);
    if (signs != own && offers.putIfAbsent(offer, signs) == null && offers.size() > MOST_OFFERS) {
      offers.remove(offers.keySet().iterator().next());
    }
    return signs;
  }

  /** Takes the breaker's leave and a slot for an attempt at the provider itself. */
  public Admission begin(int slotsNow) {
    return begin(slotsNow, provider);
  }

  /** Takes the breaker's leave and a slot for an attempt at one of its offers, both or none. */
  public Admission begin(int slotsNow, String offer) {
    lock.lock();
    try {
      long now = look(slotsNow);
      Admission admission = admission(now, now(offer, now));
      if (admission != Admission.Refusal.NO_SLOT) {
        passTurnOn();
      }
      return admission;
    } finally {
      lock.unlock();
    }
  }

  private Admission admission(long now, VitalSigns signs) {
    if (!own.breaker().permits() || !signs.breaker().permits()) {
      return isOfProvider(signs, now)
          ? Admission.Refusal.PROVIDER_BREAKER_OPEN
          : Admission.Refusal.BREAKER_OPEN;
    }
    if (own.restsFor(now) > 0 && own != signs) {
      return Admission.Refusal.PROVIDER_RESTING;
    }
    if (signs.restsFor(now) > 0) {
      return Admission.Refusal.RESTING;
    }
    if (inFlight >= slots) {
      return Admission.Refusal.NO_SLOT;
    }
    // An offer that looks whether it is back itself leaves the provider's probe to those that are.
    if (!signs.awaitsProbe() || signs == own) {
      own.begun(now);
    }
    if (signs != own) {
      signs.begun(now);
    }
    inFlight++;
    retries.called(now);
    rivals.called(now);
    return new Permit(signs.of(), now, own.breaker().trips(), signs.breaker().trips());
  }

  // A freed slot wakes one who waits; whoever does not use it up wakes the next.
  private void passTurnOn() {
    if (inFlight < slots) {
      slotFreed.signal();
    }
  }

  /** Notes that the first of an answer was seen; an answer may then go on for long. */
  public void answering(Permit permit) {
    lock.lock();
    try {
      long now = time.nanos();
      beginnings.add(time.now().toEpochMilli(), true, now - permit.begun());
      trouble.clear();
      own.answering(now, permit.trips());
      VitalSigns signs = known(permit.offer(), now);
      if (signs != own) {
        signs.answering(now, permit.tripsOfOffer());
      }
    } finally {
      lock.unlock();
    }
  }

  /** Gives a permit back after an attempt that succeeded. */
  public void succeeded(Permit permit) {
    lock.lock();
    try {
      long now = time.nanos();
      long took = now - permit.begun();
      kept(permit.offer(), now).took(took, now);
      count(true, took);
      release(permit, now, HealthSign.OK, HealthSign.OK, true);
    } finally {
      lock.unlock();
    }
  }

  /** Gives a permit back after an attempt that failed unheard while its caller waited. */
  public void failed(Permit permit, Failure failure, boolean injected) {
    failed(permit, failure, HealthSign.Patience.KEPT, false, injected);
  }

  /**
   * Gives a permit back after an attempt that failed.
   *
   * @param heard whether anything of an answer was heard
   */
  public void failed(
      Permit permit,
      Failure failure,
      HealthSign.Patience patience,
      boolean heard,
      boolean injected) {
    lock.lock();
    try {
      long now = time.nanos();
      HealthSign sign = HealthSign.of(failure, patience);
      Whose whose = Whose.of(failure, heard);
      if (heard || sign == HealthSign.NEUTRAL) {
        rest(permit, failure, whose, now);
      }
      if (sign == HealthSign.NEUTRAL) {
        release(permit, now, sign, sign, false);
        return;
      }
      count(false, now - permit.begun());
      note(permit, failure, injected, now);
      HealthSign ofOffer = whose == Whose.PROVIDER ? HealthSign.NEUTRAL : sign;
      HealthSign ofProvider = isOwn(permit, whose, sign, now) ? sign : HealthSign.NEUTRAL;
      release(permit, now, ofProvider, ofOffer, false);
    } finally {
      lock.unlock();
    }
  }

  // What the platform asks to wait for says nothing of the provider.
  private void rest(Permit permit, Failure failure, Whose whose, long now) {
    Duration asked = PlatformCause.of(failure) == null ? failure.retryAfter() : null;
    if (asked != null && permit.begun() - restEnded >= 0) {
      VitalSigns whoAsks = whose == Whose.PROVIDER ? own : kept(permit.offer(), now);
      whoAsks.rest(now + RetryAfter.heeded(asked).toNanos());
    }
  }

  private void note(Permit permit, Failure failure, boolean injected, long now) {
    ProviderHealth.LastError error =
        new ProviderHealth.LastError(
            failure.code().wire(), time.now(), failure.message(), injected);
    lastError = error;
    kept(permit.offer(), now).failed(error);
  }

  // An answer of no use is an answer.
  private boolean isOwn(Permit permit, Whose whose, HealthSign sign, long now) {
    boolean modelless = permit.offer().equals(provider);
    if (modelless || whose == Whose.PROVIDER || sign == HealthSign.OK) {
      return true;
    }
    return now(permit.offer(), now).isClosed() && isOneMoreInTrouble(permit.offer(), now);
  }

  private boolean isOneMoreInTrouble(String offer, long now) {
    if (now - lastTrouble > TOGETHER || trouble.size() == MOST_OFFERS) {
      trouble.clear();
    }
    lastTrouble = now;
    return trouble.add(offer) && trouble.size() > 1;
  }

  /** Ends its rest and those of its offers; attempts that began before cannot bring another one. */
  void endRest() {
    lock.lock();
    try {
      restEnded = time.nanos();
      all().forEach(one -> one.endRest(restEnded));
    } finally {
      lock.unlock();
    }
  }

  /** Gives a permit back that was not used. */
  public void unused(Permit permit) {
    lock.lock();
    try {
      release(permit, time.nanos(), HealthSign.NEUTRAL, HealthSign.NEUTRAL, false);
    } finally {
      lock.unlock();
    }
  }

  /** Takes one repetition from the provider's retry budget, if one is left. */
  public boolean takeRepeat() {
    lock.lock();
    try {
      return retries.takeRepeat(time.nanos());
    } finally {
      lock.unlock();
    }
  }

  /** Takes one rival of its attempts from its budget: for one call in twenty. */
  public boolean takeRival() {
    lock.lock();
    try {
      return rivals.takeRepeat(time.nanos());
    } finally {
      lock.unlock();
    }
  }

  /** Within how many nanoseconds 95 % of its answers begin; empty while too few are known. */
  public OptionalLong usuallyBegins() {
    lock.lock();
    try {
      return beginnings.p95(time.now().toEpochMilli(), ENOUGH);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until a slot may be free; the caller then tries again.
   *
   * @param gone whether to give up, asked whenever the wait is woken
   * @return false when it gave up, the time was over first, or too many wait already
   */
  public boolean awaitSlot(Duration longest, BooleanSupplier gone) throws InterruptedException {
    lock.lock();
    try {
      if (waiting == MOST_WAITING) {
        return false;
      }
      awaitFree(longest.toNanos(), gone);
      if (gone.getAsBoolean()) {
        passTurnOn();
        return false;
      }
      return inFlight < slots;
    } finally {
      lock.unlock();
    }
  }

  private void awaitFree(long longest, BooleanSupplier gone) throws InterruptedException {
    waiting++;
    try {
      long left = longest;
      while (inFlight >= slots && !gone.getAsBoolean() && left > 0) {
        left = slotFreed.awaitNanos(left);
      }
    } finally {
      waiting--;
    }
  }

  /** Wakes all who wait for a slot, so that they look whether to give up. */
  public void wake() {
    lock.lock();
    try {
      slotFreed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The live state, for people. */
  public ProviderHealth health(int slotsNow) {
    lock.lock();
    try {
      long now = look(slotsNow);
      long millis = time.now().toEpochMilli();
      VitalSigns worst = worst(now);
      Breaker breaker = worst.breaker();
      return new ProviderHealth(
          provider,
          breaker.phase(),
          breaker.window().failed(),
          breaker.window().size(),
          breaker.admits(),
          worst.openedAt(),
          worst == own ? worst.reason() : "%s: %s".formatted(worst.of(), worst.reason()),
          inFlight,
          slots,
          seconds.median(millis),
          lastError,
          minutes.until(millis),
          seconds.until(millis),
          loggedSince(),
          latest(logged()),
          offers(now));
    } finally {
      lock.unlock();
    }
  }

  private List<ProviderHealth.PhaseChange> logged() {
    return all().stream()
        .flatMap(one -> one.log().stream())
        .sorted(Comparator.comparing(ProviderHealth.PhaseChange::at))
        .toList();
  }

  private static List<ProviderHealth.PhaseChange> latest(List<ProviderHealth.PhaseChange> all) {
    return all.subList(Math.max(0, all.size() - VitalSigns.LOGGED), all.size());
  }

  // What is cut off here is as little known as what each has let go.
  private Instant loggedSince() {
    List<ProviderHealth.PhaseChange> logged = logged();
    Instant whole =
        all().stream().map(VitalSigns::loggedSince).max(Comparator.naturalOrder()).orElse(since);
    Instant first = logged.size() > VitalSigns.LOGGED ? latest(logged).getFirst().at() : whole;
    return first.isAfter(whole) ? first : whole;
  }

  private List<ProviderHealth.OfferHealth> offers(long now) {
    return offers.values().stream()
        .sorted(Comparator.comparing(VitalSigns::of))
        .map(one -> one.health(now))
        .toList();
  }

  private void count(boolean ok, long took) {
    long millis = time.now().toEpochMilli();
    seconds.add(millis, ok, took);
    minutes.add(millis, ok, took);
  }

  // A call that says something of neither says nothing at all.
  private void release(
      Permit permit, long now, HealthSign ofProvider, HealthSign ofOffer, boolean ok) {
    boolean says = ofProvider != HealthSign.NEUTRAL || ofOffer != HealthSign.NEUTRAL;
    VitalSigns signs = says ? kept(permit.offer(), now) : known(permit.offer(), now);
    if (ofOffer == HealthSign.OK) {
      trouble.clear();
    }
    if (says) {
      trend.add(now, ok);
      signs.trend().add(now, ok);
    }
    own.ended(now, ofProvider, permit.begun(), permit.trips());
    if (signs != own) {
      if (ofProvider != HealthSign.NEUTRAL) {
        own.trend().add(now, ofProvider == HealthSign.OK);
      }
      signs.ended(now, ofOffer, permit.begun(), permit.tripsOfOffer());
    }
    inFlight--;
    passTurnOn();
  }

  private long look(int slotsNow) {
    long now = time.nanos();
    slots = slotsNow;
    own.advance(now);
    return now;
  }
}
