package io.auterity.relay.rehearsal;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.TenantScope;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rehearsals in memory, without the rules of what may be under way at once. */
public final class MemoryRehearsals implements RehearsalLog {

  private final Map<UUID, OutageRehearsal> all = new LinkedHashMap<>();

  @Override
  public void begin(TenantScope scope, AuditedAct act, OutageRehearsal rehearsal) {
    all.put(rehearsal.id(), rehearsal);
  }

  @Override
  public Optional<OutageRehearsal> end(
      TenantScope scope, AuditedAct act, UUID id, Instant now, OutageRehearsal.End why) {
    return Optional.ofNullable(
        all.computeIfPresent(
            id, (key, known) -> known.isOver(now) ? known : known.ended(now, why)));
  }

  @Override
  public Optional<OutageRehearsal> find(TenantScope scope, UUID id) {
    return Optional.ofNullable(all.get(id));
  }

  @Override
  public List<OutageRehearsal> latest(TenantScope scope, @Nullable String provider, int limit) {
    return all.values().stream()
        .filter(one -> provider == null || one.provider().equals(provider))
        .limit(limit)
        .toList();
  }

  @Override
  public List<OutageRehearsal> active(Instant now) {
    return all.values().stream().filter(one -> !one.isOver(now)).toList();
  }
}
