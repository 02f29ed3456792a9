package io.auterity.testkit;

import io.auterity.spi.SharedStore;
import io.auterity.spi.SharedStores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Stores that all share one map, by a clock of the test. */
public final class InMemorySharedStores implements SharedStores {

  private final Map<String, Kept> kept = new ConcurrentHashMap<>();
  private final InstantSource clock;

  @SuppressWarnings("ArrayRecordComponent")
  private record Kept(byte[] value, Instant until) {}

  public InMemorySharedStores(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public SharedStore open(Place place) {
    return new Opened();
  }

  /** All keys that are or were there. */
  public List<String> keys() {
    return List.copyOf(kept.keySet());
  }

  private final class Opened implements SharedStore {

    @Override
    public Map<String, byte[]> get(List<String> keys) {
      Map<String, byte[]> found = new HashMap<>();
      for (String key : keys) {
        Kept one = kept.get(key);
        if (one != null && lasts(one)) {
          found.put(key, one.value().clone());
        }
      }
      return found;
    }

    @Override
    public void put(String key, byte[] value, Duration ttl) {
      kept.put(key, fresh(value, ttl));
    }

    @Override
    public byte[] putIfAbsent(String key, byte[] value, Duration ttl) {
      return kept.merge(key, fresh(value, ttl), (old, next) -> lasts(old) ? old : next)
          .value()
          .clone();
    }

    private Kept fresh(byte[] value, Duration ttl) {
      return new Kept(value.clone(), clock.instant().plus(ttl));
    }

    private boolean lasts(Kept one) {
      return clock.instant().isBefore(one.until());
    }

    @Override
    public void close() {}
  }
}
