package io.auterity.workflow.engine;

import io.auterity.platform.call.TenantScope;
import io.auterity.spi.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells where a call may be made again, with the same key, without a second effect. */
@FunctionalInterface
public interface Repeatability {

  CallIdempotency of(TenantScope scope, String capability);

  /** The same of a call of which all is known that says where it goes. */
  default CallIdempotency of(TenantScope scope, String capability, Aim aim) {
    return of(scope, capability);
  }

  /**
   * What says where a call goes.
   *
   * @param provider that its step names; null where it names none
   */
  record Aim(@Nullable String provider, Map<String, String> labels, Json.Obj input) {
    public Aim {
      labels = Map.copyOf(labels);
    }
  }
}
