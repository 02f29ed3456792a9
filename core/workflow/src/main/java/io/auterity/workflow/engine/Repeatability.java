package io.auterity.workflow.engine;

import io.auterity.platform.call.TenantScope;

/** Tells where a call may be made again, with the same key, without a second effect. */
@FunctionalInterface
public interface Repeatability {

  CallIdempotency of(TenantScope scope, String capability);
}
