package io.auterity.control.access;

import io.auterity.control.access.store.CredentialStore.CallerRow;
import io.auterity.control.access.store.KeyStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Notes when each key was last used, and writes that down now and then, off the request path. */
final class LastUse {

  private final KeyStore keys;
  private final Map<CallerRow, Instant> noted = new ConcurrentHashMap<>();

  LastUse(KeyStore keys) {
    this.keys = keys;
  }

  void note(CallerRow caller, Instant at) {
    noted.put(caller, at);
  }

  void flush() {
    Map<CallerRow, Instant> batch = new HashMap<>(noted);
    if (!batch.isEmpty()) {
      keys.touch(batch);
      batch.forEach(noted::remove);
    }
  }
}
