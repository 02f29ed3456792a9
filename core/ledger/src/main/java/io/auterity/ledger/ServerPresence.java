package io.auterity.ledger;

import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.Collection;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The presence of this server among those of its database: whether it is alone, in which case the
 * whole of each rate is its own, or shares rates with others.
 *
 * <p>A server that finds another one after it was alone first says what its calls took, and only
 * then that it shares; until it has, or has not been heard of for so long that nothing counts any
 * more, no other server takes anything. What a server knows holds for a while in which it hears
 * nothing; after that others may take what it had, and it admits nothing that has a rate until it
 * is heard of again.
 */
final class ServerPresence {

  /** For how long one that shares goes by what it knows. */
  static final Duration SHARED = Duration.ofSeconds(20);

  /** For how long one that is alone does: as long as keys are known without the database. */
  static final Duration ALONE = Duration.ofSeconds(60);

  /** After so long without a word of one that is alone, nothing that its calls took counts. */
  static final Duration HELD = ALONE.plusMinutes(1);

  private static final Duration SOON = Duration.ofSeconds(1);

  /** A beat that was not ended for so long keeps the presence no more by itself. */
  private static final Duration LATE = Duration.ofSeconds(3);

  private final RateLeases leases;
  private final UUID process;
  private final Time time;
  private final boolean forEver;

  // Held while tenants are told, which may take long; the presence itself is guarded by this.
  private final Lock telling = new ReentrantLock();
  private boolean told = true;

  private volatile boolean alone;
  private volatile @Nullable Long knownUntil;

  ServerPresence(RateLeases leases, UUID process, Time time) {
    this.leases = leases;
    this.process = process;
    this.time = time;
    this.forEver = leases.equals(RateLeases.NONE);
    this.alone = forEver;
  }

  /** Whether the whole of each rate is its own. */
  boolean alone() {
    return alone;
  }

  /**
   * Fails where others may have taken what this server had.
   *
   * @throws CallFailedException {@code unavailable}
   */
  void requireKnown(long now) {
    Long until = knownUntil;
    if (!forEver && (until == null || now - until > 0)) {
      throw new CallFailedException(
          Failure.of(
                  FailureCode.UNAVAILABLE,
                  "this server has not heard of the others for too long to know what rates leave"
                      + " it")
              .withRetryAfter(SOON));
    }
  }

  /**
   * Says that it lives, and what it uses of the rates of some tenants.
   *
   * @throws CallFailedException {@code unavailable}
   */
  void beat(Collection<TenantLedger> tenants) {
    if (forEver) {
      return;
    }
    telling.lock();
    try {
      Next next = take(tenants);
      if (next == Next.ANNOUNCE) {
        tell(tenants);
        share();
      }
      if (next != Next.NOTHING) {
        tell(tenants);
      }
    } finally {
      telling.unlock();
    }
  }

  /** What a beat does once the presence is renewed. */
  private enum Next {
    /** It is alone. */
    NOTHING,
    /** It says what its calls took, and then that it shares. */
    ANNOUNCE,
    TELL
  }

  private synchronized Next take(Collection<TenantLedger> tenants) {
    long before = time.nanos();
    RateLeases.Seats seats = leases.beat(process, told, SHARED, ALONE);
    if (seats.others() == 0) {
      alone = true;
      told = false;
      knownUntil = before + ALONE.toNanos();
      return Next.NOTHING;
    }
    Long until = knownUntil;
    if (!told || seats.fresh() || until == null || before - until > 0) {
      alone = false;
      tenants.forEach(TenantLedger::startSharing);
    }
    if (!told) {
      return Next.ANNOUNCE;
    }
    knownUntil = before + SHARED.toNanos();
    return Next.TELL;
  }

  private synchronized void share() {
    long before = time.nanos();
    leases.beat(process, true, SHARED, ALONE);
    told = true;
    knownUntil = before + SHARED.toNanos();
  }

  /**
   * Says that a server that shares lives still, where its beat takes long since tenants are told;
   * whatever else has changed is left to the next beat.
   *
   * @throws CallFailedException {@code unavailable}
   */
  synchronized void renew() {
    long before = time.nanos();
    Long until = knownUntil;
    if (forEver || alone || !told || until == null || !late(before, until)) {
      return;
    }
    RateLeases.Seats seats = leases.beat(process, true, SHARED, ALONE);
    knownUntil = seats.fresh() ? null : (Long) (before + SHARED.toNanos());
  }

  // One that is not known any more begins anew with its next beat.
  private static boolean late(long now, long until) {
    return now - until <= 0 && until - now <= SHARED.minus(LATE).toNanos();
  }

  // What fails of one tenant keeps none of the others back.
  private static void tell(Collection<TenantLedger> tenants) {
    RuntimeException failed = null;
    for (TenantLedger tenant : tenants) {
      try {
        tenant.tellRates();
      } catch (RuntimeException e) {
        failed = failed == null || failed instanceof CallFailedException ? e : failed;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }

  /**
   * Says what it used in the end, and takes nothing any more.
   *
   * @throws CallFailedException {@code unavailable}
   */
  void leave(Collection<TenantLedger> tenants) {
    telling.lock();
    try {
      if (!forEver && rise()) {
        tellLast(tenants);
      }
    } finally {
      telling.unlock();
    }
  }

  private synchronized boolean rise() {
    boolean known = knownUntil != null;
    knownUntil = null;
    return known;
  }

  private void tellLast(Collection<TenantLedger> tenants) {
    boolean counts = tenants.stream().anyMatch(TenantLedger::usesRates);
    tenants.forEach(TenantLedger::startSharing);
    tenants.forEach(TenantLedger::tellLastOfRates);
    leases.leave(process, counts);
  }
}
