package io.auterity.platform.rate;

import io.auterity.platform.call.TenantScope;
import java.util.UUID;

/**
 * The owner of a vendor's rate limit: the tenant, credential and host whose requests the vendor
 * counts together, as they are begun.
 *
 * @param credential names what they are signed with, or that they are not; it is no secret
 * @param host where they go, with its port unless it is the usual one
 */
public record RateOwner(TenantScope scope, String credential, String host) {
  UUID tenant() {
    return scope.tenant();
  }
}
