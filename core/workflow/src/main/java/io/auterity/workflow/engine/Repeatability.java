package io.auterity.workflow.engine;

import io.auterity.platform.call.TenantScope;
import io.auterity.spi.Json;
import io.auterity.workflow.driver.CallIdempotency;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells where a call may be made again, with the same key, without a second effect. */
@FunctionalInterface
public interface Repeatability {

  CallIdempotency of(TenantScope scope, String capability);

  /**
   * The same of one call.
   *
   * @param aim read only where it matters where the call goes; null where that is not known
   */
  default CallIdempotency of(TenantScope scope, String capability, Supplier<@Nullable Aim> aim) {
    return of(scope, capability);
  }

  /**
   * What says where a call goes.
   *
   * @param provider that its step names; null where it names none
   */
  record Aim(@Nullable String provider, Json.Obj input) {}
}
