package io.auterity.platform.call;

import io.auterity.platform.id.WireId;
import java.util.UUID;

/**
 * Proof that the holder may act for one tenant. It is made in two places only: where a credential
 * has been verified, and where a run is read back from its row; a test holds that.
 */
public final class TenantScope {

  /** Ids of tenants. */
  public static final WireId ID = new WireId("ten_");

  private final UUID tenant;

  private TenantScope(UUID tenant) {
    this.tenant = tenant;
  }

  /** For the tenant of a credential that has just been verified. */
  public static TenantScope authenticated(UUID tenant) {
    return new TenantScope(tenant);
  }

  /** For the tenant in a run's row. */
  public static TenantScope recovered(UUID tenant) {
    return new TenantScope(tenant);
  }

  public UUID tenant() {
    return tenant;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TenantScope scope && scope.tenant.equals(tenant);
  }

  @Override
  public int hashCode() {
    return tenant.hashCode();
  }

  @Override
  public String toString() {
    return "tenant " + tenant;
  }
}
