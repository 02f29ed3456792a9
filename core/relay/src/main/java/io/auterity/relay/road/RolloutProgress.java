package io.auterity.relay.road;

import io.auterity.platform.call.TenantScope;
import io.auterity.relay.route.Route;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Canary rollouts: which calls of a route go to its new offers, and how their attempts ended. By
 * default no route is rolled out.
 */
public interface RolloutProgress {

  /** Where no route is rolled out. */
  RolloutProgress NONE = new RolloutProgress() {};

  /** Whether a call goes to the new offers; null for a route without a rollout. */
  default @Nullable Boolean takes(TenantScope scope, @Nullable Route route, UUID call) {
    return null;
  }

  /** Whether a call that goes to the old offers is copied to the new ones as shadow traffic. */
  default boolean shadows(TenantScope scope, Route route, UUID call) {
    return false;
  }

  /**
   * Counts an attempt of a call of a route with a rollout.
   *
   * @param atNew whether it went to a new offer
   * @param took nanoseconds
   * @param cost in nano-units of {@code currency}
   */
  default void ended(
      TenantScope scope,
      Route route,
      boolean atNew,
      boolean ok,
      long took,
      long cost,
      String currency) {}
}
