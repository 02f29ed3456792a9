package io.auterity.provider;

import io.auterity.platform.call.PlatformCause;
import io.auterity.platform.call.TenantScope;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Webhooks;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The providers of each tenant, and the one way to call one of them. */
public interface Providers {

  /** All providers of a tenant by id; a new list whenever one has changed. */
  List<ProviderInfo> of(TenantScope scope);

  /**
   * Takes a provider for one attempt; it stays loaded until the lease is closed.
   *
   * @throws CallFailedException {@code unavailable} when it is not connected
   */
  Lease lease(TenantScope scope, String provider);

  /**
   * The same, where it must be that very one.
   *
   * @param only what {@link #identity} said of it; null where any of that name will do
   * @throws CallFailedException {@code unavailable} also when it is another one now
   */
  default Lease lease(TenantScope scope, String provider, @Nullable String only) {
    Lease lease = lease(scope, provider);
    if (only == null || only.equals(identity(scope, provider))) {
      return lease;
    }
    lease.close();
    throw another(provider);
  }

  /** Says that a provider is not the one that was meant. */
  static CallFailedException another(String provider) {
    return new CallFailedException(
        PlatformCause.OTHER_PROVIDER.on(
            Failure.of(
                FailureCode.UNAVAILABLE,
                "provider '%s' was replaced by another one since this call was noted"
                    .formatted(provider))));
  }

  /**
   * What tells a provider from another one of the same name: it changes with the connector, the
   * address and whatever else it is configured with. Null when there is no such provider.
   */
  default @Nullable String identity(TenantScope scope, String provider) {
    return of(scope).stream()
        .filter(info -> info.id().equals(provider))
        .map(info -> info.id() + "/" + info.connector())
        .findFirst()
        .orElse(null);
  }

  /**
   * What reads the webhooks of a provider's vendor, which may well be out for calls; empty when the
   * vendor sends none.
   *
   * @throws CallFailedException {@code not_found}, or {@code unavailable} while nothing is open for
   *     it
   */
  default Optional<Webhooks> webhooks(TenantScope scope, String provider) {
    return Optional.empty();
  }
}
