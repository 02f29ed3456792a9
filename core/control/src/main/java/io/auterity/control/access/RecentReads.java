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
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cache of database reads, bounded in number and age; entries are dropped as soon as a change is
 * heard of, this process's own or another's. What is asked for again after a while is refreshed in
 * the background, so that what is in use does not end by its age while the database is away, and no
 * caller waits for one that hangs.
 */
final class RecentReads<K, V> {

  private static final int SIZE = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(RecentReads.class);

  /** The longest that something is used without the database. */
  private static final Duration AGE = Duration.ofMinutes(1);

  private static final long LOOK_AGAIN = Duration.ofSeconds(20).toNanos();
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  private final Time time;
  private final Executor behind;
  private final Cache<K, Kept<V>> cache;
  private final AtomicLong drops = new AtomicLong();
  private final Map<K, CompletableFuture<Optional<V>>> loading = new ConcurrentHashMap<>();

  /**
   * A value that was read.
   *
   * @param peekAt when the next who peeks is sent to look
   * @param lookAt when the next who asks looks
   */
  private record Kept<V>(V value, AtomicLong peekAt, AtomicLong lookAt) {

    static <V> Kept<V> since(V value, long now) {
      long next = now + LOOK_AGAIN;
      return new Kept<>(value, new AtomicLong(next), new AtomicLong(next));
    }

    // One at a time; when that one finds no database, another after a pause.
    static boolean turn(AtomicLong due, long now) {
      long at = due.get();
      return now - at >= 0 && due.compareAndSet(at, now + PAUSE);
    }
  }

  RecentReads(Time time) {
    this(time, Thread::startVirtualThread);
  }

  /**
   * @param behind where what is in use is looked up again
   */
  RecentReads(Time time, Executor behind) {
    this.time = time;
    this.behind = behind;
    this.cache =
        Caffeine.newBuilder().maximumSize(SIZE).expireAfterWrite(AGE).ticker(time::nanos).build();
  }

  /**
   * The value, loaded when it is not here, once for all who ask meanwhile; what does not exist is
   * not remembered.
   */
  Optional<V> get(K key, Supplier<Optional<V>> load) {
    Kept<V> known = cache.getIfPresent(key);
    if (known == null) {
      return loadedOnce(key, load);
    }
    if (Kept.turn(known.lookAt(), time.nanos())) {
      behind.execute(() -> lookAgain(key, load));
    }
    return Optional.of(known.value());
  }

  private void lookAgain(K key, Supplier<Optional<V>> load) {
    try {
      loadedOnce(key, load);
    } catch (CallFailedException e) {
      LOG.debug("What is known serves on.", e);
    }
  }

  /** The value if it is here; now and then one caller is told that it is not, and has to get it. */
  Optional<V> peek(K key) {
    Kept<V> known = cache.getIfPresent(key);
    return known == null || Kept.turn(known.peekAt(), time.nanos())
        ? Optional.empty()
        : Optional.of(known.value());
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
    value.ifPresentOrElse(
        found -> cache.put(key, Kept.since(found, time.nanos())), () -> cache.invalidate(key));
    if (drops.get() != before) {
      cache.invalidate(key); // Read before the drop, kept after it: it may be stale.
    }
    return value;
  }

  void drop(Predicate<V> stale) {
    drops.incrementAndGet();
    loading.clear(); // A caller that asks from now on must not get what was read before.
    cache.asMap().values().removeIf(kept -> stale.test(kept.value()));
  }
}
