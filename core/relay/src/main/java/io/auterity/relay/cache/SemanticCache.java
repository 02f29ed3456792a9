package io.auterity.relay.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Policy;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.relay.cache.semantic.Difference;
import io.auterity.relay.cache.semantic.NormalizedQuestion;
import io.auterity.relay.cache.semantic.SemanticMatchVerifier;
import io.auterity.spi.TextEmbedder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The semantic cache of this process: answers by the last question of conversations that are equal
 * otherwise. The words of a question say where it is looked for, so that where vectors are wanted,
 * one is made only if an answer may be found.
 */
final class SemanticCache {

  /** A quarter of the room of other answers. */
  static final long ROOM = 8L << 20;

  /** How many questions of the same words are kept apart. */
  private static final int MOST = 16;

  /** How long a lookup waits for vectors, all together: what takes longer is a miss. */
  static final Duration PATIENCE = Duration.ofMillis(50);

  private static final int MOST_VECTORS = 16;
  private static final int AROUND = 1_024;
  private static final long PART = 64;

  private final Supplier<? extends @Nullable TextEmbedder> embedder;
  private final Time time;
  private final Duration patience;
  private final Semaphore vectors = new Semaphore(MOST_VECTORS);
  private final Cache<CacheKey, List<Kept>> entries;
  private final Policy.Eviction<CacheKey, List<Kept>> bounds;

  /** A question with its answer, and how near others are to it. */
  private record Kept(
      NormalizedQuestion question, CachedAnswer answer, long until, QuestionSimilarity nearness) {
    // Its text, letters and parts, the place by which it is found, and what was measured so far.
    private long size() {
      long parts = question.parts().size() * PART;
      long letters = 8L * question.text().length();
      return AROUND + parts + letters + nearness.size() + answer.size();
    }
  }

  /**
   * What was found.
   *
   * @param answer null when there is none
   * @param similarity of its question to the one that is asked; null where there is none, or words
   *     alone were compared
   * @param nearest in what a question of the same words differs; null where there is none
   */
  record Found(
      @Nullable CachedAnswer answer, @Nullable Double similarity, @Nullable Difference nearest) {
    static final Found NOTHING = new Found(null, null, null);

    // Nothing was measured.
    private Found inWords() {
      return new Found(answer, null, nearest);
    }
  }

  SemanticCache(
      Supplier<? extends @Nullable TextEmbedder> embedder,
      long room,
      Time time,
      Duration patience) {
    this.embedder = embedder;
    this.time = time;
    this.patience = patience;
    this.entries =
        Caffeine.newBuilder()
            .maximumWeight(room)
            .weigher((CacheKey key, List<Kept> list) -> (int) size(list))
            .expireAfter(Expiry.writing((CacheKey key, List<Kept> list) -> left(list.getLast())))
            .ticker(time::nanos)
            .executor(Runnable::run)
            .build();
    this.bounds = entries.policy().eviction().orElseThrow();
  }

  private Duration left(Kept one) {
    return Duration.ofNanos(Math.max(1, one.until() - time.nanos()));
  }

  private static long size(List<Kept> list) {
    return list.stream().mapToLong(Kept::size).sum();
  }

  private static CacheKey place(CacheKey context, NormalizedQuestion question) {
    return new CacheKey(context.space(), context.input() + " " + question.words());
  }

  /**
   * The answer to the question that is nearest, of those that mean the same and fit: that of the
   * same letters before all, and of equally near ones the newest.
   *
   * @param threshold of the similarity of vectors; null where words alone are compared
   */
  Found find(
      CacheKey context,
      NormalizedQuestion asked,
      @Nullable Double threshold,
      Predicate<CachedAnswer> fits) {
    List<Kept> list = entries.getIfPresent(place(context, asked));
    if (list == null) {
      return Found.NOTHING;
    }
    if (threshold == null) {
      return nearest(list, asked, 0, fits, one -> 0).inWords();
    }
    TextEmbedder loaded = embedder.get();
    if (loaded == null) {
      return Found.NOTHING;
    }
    TextEmbedder model = new BriefEmbedder(loaded, vectors, time, patience);
    Supplier<float[]> vector = vectorOnce(model, asked);
    long before = size(list);
    Found found =
        nearest(list, asked, threshold, fits, one -> one.nearness().to(asked, model, vector));
    if (size(list) != before) {
      weigh(place(context, asked));
    }
    return found;
  }

  // The cache weighs what is written, and what was measured came later.
  private void weigh(CacheKey place) {
    entries.asMap().computeIfPresent(place, (key, list) -> List.of(list.toArray(Kept[]::new)));
  }

  private Found nearest(
      List<Kept> list,
      NormalizedQuestion asked,
      double threshold,
      Predicate<CachedAnswer> fits,
      ToDoubleFunction<Kept> measure) {
    CachedAnswer best = null;
    double nearest = threshold;
    Difference first = null;
    for (Kept one : list) {
      Difference difference = SemanticMatchVerifier.between(one.question(), asked);
      if (difference != null) {
        first = first == null ? difference : first;
      } else if (one.until() > time.nanos() && fits.test(one.answer())) {
        double similarity =
            one.question().letters().equals(asked.letters()) ? 1 : measure.applyAsDouble(one);
        if (similarity >= nearest) {
          best = one.answer();
          nearest = similarity;
        }
      }
    }
    return best == null ? new Found(null, null, first) : new Found(best, nearest, null);
  }

  // On the thread of its call alone.
  private static Supplier<float[]> vectorOnce(TextEmbedder model, NormalizedQuestion asked) {
    float[][] made = new float[1][];
    return () -> {
      made[0] = made[0] == null ? model.embed(asked.text()) : made[0];
      return made[0];
    };
  }

  void keep(CacheKey context, NormalizedQuestion question, CachedAnswer answer, Duration ttl) {
    Kept fresh =
        new Kept(
            question,
            answer,
            time.nanos() + ttl.toNanos(),
            new QuestionSimilarity(question.text()));
    entries
        .asMap()
        .merge(
            place(context, question),
            List.of(fresh),
            (known, added) -> {
              List<Kept> all = new ArrayList<>();
              for (Kept one : known) {
                if (one.until() > time.nanos() && !one.question().text().equals(question.text())) {
                  all.add(one);
                }
              }
              all.addAll(added);
              return List.copyOf(all.subList(Math.max(0, all.size() - MOST), all.size()));
            });
  }

  void forget(Predicate<CacheSpace> which) {
    entries.asMap().keySet().removeIf(key -> which.test(key.space()));
  }

  /** What is kept of a tenant's routes, by their ids. */
  Map<String, AnswerStore.Filling> filling(TenantScope scope) {
    Map<String, AnswerStore.Filling> routes = new HashMap<>();
    entries.cleanUp();
    entries
        .asMap()
        .forEach(
            (key, list) -> {
              if (key.space().scope().equals(scope)) {
                routes.merge(
                    key.space().route(),
                    new AnswerStore.Filling(0, size(list)),
                    AnswerStore.Filling::and);
              }
            });
    return routes;
  }

  long bytes() {
    entries.cleanUp();
    return bounds.weightedSize().orElse(0);
  }
}
