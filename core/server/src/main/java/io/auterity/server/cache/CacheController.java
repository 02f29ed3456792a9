package io.auterity.server.cache;

import io.auterity.platform.call.Act;
import io.auterity.platform.call.Act.Trace;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.noun.PageOf;
import io.auterity.platform.noun.Paging;
import io.auterity.platform.resource.ResourceService;
import io.auterity.relay.cache.AnswerCache;
import io.auterity.relay.cache.CacheCounts;
import io.auterity.server.web.json.Money;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The answers that routes of the caller's tenant keep. */
@RestController
@RequestMapping("/api/v1/cache")
public record CacheController(AnswerCache cache, ResourceService resources) {

  public static final Act PURGE = new Act("cache.purge", Trace.AROUND, false);

  /**
   * What the cache of one route did since this server started, and what it holds here.
   *
   * @param hits answers to equal calls
   * @param shared those of them that were found where servers share them
   * @param similar answers to calls that mean the same
   * @param misses calls that had to be made
   * @param saved what the answers had cost that were given, in each currency
   * @param entries answers that are kept
   * @param bytes about how much memory they take
   */
  public record CachedRoute(
      String route,
      long hits,
      long shared,
      long similar,
      long misses,
      List<Money> saved,
      long entries,
      long bytes) {

    public CachedRoute {
      saved = List.copyOf(saved);
    }

    static CachedRoute of(AnswerCache.RouteFigures one) {
      CacheCounts.Figures counts = one.counts();
      return new CachedRoute(
          one.route(),
          counts.hits(),
          counts.shared(),
          counts.similar(),
          counts.misses(),
          counts.saved().entrySet().stream()
              .map(sum -> Money.ofNanos(sum.getValue(), sum.getKey()))
              .toList(),
          one.held().answers(),
          one.held().bytes());
    }
  }

  /** Of each route whose cache was asked, by its id. */
  @Needs("resource.read")
  @GetMapping
  PageOf<CachedRoute> list(
      Caller caller,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    int size = Paging.limit(limit);
    List<CachedRoute> found =
        cache.figures(caller.scope()).stream()
            .filter(one -> cursor == null || one.route().compareTo(cursor) > 0)
            .limit(size + 1L)
            .map(CachedRoute::of)
            .toList();
    return Paging.page(found, size, CachedRoute::route);
  }

  /**
   * What was forgotten.
   *
   * @param forgotten how many answers these were at this server
   */
  public record PurgedCache(long forgotten) {}

  /**
   * Forgets answers, here at once and soon at other servers on the database. Calls under way store
   * none of theirs.
   *
   * @param route id of the route whose answers; those of all when absent
   */
  @Needs("cache.purge")
  @DeleteMapping
  PurgedCache purge(Caller caller, @RequestParam(required = false) @Nullable String route) {
    TenantScope scope = caller.scope();
    if (route != null && resources.get(scope, "route", route).isEmpty()) {
      throw new CallFailedException(
          FailureCode.NOT_FOUND, "there is no route '%s'".formatted(route));
    }
    return new PurgedCache(cache.purge(scope, route));
  }
}
