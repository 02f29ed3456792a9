package io.auterity.platform.provider;

import io.auterity.platform.call.TenantScope;
import io.auterity.spi.CallFailedException;
import java.util.List;

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
}
