package io.auterity.provider.health;

import io.auterity.platform.call.OperationLimit;
import io.auterity.platform.call.PlatformCause;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.RetryAfter;
import io.auterity.platform.transport.SentRequests.Contact;
import io.auterity.provider.Offer;
import io.auterity.provider.health.Admission.Permit;
import io.auterity.provider.health.HealthSignal.Whose;
import io.auterity.provider.health.ProviderHealth.LastError;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The live health of one provider of one tenant and of its offers. Everything is held under one
 * lock, which is taken for arithmetic only: signals, slots, budgets and figures change together
 * with each attempt, so this class alone knows the lock, and what counts without one ({@link
 * ProviderHealthTracker}, {@link HealthFigures}, {@link RetryBudget}) stands apart.
 */
public final class LiveHealth {

  private static final int MOST_WAITING = 1_000;
  private static final int ENOUGH = 20;

  private final String provider;
  private final Time time;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition slotFreed = lock.newCondition();
  private final RetryBudget retries = new RetryBudget(10, 10);
  private final RetryBudget rivals = new RetryBudget(20, 0);
  private final ProviderHistory beginnings = new ProviderHistory(30, 60_000);
  private final HealthFigures figures = new HealthFigures();
  private final ProviderHealthTracker signs;

  private int slots = 1;
  private int inFlight;
  private int waiting;
  private long restEnded;

  /**
   * The state of a provider that is well.
   *
   * @param since from when on nothing happened to it that is not known here
   * @param published takes what breakers find out, for other servers: under the lock, so that it
   *     does no more than note it
   */
  LiveHealth(String provider, Time time, Instant since, Consumer<BreakerChange> published) {
    this.provider = provider;
    this.time = time;
    this.restEnded = time.nanos();
    this.signs = new ProviderHealthTracker(provider, time, restEnded, since, published);
  }

  String provider() {
    return provider;
  }

  /** Whether no call is under way here and none waits. */
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
      return signs.snapshot(inFlight, slots, now);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whom a call asks of a provider: its model, and where it has none the operation, of which each
   * is well or not by itself.
   *
   * @param operation the capability that is called
   */
  public static String asked(String offer, String operation) {
    return Offer.modelOf(offer) == null ? operation : offer;
  }

  /** What the planner may know now of one of its offers, or operations. */
  public Snapshot snapshot(int slotsNow, String offer) {
    lock.lock();
    try {
      long now = look(slotsNow);
      return signs.snapshot(offer, inFlight, slots, now);
    } finally {
      lock.unlock();
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
      Admission admission = admission(offer, now);
      if (admission != Admission.Refusal.NO_SLOT) {
        passTurnOn();
      }
      return admission;
    } finally {
      lock.unlock();
    }
  }

  private Admission admission(String offer, long now) {
    Admission.Refusal refusal = signs.refusal(offer, now);
    if (refusal != null) {
      return refusal;
    }
    if (inFlight >= slots) {
      return Admission.Refusal.NO_SLOT;
    }
    inFlight++;
    retries.called(now);
    rivals.called(now);
    return signs.begun(offer, now);
  }

  // A freed slot wakes one call that waits; one that does not use it up wakes the next.
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
      signs.answering(permit, now);
    } finally {
      lock.unlock();
    }
  }

  /** Gives a permit back after an attempt that succeeded. */
  public void succeeded(Permit permit) {
    lock.lock();
    try {
      long now = time.nanos();
      figures.succeeded(time.now(), now - permit.begun());
      signs.succeeded(permit, now);
      free();
    } finally {
      lock.unlock();
    }
  }

  /** Gives a permit back after an attempt that failed, of whose input nothing is known. */
  public void failed(
      Permit permit,
      Failure failure,
      HealthSignal.Patience patience,
      Contact contact,
      boolean injected) {
    failed(permit, failure, patience, contact, injected, null);
  }

  /**
   * Gives a permit back after an attempt that failed.
   *
   * @param input digest of what was asked; null when it cannot be told
   */
  public void failed(
      Permit permit,
      Failure failure,
      HealthSignal.Patience patience,
      Contact contact,
      boolean injected,
      @Nullable String input) {
    lock.lock();
    try {
      long now = time.nanos();
      HealthSignal sign = HealthSignal.of(failure, patience, contact);
      Whose whose = Whose.of(failure, contact);
      if (contact == Contact.HEARD || isOfLimit(failure, sign, contact)) {
        rest(permit, failure, whose, now);
      }
      if (sign == HealthSignal.NEUTRAL) {
        signs.saidNothing(permit, now);
      } else {
        note(permit, failure, sign, whose, injected, input, now);
      }
      free();
    } finally {
      lock.unlock();
    }
  }

  // Of a connector that gave up before it asked its vendor only limits of calls are heeded.
  private static boolean isOfLimit(Failure failure, HealthSignal sign, Contact contact) {
    return sign == HealthSignal.NEUTRAL
        && (contact != Contact.UNASKED || failure.code() == FailureCode.RATE_LIMITED);
  }

  private void note(
      Permit permit,
      Failure failure,
      HealthSignal sign,
      Whose whose,
      boolean injected,
      @Nullable String input,
      long now) {
    LastError error = new LastError(failure.code().wire(), time.now(), failure.message(), injected);
    figures.failed(error.at(), now - permit.begun(), error);
    signs.failed(permit, sign, whose, error, input, now);
  }

  // What the platform asks to wait for, or the vendor for one key, says nothing of the provider.
  private void rest(Permit permit, Failure failure, Whose whose, long now) {
    boolean ofOthers = PlatformCause.of(failure) != null || OperationLimit.isOnKey(failure);
    Duration asked = ofOthers ? null : failure.retryAfter();
    if (asked != null && permit.begun() - restEnded >= 0) {
      long until = now + RetryAfter.heeded(asked).toNanos();
      signs.rest(permit, whose, OperationLimit.isOn(failure), until, now);
    }
  }

  /** Ends its rest and those of its offers; attempts that began before cannot bring another one. */
  void endRest() {
    lock.lock();
    try {
      restEnded = time.nanos();
      signs.endRest(restEnded);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Goes on by what a breaker of another server found out.
   *
   * @param age how many nanoseconds ago that was
   * @param turn how many nanoseconds after that this server is to probe
   */
  void foundElsewhere(BreakerChange change, long age, long turn) {
    lock.lock();
    try {
      long now = time.nanos();
      signs.foundElsewhere(change, now - age, turn, now);
    } finally {
      lock.unlock();
    }
  }

  /** Gives a permit back that was not used. */
  public void unused(Permit permit) {
    lock.lock();
    try {
      signs.saidNothing(permit, time.nanos());
      free();
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
      return figures.health(provider, signs, inFlight, slots, time.now(), now);
    } finally {
      lock.unlock();
    }
  }

  private void free() {
    inFlight--;
    passTurnOn();
  }

  private long look(int slotsNow) {
    long now = time.nanos();
    slots = slotsNow;
    signs.advance(now);
    return now;
  }
}
