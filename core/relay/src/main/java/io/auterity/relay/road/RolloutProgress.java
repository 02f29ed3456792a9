package io.auterity.relay.road;

import io.auterity.platform.call.TenantScope;
import io.auterity.relay.route.Route;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How far routes have gone over to new offers, as the road asks for it and tells it. */
public interface RolloutProgress {

  /** Where no route goes over to new offers. */
  RolloutProgress NONE =
      new RolloutProgress() {
        @Override
        public @Nullable Boolean takes(TenantScope scope, @Nullable Route route, UUID call) {
          return null;
        }

        @Override
        public boolean shadows(TenantScope scope, Route route, UUID call) {
          return false;
        }

        @Override
        public void ended(
            TenantScope scope,
            Route route,
            boolean atNew,
            boolean ok,
            long took,
            long cost,
            String currency) {}
      };

  /** Whether a call goes to the new offers; null where its route goes over to none. */
  @Nullable Boolean takes(TenantScope scope, @Nullable Route route, UUID call);

  /** Whether a call that goes to the old offers is copied to the new ones. */
  boolean shadows(TenantScope scope, Route route, UUID call);

  /** Notes how an attempt of such a call ended. */
  void ended(
      TenantScope scope,
      Route route,
      boolean atNew,
      boolean ok,
      long took,
      long cost,
      String currency);
}
