package io.auterity.relay.health;

import io.auterity.platform.time.Time;
import io.auterity.platform.transport.RetryAfter;
import io.auterity.spi.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The live state of one provider of one tenant. Everything is held under one lock, which is taken
 * for arithmetic only.
 */
public final class Vitals {

  private static final int LOGGED = 64;
  private static final int MOST_WAITING = 1_000;
  private static final double WEIGHT_OF_LATEST = 0.2;
  private static final long UNKNOWN = -1;

  private final String provider;
  private final Time time;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition slotFreed = lock.newCondition();
  private final RetryBudget retries = new RetryBudget();
  private final Bins minutes = new Bins(30, 60_000);
  private final Bins seconds = new Bins(60, 1_000);
  private final Deque<PhaseChange> log = new ArrayDeque<>();

  private Breaker breaker;
  private int slots = 1;
  private int inFlight;
  private int waiting;
  private long latency = UNKNOWN;
  private long restsUntil;
  private long restEnded;
  private @Nullable LastError lastError;
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

  /** What the planner may know now. */
  public Snapshot snapshot(int slotsNow) {
    lock.lock();
    try {
      long now = look(slotsNow);
      return new Snapshot(
          inFlight,
          slots,
          latency,
          breaker.phase(),
          breaker.admits(),
          breaker.probeDue(),
          breaker.window().failed(),
          breaker.window().size(),
          breaker.opensIn(now),
          Math.max(0, restsUntil - now));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the breaker's leave and a slot, both or none.
   *
   * @param granted receives the permit when the answer is {@link Admission#GRANTED}
   */
  public Admission begin(int slotsNow, Consumer<Permit> granted) {
    lock.lock();
    try {
      long now = look(slotsNow);
      Admission admission = admission(now);
      if (admission == Admission.GRANTED) {
        become(breaker.begun());
        inFlight++;
        retries.called(now);
        granted.accept(new Permit(now, breaker.trips()));
      }
      if (admission != Admission.NO_SLOT) {
        passTurnOn();
      }
      return admission;
    } finally {
      lock.unlock();
    }
  }

  private Admission admission(long now) {
    if (!breaker.permits()) {
      return Admission.BREAKER_OPEN;
    }
    if (restsUntil > now) {
      return Admission.RESTING;
    }
    return inFlight < slots ? Admission.GRANTED : Admission.NO_SLOT;
  }

  // A freed slot wakes one who waits; whoever does not use it up wakes the next.
  private void passTurnOn() {
    if (inFlight < slots) {
      slotFreed.signal();
    }
  }

  /** Gives a permit back after an attempt that succeeded. */
  public void succeeded(Permit permit) {
    lock.lock();
    try {
      long now = time.nanos();
      long took = now - permit.begun();
      latency = latency == UNKNOWN ? took : latency + (long) (WEIGHT_OF_LATEST * (took - latency));
      count(true, took);
      release(permit, now, Sign.OK);
    } finally {
      lock.unlock();
    }
  }

  /** Gives a permit back after an attempt that failed while its caller waited. */
  public void failed(Permit permit, Failure failure, boolean injected) {
    failed(permit, failure, Patience.KEPT, injected);
  }

  /** Gives a permit back after an attempt that failed. */
  public void failed(Permit permit, Failure failure, Patience patience, boolean injected) {
    lock.lock();
    try {
      long now = time.nanos();
      Sign sign = Sign.of(failure, patience);
      if (sign == Sign.FAILED) {
        count(false, now - permit.begun());
        lastError = new LastError(failure.code().wire(), time.now(), failure.message(), injected);
      }
      Duration rest = failure.retryAfter();
      if (rest != null && sign == Sign.NEUTRAL && permit.begun() - restEnded >= 0) {
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
      release(permit, time.nanos(), Sign.NEUTRAL);
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
      PhaseChange latest = log.peekLast();
      return new ProviderHealth(
          provider,
          breaker.phase(),
          breaker.window().failed(),
          breaker.window().size(),
          breaker.admits(),
          breaker.phase() == Phase.CLOSED ? null : openedAt(),
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
        .filter(change -> change.phase() == Phase.OPEN)
        .map(PhaseChange::at)
        .findFirst()
        .orElse(null);
  }

  private void count(boolean ok, long took) {
    long millis = time.now().toEpochMilli();
    seconds.add(millis, ok, took);
    minutes.add(millis, ok, took);
  }

  private void release(Permit permit, long now, Sign sign) {
    advance(now);
    become(breaker.ended(now, sign, permit.trips()));
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
      log.addLast(new PhaseChange(at, next.phase(), next.admits(), next.reason()));
    }
    breaker = next;
  }
}
