package io.auterity.control.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Lets an address wait that brings an issuer's wrong codes or tokens again and again. What the
 * issuer is to blame for does not count, nor does who changes their mind.
 */
final class WrongAttempts {

  private static final int AT_MOST = 20;
  private static final int ADDRESSES = 10_000;

  private static final Set<String> OTHERS_FAULT =
      Set.of(SignInRefusal.ISSUER_AWAY.code(), SignInRefusal.ISSUER_CLIENT.code());

  private final Cache<From, AtomicInteger> wrong;

  private record From(TenantScope scope, String issuer, String address) {}

  WrongAttempts(Time time) {
    this.wrong =
        Caffeine.newBuilder()
            .maximumSize(ADDRESSES)
            .expireAfterWrite(Duration.ofMinutes(1))
            .ticker(time::nanos)
            .build();
  }

  /**
   * What the attempt gives.
   *
   * @throws CallFailedException {@code too_many} before it, or as it fails
   */
  <T> T counting(TenantScope scope, String issuer, String address, Supplier<T> attempt) {
    AtomicInteger failures =
        wrong.get(new From(scope, issuer, address), from -> new AtomicInteger());
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
