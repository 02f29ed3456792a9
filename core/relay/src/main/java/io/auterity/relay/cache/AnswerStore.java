package io.auterity.relay.cache;

import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Where answers are kept. It may lose any of them at any time. */
public interface AnswerStore {

  /** The answer under a key; null when there is none, or its time is over. */
  @Nullable CachedAnswer find(CacheKey key);

  /** Keeps an answer for so long, instead of one that was there. */
  void keep(CacheKey key, CachedAnswer answer, Duration ttl);

  /** Forgets the answers of such spaces, and tells how many these were. */
  long forget(Predicate<CacheSpace> which);

  /** How many answers of such spaces are kept, and how much memory they take. */
  Filling filling(Predicate<CacheSpace> which);

  /** What is kept. */
  record Filling(long answers, long bytes) {}
}
