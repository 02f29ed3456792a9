package io.auterity.relay.cache;

import io.auterity.platform.call.TenantScope;
import io.auterity.spi.CallFailedException;
import java.util.Map;
import java.util.UUID;

/**
 * The store of cache generations, by which the kept answers of a tenant or of one of its routes are
 * invalidated. Only answers of the present generation may be found; a tenant or route that was
 * never renewed has none.
 */
public interface GenerationStore {

  /** Of a process that shares answers with no other, and forgets them itself. */
  GenerationStore NONE =
      new GenerationStore() {
        @Override
        public Map<UUID, UUID> generations(TenantScope scope, UUID route) {
          return Map.of();
        }

        @Override
        public void renew(TenantScope scope, UUID named) {
          // There is nothing that could be found.
        }
      };

  /**
   * Those that were renewed, of the tenant and of one of its routes.
   *
   * @param route as {@link AnswerCache#name} names it
   * @throws CallFailedException {@code unavailable}
   */
  Map<UUID, UUID> generations(TenantScope scope, UUID route);

  /**
   * Gives a tenant or a route another one that never was before.
   *
   * @param named the tenant, or a route as {@link AnswerCache#name} names it
   * @throws CallFailedException {@code unavailable}; then it is not known whether it did
   */
  void renew(TenantScope scope, UUID named);
}
