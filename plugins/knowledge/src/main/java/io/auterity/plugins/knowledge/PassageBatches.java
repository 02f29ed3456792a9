package io.auterity.plugins.knowledge;

import io.auterity.plugins.knowledge.PassageIndex.Lack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The batch size for embedding passages: smaller where the model had no time for as many, and each
 * by itself that failed in company.
 */
final class PassageBatches {

  /** So many passages are in a batch. */
  static final int LARGEST = 32;

  /** So many batches are asked for at the same time. */
  static final int MOST = 4;

  /** So long no batch is as large as one that took too long. */
  private static final Duration SMALLER = Duration.ofMinutes(1);

  private static final int MOST_KNOWN = 10_000;

  private final Set<String> alone = ConcurrentHashMap.newKeySet();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final Set<String> late = ConcurrentHashMap.newKeySet();
  private volatile int size = LARGEST;
  private volatile Instant smallerUntil = Instant.MIN;

  /** Whether the model takes a passage not even by itself, told by its digest. */
  boolean refuses(String digest) {
    return refused.contains(digest);
  }

  /** Those that failed in company by themselves; behind all others what took too long so. */
  List<List<Lack>> of(List<Lack> lacking) {
    List<List<Lack>> batches = new ArrayList<>();
    List<Lack> together = new ArrayList<>();
    List<List<Lack>> last = new ArrayList<>();
    for (Lack lack : lacking) {
      String digest = lack.passage().digest();
      if (late.contains(digest)) {
        last.add(List.of(lack));
      } else if (alone.contains(digest)) {
        batches.add(List.of(lack));
      } else {
        together.add(lack);
      }
    }
    int most = size;
    for (int i = 0; i < together.size(); i += most) {
      batches.add(together.subList(i, Math.min(i + most, together.size())));
    }
    batches.addAll(last);
    return batches.subList(0, Math.min(MOST, batches.size()));
  }

  /** The model made vectors of a batch. */
  void made(List<Lack> batch, Instant now) {
    batch.forEach(lack -> late.remove(lack.passage().digest()));
    if (batch.size() == size && !now.isBefore(smallerUntil)) {
      size = Math.min(LARGEST, size * 2);
    }
  }

  /** The model takes something in a batch not. */
  void refused(List<Lack> batch) {
    remember(batch, batch.size() == 1 ? refused : alone);
  }

  /** The model had no time for a batch. */
  void late(List<Lack> batch, Instant now) {
    size = Math.max(1, Math.min(size, batch.size() / 2));
    smallerUntil = now.plus(SMALLER);
    if (batch.size() == 1) {
      remember(batch, late);
    }
  }

  private static void remember(List<Lack> batch, Set<String> into) {
    if (into.size() > MOST_KNOWN) {
      into.clear();
    }
    batch.forEach(lack -> into.add(lack.passage().digest()));
  }
}
