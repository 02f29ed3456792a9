package io.auterity.control.identity;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Lets an address wait that brings an issuer's wrong codes or tokens again and again. What the
 * issuer is to blame for does not count, nor does who changes their mind.
 */
final class WrongAttempts {

  private static final int AT_MOST = 20;

  private static final Set<String> OTHERS_FAULT =
      Set.of(SignInRefusal.ISSUER_AWAY.code(), SignInRefusal.ISSUER_CLIENT.code());

  private final AddressCounts wrong;

  WrongAttempts(Time time) {
    this.wrong = new AddressCounts(time);
  }

  /**
   * What the attempt gives.
   *
   * @throws CallFailedException {@code too_many} before it, or as it fails
   */
  <T> T counting(TenantScope scope, String issuer, String address, Supplier<T> attempt) {
    AtomicInteger failures = wrong.of(scope, issuer, address);
    // Counted before it is tried: those that come at once are as many.
    boolean counts = true;
    try {
      if (failures.incrementAndGet() > AT_MOST) {
        counts = false;
        throw SignInRefusal.TOO_MANY.failed();
      }
      T given = attempt.get();
      counts = false;
      return given;
    } catch (CallFailedException e) {
      counts = counts && !OTHERS_FAULT.contains(SignInRefusal.code(e));
      throw e;
    } finally {
      if (!counts) {
        failures.decrementAndGet();
      }
    }
  }
}
