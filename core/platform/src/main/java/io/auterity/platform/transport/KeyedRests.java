package io.auterity.platform.transport;

import io.auterity.platform.time.Time;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Until when requests of a key are not wanted by their vendor; of too many the oldest go. */
final class KeyedRests {

  private static final int MOST = 10_000;

  private final Time time;
  // Guarded by this, the oldest first.
  private final Map<String, Long> until = new LinkedHashMap<>();

  KeyedRests(Time time) {
    this.time = time;
  }

  /** Those of a key rest for as long, unless they do so for longer. */
  synchronized void rest(String key, Duration wait) {
    long end = time.nanos() + wait.toNanos();
    Long known = until.remove(key);
    until.put(key, known == null || end - known > 0 ? end : known);
    if (until.size() > MOST) {
      until.remove(until.keySet().iterator().next());
    }
  }

  /** How long those of a key still rest; zero when they do not. */
  synchronized Duration left(String key) {
    Long end = until.get(key);
    long left = end == null ? 0 : end - time.nanos();
    if (end != null && left <= 0) {
      until.remove(key);
    }
    return Duration.ofNanos(Math.max(0, left));
  }
}
