package io.auterity.control.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.auterity.platform.time.Time;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What the database said a moment ago: bounded in number and age, and dropped at once when this
 * process changes it. A change by another process is seen when the age is reached.
 */
final class Recent<K, V> {

  private static final int SIZE = 10_000;
  private static final Duration AGE = Duration.ofSeconds(10);

  private final Cache<K, V> cache;
  private final AtomicLong drops = new AtomicLong();

  Recent(Time time) {
    this.cache =
        Caffeine.newBuilder().maximumSize(SIZE).expireAfterWrite(AGE).ticker(time::nanos).build();
  }

  /** The value, loaded when it is not here; what does not exist is not remembered. */
  Optional<V> get(K key, Supplier<Optional<V>> load) {
    V known = cache.getIfPresent(key);
    return known == null ? loaded(key, load) : Optional.of(known);
  }

  private Optional<V> loaded(K key, Supplier<Optional<V>> load) {
    long before = drops.get();
    Optional<V> value = load.get();
    value.ifPresent(found -> cache.put(key, found));
    if (drops.get() != before) {
      cache.invalidate(key); // Read before the drop, kept after it: it may be stale.
    }
    return value;
  }

  void drop(Predicate<V> stale) {
    drops.incrementAndGet();
    cache.asMap().values().removeIf(stale);
  }
}
