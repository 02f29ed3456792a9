package io.auterity.relay.cache;

import io.auterity.platform.call.TenantScope;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The storage of the answer cache: answers by key, each with a time to live. It may lose any of
 * them at any time.
 */
public interface AnswerStore {

  /** The answer under a key; null when there is none, or its time is over. */
  @Nullable CachedAnswer find(CacheKey key);

  /** Keeps an answer for so long, instead of one that was there. */
  void keep(CacheKey key, CachedAnswer answer, Duration ttl);

  /** Forgets the answers of such spaces, and tells how many these were. */
  long forget(Predicate<CacheSpace> which);

  /** What is kept of a tenant's routes, by their ids. */
  Map<String, Filling> filling(TenantScope scope);

  /** How much memory all answers of all tenants take. */
  long bytes();

  /** What is kept. */
  record Filling(long answers, long bytes) {
    /** Nothing. */
    public static final Filling EMPTY = new Filling(0, 0);

    /** What both are together. */
    public Filling and(Filling other) {
      return new Filling(answers + other.answers, bytes + other.bytes);
    }
  }
}
