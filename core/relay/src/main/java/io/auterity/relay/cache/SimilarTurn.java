package io.auterity.relay.cache;

import io.auterity.relay.cache.semantic.Difference;
import io.auterity.relay.route.RouteCache;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One chat among those that ask the same in other words. */
final class SimilarTurn {

  private final AnswerCache cache;
  private final CacheKey context;
  private final LastQuestion asked;
  private final RouteCache.Similar wanted;
  private SemanticCache.Found found = SemanticCache.Found.NOTHING;

  private SimilarTurn(
      AnswerCache cache, CacheKey context, LastQuestion asked, RouteCache.Similar wanted) {
    this.cache = cache;
    this.context = context;
    this.asked = asked;
    this.wanted = wanted;
  }

  /** Null where the route does not want it, or the question cannot be compared. */
  static @Nullable SimilarTurn of(
      AnswerCache cache, CacheSpace space, RouteCache.@Nullable Similar wanted, Record input) {
    LastQuestion asked = wanted == null ? null : LastQuestion.of(input);
    return wanted == null || asked == null
        ? null
        : new SimilarTurn(cache, new CacheKey(space, asked.context()), asked, wanted);
  }

  @Nullable CachedAnswer find(Predicate<CachedAnswer> fits) {
    found = cache.similar(context, asked.question(), wanted.threshold(), fits);
    return found.answer();
  }

  /** Whether something similar was found. */
  boolean isFound() {
    return found.answer() != null;
  }

  /** Null when nothing similar was found, or words alone were compared. */
  @Nullable Double similarity() {
    return found.similarity();
  }

  @Nullable Difference nearest() {
    return found.nearest();
  }

  void keep(CachedAnswer answer) {
    cache.keepSimilar(context, asked.question(), answer, wanted.ttl());
  }
}
