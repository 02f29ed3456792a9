package io.auterity.platform.rate;

import io.auterity.platform.call.TenantScope;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.PluginManifest.RateLimit;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The distributed rate limiter of requests to vendors: limits, and the back-off that vendors ask
 * for, shared by all servers on one database. Each call does I/O. A grant counts from when it is
 * given until one span of its limit after its requests may be sent at the latest, so that no span
 * of that length has more requests than the limit allows, whichever server ends whenever.
 */
public interface RateGrants {

  /** Of a process without a database: it asks nothing of a vendor that has a limit. */
  RateGrants NONE =
      new RateGrants() {
        @Override
        public Grant ask(
            RateOwner owner, RateLimit limit, int wanted, Duration valid, @Nullable Unused unused) {
          throw new CallFailedException(
              FailureCode.UNAVAILABLE,
              "limits of vendors are counted in a database: there is none");
        }

        @Override
        public void rest(RateOwner owner, Duration wait) {}

        @Override
        public Duration resting(RateOwner owner) {
          return Duration.ZERO;
        }

        @Override
        public void reopen(TenantScope scope, String credential) {}
      };

  /**
   * Asks for requests that are sent soon.
   *
   * @param wanted at most so many
   * @param valid for how long from before this is called they may be sent
   * @param unused of an earlier grant what was not sent and never will be; null when there is none
   * @throws CallFailedException {@code unavailable}
   */
  Grant ask(RateOwner owner, RateLimit limit, int wanted, Duration valid, @Nullable Unused unused);

  /**
   * Tells that the vendor wants to be left alone.
   *
   * @throws CallFailedException {@code unavailable}
   */
  void rest(RateOwner owner, Duration wait);

  /**
   * For how long the vendor wants to be left alone still; zero when it does not.
   *
   * @throws CallFailedException {@code unavailable}
   */
  Duration resting(RateOwner owner);

  /**
   * Forgets how long vendors want to be left alone by a credential.
   *
   * @throws CallFailedException {@code unavailable}
   */
  void reopen(TenantScope scope, String credential);

  /**
   * What was granted.
   *
   * @param id names it when part of it is given back
   * @param amount how many requests; 0 when there is no room
   * @param freeIn until there is room again when there is none
   */
  record Grant(UUID id, int amount, Duration freeIn) {}

  /** What was not sent of a grant. */
  record Unused(UUID grant, int amount) {}
}
