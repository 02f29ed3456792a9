package io.auterity.relay.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Policy;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Answers in this process. Their bytes are bounded: what is seldom asked for goes first, and an
 * answer that no caller has asked for twice does not drive out one that many ask for.
 */
public final class AnswersInMemory implements AnswerStore {

  /** A sixteenth of the memory that the server is started with. */
  public static final long ROOM = 32L << 20;

  private record Entry(CachedAnswer answer, Duration ttl, long size) {}

  private final Cache<CacheKey, Entry> entries;
  private final Policy.Eviction<CacheKey, Entry> bounds;

  /**
   * @param room for all of them, in bytes
   */
  public AnswersInMemory(long room, Time time) {
    this.entries =
        Caffeine.newBuilder()
            .maximumWeight(room)
            .weigher((CacheKey key, Entry entry) -> (int) entry.size())
            .expireAfter(Expiry.creating((CacheKey key, Entry entry) -> entry.ttl()))
            .ticker(time::nanos)
            .executor(Runnable::run)
            .build();
    this.bounds = entries.policy().eviction().orElseThrow();
  }

  @Override
  public @Nullable CachedAnswer find(CacheKey key) {
    Entry entry = entries.getIfPresent(key);
    return entry == null ? null : entry.answer();
  }

  @Override
  public void keep(CacheKey key, CachedAnswer answer, Duration ttl) {
    entries.invalidate(key);
    entries.put(key, new Entry(answer, ttl, Math.min(Integer.MAX_VALUE, answer.size())));
  }

  @Override
  public long forget(Predicate<CacheSpace> which) {
    long forgotten = 0;
    for (Map.Entry<CacheKey, Entry> one : entries.asMap().entrySet()) {
      if (which.test(one.getKey().space()) && entries.asMap().remove(one.getKey()) != null) {
        forgotten++;
      }
    }
    return forgotten;
  }

  @Override
  public Map<String, Filling> filling(TenantScope scope) {
    Map<String, Filling> routes = new HashMap<>();
    entries.cleanUp();
    for (Map.Entry<CacheKey, Entry> one : entries.asMap().entrySet()) {
      CacheSpace space = one.getKey().space();
      if (space.scope().equals(scope)) {
        routes.merge(space.route(), new Filling(1, one.getValue().size()), Filling::and);
      }
    }
    return routes;
  }

  @Override
  public long bytes() {
    entries.cleanUp();
    return bounds.weightedSize().orElse(0);
  }
}
