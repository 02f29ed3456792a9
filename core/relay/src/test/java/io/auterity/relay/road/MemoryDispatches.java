package io.auterity.relay.road;

import io.auterity.platform.call.TenantScope;
import io.auterity.relay.attempt.DispatchLog;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Notes that last as long as the test. */
final class MemoryDispatches implements DispatchLog {

  final Map<String, UUID> notes = new ConcurrentHashMap<>();

  @Override
  public Optional<UUID> note(TenantScope scope, Note note) {
    UUID first = notes.computeIfAbsent(note.key(), key -> note.decision());
    return Optional.of(first).filter(decision -> !decision.equals(note.decision()));
  }

  @Override
  public void forget(TenantScope scope, String key, UUID decision) {
    notes.remove(key, decision);
  }
}
