package io.auterity.relay.ledger;

import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether this server is alone with its database, in which case the whole of each rate is its own,
 * or shares rates with others.
 *
 * <p>Whoever finds another one after it was alone first says what its calls took, and only then
 * that it shares; until it has, or has not been heard of for so long that nothing counts any more,
 * nobody else takes anything. What a server knows holds for a while in which it hears nothing;
 * after that others may take what it had, and it admits nothing that has a rate until it is heard
 * of again.
 */
final class ServerSeat {

  /** For how long one that shares goes by what it knows. */
  static final Duration SHARED = Duration.ofSeconds(20);

  /** For how long one that is alone does: as long as keys are known without the database. */
  static final Duration ALONE = Duration.ofSeconds(60);

  private static final Duration SOON = Duration.ofSeconds(1);

  private final RateLeases leases;
  private final UUID process;
  private final Time time;
  private final boolean forEver;

  // Guarded by this.
  private boolean told = true;

  private volatile boolean alone;
  private volatile @Nullable Long knownUntil;

  ServerSeat(RateLeases leases, UUID process, Time time) {
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
  synchronized void beat(Collection<TenantLedger> tenants) {
    if (forEver) {
      return;
    }
    long before = time.nanos();
    RateLeases.Seats seats = leases.beat(process, told, SHARED, ALONE);
    if (seats.others() == 0) {
      alone = true;
      told = false;
      knownUntil = before + ALONE.toNanos();
      return;
    }
    Long until = knownUntil;
    if (!told || seats.fresh() || until == null || before - until > 0) {
      alone = false;
      tenants.forEach(TenantLedger::startSharing);
    }
    if (!told) {
      tell(tenants);
      before = time.nanos();
      leases.beat(process, true, SHARED, ALONE);
      told = true;
    }
    knownUntil = before + SHARED.toNanos();
    tell(tenants);
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
  synchronized void leave(Collection<TenantLedger> tenants) {
    if (forEver || knownUntil == null) {
      return;
    }
    knownUntil = null;
    boolean counts = tenants.stream().anyMatch(TenantLedger::usesRates);
    tenants.forEach(TenantLedger::startSharing);
    tenants.forEach(TenantLedger::tellLastOfRates);
    leases.leave(process, counts);
  }
}
