package io.auterity.relay.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.auterity.platform.time.Time;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Answers in this process. Their bytes are bounded: what is seldom asked for goes first, and an
 * answer that nobody has asked for twice does not drive out one that many ask for.
 */
public final class AnswersInMemory implements AnswerStore {

  /** A sixteenth of the memory that the server is started with. */
  public static final long ROOM = 32L << 20;

  private record Entry(CachedAnswer answer, Duration ttl, long size) {}

  private final Cache<CacheKey, Entry> entries;

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
  public Filling filling(Predicate<CacheSpace> which) {
    long answers = 0;
    long bytes = 0;
    entries.cleanUp();
    for (Map.Entry<CacheKey, Entry> one : entries.asMap().entrySet()) {
      if (which.test(one.getKey().space())) {
        answers++;
        bytes += one.getValue().size();
      }
    }
    return new Filling(answers, bytes);
  }
}
