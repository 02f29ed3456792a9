package io.auterity.relay.cache;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts the hits and misses of an answer cache since the start, and what the hits saved. */
public final class CacheCounts {

  private final LongAdder hits = new LongAdder();
  private final LongAdder shared = new LongAdder();
  private final LongAdder similar = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final AtomicLong purges = new AtomicLong();
  private final Map<String, LongAdder> saved = new ConcurrentHashMap<>();

  /**
   * The same as numbers.
   *
   * @param hits answers to equal calls
   * @param shared those of them that were found where servers share them
   * @param similar answers to calls that mean the same
   * @param misses calls that had to be made
   * @param saved what the answers had cost, in nano-units by currency
   */
  public record Figures(
      long hits, long shared, long similar, long misses, SortedMap<String, Long> saved) {}

  CacheCounts() {}

  void hit(CachedAnswer answer, boolean onlySimilar) {
    (onlySimilar ? similar : hits).increment();
    saves(answer);
  }

  /** An answer of another process, or of this one before it was started. */
  void hitShared(CachedAnswer answer) {
    shared.increment();
    hits.increment();
    saves(answer);
  }

  private void saves(CachedAnswer answer) {
    saved.computeIfAbsent(answer.currency(), currency -> new LongAdder()).add(answer.cost());
  }

  void miss() {
    misses.increment();
  }

  void purged() {
    purges.incrementAndGet();
  }

  /** How often its answers were purged on request. */
  long purges() {
    return purges.get();
  }

  void add(CacheCounts other) {
    hits.add(other.hits.sum());
    shared.add(other.shared.sum());
    similar.add(other.similar.sum());
    misses.add(other.misses.sum());
    other.saved.forEach(
        (currency, sum) -> saved.computeIfAbsent(currency, none -> new LongAdder()).add(sum.sum()));
  }

  /** As they are now. */
  public Figures figures() {
    SortedMap<String, Long> sums = new TreeMap<>();
    saved.forEach((currency, sum) -> sums.put(currency, sum.sum()));
    return new Figures(hits.sum(), shared.sum(), similar.sum(), misses.sum(), sums);
  }
}
