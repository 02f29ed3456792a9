package io.auterity.platform.provider;

import io.auterity.platform.call.TenantScope;
import io.auterity.spi.CallFailedException;
import java.util.List;
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
}
