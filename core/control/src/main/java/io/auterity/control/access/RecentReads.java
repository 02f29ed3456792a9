package io.auterity.control.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What the database said a moment ago: bounded in number and age, and dropped at once when this
 * process changes it. A change by another process is seen when the age is reached.
 */
final class RecentReads<K, V> {

  private static final int SIZE = 10_000;
  private static final Duration AGE = Duration.ofSeconds(10);

  private final Cache<K, V> cache;
  private final AtomicLong drops = new AtomicLong();
  private final Map<K, CompletableFuture<Optional<V>>> loading = new ConcurrentHashMap<>();

  RecentReads(Time time) {
    this.cache =
        Caffeine.newBuilder().maximumSize(SIZE).expireAfterWrite(AGE).ticker(time::nanos).build();
  }

  /**
   * The value, loaded when it is not here, once for all who ask meanwhile; what does not exist is
   * not remembered.
   */
  Optional<V> get(K key, Supplier<Optional<V>> load) {
    V known = cache.getIfPresent(key);
    return known == null ? loadedOnce(key, load) : Optional.of(known);
  }

  /** The value if it is here. */
  Optional<V> peek(K key) {
    return Optional.ofNullable(cache.getIfPresent(key));
  }

  private Optional<V> loadedOnce(K key, Supplier<Optional<V>> load) {
    CompletableFuture<Optional<V>> mine = new CompletableFuture<>();
    CompletableFuture<Optional<V>> first = loading.putIfAbsent(key, mine);
    if (first != null) {
      return joined(first);
    }
    try {
      Optional<V> value = loaded(key, load);
      mine.complete(value);
      return value;
    } catch (RuntimeException e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      loading.remove(key, mine);
    }
  }

  private static <V> V joined(CompletableFuture<V> first) {
    try {
      return first.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof CallFailedException failed
          ? new CallFailedException(failed.failure())
          : e;
    }
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
    loading.clear(); // Whoever asks from now on must not get what was read before.
    cache.asMap().values().removeIf(stale);
  }
}
