package io.auterity.relay.health;

import io.auterity.platform.call.PlatformCause;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.RetryAfter;
import io.auterity.relay.health.Admission.Permit;
import io.auterity.spi.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The live state of one provider of one tenant. Everything is held under one lock, which is taken
 * for arithmetic only: breaker, slots, rest and figures change together with each attempt, so this
 * class alone knows the lock, and what counts without one ({@link Breaker}, {@link RetryBudget},
 * {@link ProviderHistory}) stands apart.
 */
public final class Vitals {

  private static final int LOGGED = 64;
  private static final int MOST_WAITING = 1_000;
  private static final double WEIGHT_OF_LATEST = 0.2;
  private static final long UNKNOWN = -1;
  private static final long LATENCY_HOLDS = 60_000_000_000L;
  private static final int ENOUGH = 20;
  private static final int MOST_OFFERS = 256;

  private final String provider;
  private final Time time;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition slotFreed = lock.newCondition();
  private final RetryBudget retries = new RetryBudget(10, 10);
  private final RetryBudget rivals = new RetryBudget(20, 0);
  private final ProviderHistory beginnings = new ProviderHistory(30, 60_000);
  private final ProviderHistory minutes = new ProviderHistory(30, 60_000);
  private final ProviderHistory seconds = new ProviderHistory(60, 1_000);
  private final Deque<ProviderHealth.PhaseChange> log = new ArrayDeque<>();

  private final HealthTrend trend;

  private Breaker breaker;
  private int slots = 1;
  private int inFlight;
  private int waiting;
  private final Map<String, Latency> latencies = new LinkedHashMap<>(4, 0.75f, true);
  private long restsUntil;
  private long restEnded;
  private ProviderHealth.@Nullable LastError lastError;
  private Instant loggedSince;

  /**
   * The state of a provider that is well.
   *
   * @param since from when on nothing happened to it that is not known here
   */
  Vitals(String provider, Time time, Instant since) {
    this.provider = provider;
    this.time = time;
    this.loggedSince = since;
    this.breaker = Breaker.closed(time.nanos());
    this.trend = new HealthTrend(time.nanos());
    this.restsUntil = time.nanos();
    this.restEnded = restsUntil;
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

  /** What the planner may know now of the provider itself. */
  public Snapshot snapshot(int slotsNow) {
    return snapshot(slotsNow, provider);
  }

  /** What the planner may know now of one of its offers. */
  public Snapshot snapshot(int slotsNow, String offer) {
    lock.lock();
    try {
      long now = look(slotsNow);
      return new Snapshot(
          inFlight,
          slots,
          latency(offer, now),
          breaker.phase(),
          breaker.admits(),
          breaker.probeDue(),
          breaker.window().failed(),
          breaker.window().size(),
          breaker.opensIn(now),
          Math.max(0, restsUntil - now),
          trend.health(now),
          trend.trend(now));
    } finally {
      lock.unlock();
    }
  }

  // What holds no longer is not known, so that somebody asks again; meanwhile it holds for others.
  private long latency(String offer, long now) {
    Latency known = latencies.get(offer);
    return known == null || known.isOver(now) ? UNKNOWN : known.nanos();
  }

  /**
   * How long an offer took of late.
   *
   * @param looked whether it held no longer and is looked at again
   */
  private record Latency(long nanos, long at, boolean looked) {
    private static Latency after(@Nullable Latency known, long took, long now) {
      if (known == null || known.looked || known.isOver(now)) {
        return new Latency(took, now, false);
      }
      long nanos = known.nanos + (long) (WEIGHT_OF_LATEST * (took - known.nanos));
      return new Latency(nanos, now, false);
    }

    private boolean isOver(long now) {
      return now - at > LATENCY_HOLDS;
    }

    private Latency asked(long now) {
      return isOver(now) ? new Latency(nanos, now, true) : this;
    }
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
      Admission admission = admission(now);
      if (admission instanceof Permit) {
        latencies.computeIfPresent(offer, (id, known) -> known.asked(now));
      }
      if (admission != Admission.Refusal.NO_SLOT) {
        passTurnOn();
      }
      return admission;
    } finally {
      lock.unlock();
    }
  }

  private Admission admission(long now) {
    if (!breaker.permits()) {
      return Admission.Refusal.BREAKER_OPEN;
    }
    if (restsUntil > now) {
      return Admission.Refusal.RESTING;
    }
    if (inFlight >= slots) {
      return Admission.Refusal.NO_SLOT;
    }
    become(breaker.begun(now));
    inFlight++;
    retries.called(now);
    rivals.called(now);
    return new Permit(now, breaker.trips());
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
      advance(now);
      become(breaker.answering(now, permit.trips()));
    } finally {
      lock.unlock();
    }
  }

  /** Gives a permit back after an attempt at the provider itself that succeeded. */
  public void succeeded(Permit permit) {
    succeeded(permit, provider);
  }

  /** Gives a permit back after an attempt at one of its offers that succeeded. */
  public void succeeded(Permit permit, String offer) {
    lock.lock();
    try {
      long now = time.nanos();
      long took = now - permit.begun();
      latencies.compute(offer, (id, known) -> Latency.after(known, took, now));
      forgetOldest();
      count(true, took);
      release(permit, now, HealthSign.OK);
    } finally {
      lock.unlock();
    }
  }

  /** Gives a permit back after an attempt that failed while its caller waited. */
  public void failed(Permit permit, Failure failure, boolean injected) {
    failed(permit, failure, HealthSign.Patience.KEPT, injected);
  }

  /** Gives a permit back after an attempt that failed. */
  public void failed(
      Permit permit, Failure failure, HealthSign.Patience patience, boolean injected) {
    lock.lock();
    try {
      long now = time.nanos();
      HealthSign sign = HealthSign.of(failure, patience);
      if (sign == HealthSign.FAILED) {
        count(false, now - permit.begun());
        lastError =
            new ProviderHealth.LastError(
                failure.code().wire(), time.now(), failure.message(), injected);
      }
      // What the platform asks to wait for says nothing of the provider.
      Duration rest = PlatformCause.of(failure) == null ? failure.retryAfter() : null;
      if (rest != null && sign == HealthSign.NEUTRAL && permit.begun() - restEnded >= 0) {
        restsUntil = Math.max(restsUntil, now + RetryAfter.heeded(rest).toNanos());
      }
      release(permit, now, sign);
    } finally {
      lock.unlock();
    }
  }

  /** Ends its rest; attempts that began before cannot bring another one. */
  void endRest() {
    lock.lock();
    try {
      restsUntil = time.nanos();
      restEnded = restsUntil;
    } finally {
      lock.unlock();
    }
  }

  /** Gives a permit back that was not used. */
  public void unused(Permit permit) {
    lock.lock();
    try {
      release(permit, time.nanos(), HealthSign.NEUTRAL);
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
      look(slotsNow);
      long millis = time.now().toEpochMilli();
      ProviderHealth.PhaseChange latest = log.peekLast();
      return new ProviderHealth(
          provider,
          breaker.phase(),
          breaker.window().failed(),
          breaker.window().size(),
          breaker.admits(),
          breaker.phase() == Breaker.Phase.CLOSED ? null : openedAt(),
          latest == null ? breaker.reason() : latest.reason(),
          inFlight,
          slots,
          seconds.median(millis),
          lastError,
          minutes.until(millis),
          seconds.until(millis),
          loggedSince,
          new ArrayList<>(log));
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Instant openedAt() {
    return log.reversed().stream()
        .filter(change -> change.phase() == Breaker.Phase.OPEN)
        .map(ProviderHealth.PhaseChange::at)
        .findFirst()
        .orElse(null);
  }

  // Callers name the models of a provider that lists none, so there may be any number of offers.
  private void forgetOldest() {
    if (latencies.size() > MOST_OFFERS) {
      latencies.remove(latencies.keySet().iterator().next());
    }
  }

  private void count(boolean ok, long took) {
    long millis = time.now().toEpochMilli();
    seconds.add(millis, ok, took);
    minutes.add(millis, ok, took);
  }

  private void release(Permit permit, long now, HealthSign sign) {
    advance(now);
    if (sign != HealthSign.NEUTRAL) {
      trend.add(now, sign == HealthSign.OK);
    }
    become(breaker.ended(now, sign, permit));
    inFlight--;
    passTurnOn();
  }

  private long look(int slotsNow) {
    long now = time.nanos();
    slots = slotsNow;
    advance(now);
    return now;
  }

  private void advance(long now) {
    for (Breaker next = breaker.advance(now); !next.equals(breaker); next = breaker.advance(now)) {
      become(next);
    }
  }

  private void become(Breaker next) {
    if (next.phase() != breaker.phase() || next.admits() != breaker.admits()) {
      if (log.size() == LOGGED) {
        log.removeFirst();
        loggedSince = log.getFirst().at();
      }
      Instant at = time.now().minusNanos(time.nanos() - next.since());
      log.addLast(new ProviderHealth.PhaseChange(at, next.phase(), next.admits(), next.reason()));
    }
    breaker = next;
  }
}
