package io.auterity.relay.rehearsal;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.TenantScope;
import io.auterity.spi.CallFailedException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The log of outage rehearsals, for all servers on one database. */
public interface RehearsalLog {

  /** How many one tenant may have under way at once. */
  int MOST_AT_ONCE = 4;

  /**
   * Begins one.
   *
   * @throws CallFailedException {@code conflict} where too many are under way, or one of the same
   *     run
   */
  void begin(TenantScope scope, AuditedAct act, OutageRehearsal rehearsal);

  /**
   * Ends one before its time; one that is over stays as it is.
   *
   * @return it as it is now; empty where the tenant has none of this id
   */
  Optional<OutageRehearsal> end(
      TenantScope scope, AuditedAct act, UUID id, Instant now, OutageRehearsal.End why);

  Optional<OutageRehearsal> find(TenantScope scope, UUID id);

  /**
   * The latest first.
   *
   * @param provider whose; null for those of all
   */
  List<OutageRehearsal> latest(TenantScope scope, @Nullable String provider, int limit);

  /** Those of all tenants that are under way. */
  List<OutageRehearsal> active(Instant now);
}
