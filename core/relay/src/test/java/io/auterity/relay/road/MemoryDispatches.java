package io.auterity.relay.road;

import io.auterity.platform.call.TenantScope;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Notes that last as long as the test. */
final class MemoryDispatches implements Dispatches {

  final Map<String, UUID> notes = new ConcurrentHashMap<>();

  @Override
  public boolean note(TenantScope scope, Note note) {
    return note.decision().equals(notes.computeIfAbsent(note.key(), key -> note.decision()));
  }

  @Override
  public void forget(TenantScope scope, String key, UUID decision) {
    notes.remove(key, decision);
  }

  @Override
  public void forgetBefore(Instant before) {
    notes.clear();
  }
}
