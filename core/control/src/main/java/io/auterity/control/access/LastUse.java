package io.auterity.control.access;

import io.auterity.control.access.store.KeyStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Notes when each key was last used, and writes that down now and then, off the request path. */
final class LastUse {

  private final KeyStore keys;
  private final Map<UUID, Instant> noted = new ConcurrentHashMap<>();

  LastUse(KeyStore keys) {
    this.keys = keys;
  }

  void note(UUID key, Instant at) {
    noted.put(key, at);
  }

  void flush() {
    Map<UUID, Instant> batch = new HashMap<>(noted);
    if (!batch.isEmpty()) {
      keys.touch(batch);
      batch.forEach(noted::remove);
    }
  }
}
