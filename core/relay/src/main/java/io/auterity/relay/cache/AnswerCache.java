package io.auterity.relay.cache;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.relay.cache.semantic.NormalizedQuestion;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.TextEmbedder;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers that were given before, kept where routes say so. Whatever goes wrong with it is a miss:
 * no call fails because of it.
 */
public final class AnswerCache {

  /** Characters of the longest answer that is kept. */
  static final int LONGEST = 1 << 20;

  /** How many calls wait for an equal one at most; the others go on by themselves. */
  static final int MOST_WAITING = 64;

  private static final Logger LOG = LoggerFactory.getLogger(AnswerCache.class);

  private final AnswerStore store;
  private final SemanticCache similar;
  private final Time time;
  private final Duration longest;
  private final CacheGenerations cacheGenerations;
  private final @Nullable SharedAnswers shared;
  private final Map<CacheKey, Flight> flights = new ConcurrentHashMap<>();
  private final Map<Place, CacheCounts> counts = new ConcurrentHashMap<>();
  private final CacheCounts departed = new CacheCounts();

  private record Place(TenantScope scope, String route) {}

  /** A call under way, for whose answer equal ones wait; nothing in it when there is none. */
  static final class Flight {
    private final CompletableFuture<Optional<CachedAnswer>> end = new CompletableFuture<>();
    private final Semaphore places = new Semaphore(MOST_WAITING);

    /** Whether one more may wait for it, which then leaves. */
    boolean enter() {
      return places.tryAcquire();
    }

    void leave() {
      places.release();
    }

    CompletableFuture<Optional<CachedAnswer>> end() {
      return end;
    }
  }

  /**
   * A cache whose answers to equal calls other servers share.
   *
   * @param patience how long a call waits for vectors of questions at most
   * @param cacheGenerations which of them may be found
   * @param shared null where each has its own
   */
  public AnswerCache(
      AnswerStore store,
      Time time,
      Duration longest,
      Supplier<? extends @Nullable TextEmbedder> embedder,
      Duration patience,
      CacheGenerations cacheGenerations,
      @Nullable SharedAnswers shared) {
    this.cacheGenerations = cacheGenerations;
    this.shared = shared;
    this.store = store;
    this.similar = new SemanticCache(embedder, SemanticCache.ROOM, time, patience);
    this.time = time;
    this.longest = longest;
  }

  /**
   * A cache in memory.
   *
   * @param embedder makes vectors of questions; may have none
   */
  public static AnswerCache inMemory(
      Time time, Duration longest, Supplier<? extends @Nullable TextEmbedder> embedder) {
    return inMemory(
        time, longest, embedder, new CacheGenerations(GenerationStore.NONE, time), null);
  }

  /**
   * A cache in memory, and behind it one that servers share.
   *
   * @param embedder makes vectors of questions; may have none
   * @param cacheGenerations which answers may be found where they are shared
   * @param shared null where there is none
   */
  public static AnswerCache inMemory(
      Time time,
      Duration longest,
      Supplier<? extends @Nullable TextEmbedder> embedder,
      CacheGenerations cacheGenerations,
      @Nullable SharedAnswers shared) {
    return new AnswerCache(
        new AnswersInMemory(AnswersInMemory.ROOM, time),
        time,
        longest,
        embedder,
        SemanticCache.PATIENCE,
        cacheGenerations,
        shared);
  }

  /** What a route's cache did since the start, and what it holds. */
  public record RouteFigures(String route, CacheCounts.Figures counts, AnswerStore.Filling held) {}

  /** Of all routes of a tenant whose cache was asked, by id. */
  public List<RouteFigures> figures(TenantScope scope) {
    Map<String, AnswerStore.Filling> held = new HashMap<>(store.filling(scope));
    similar.filling(scope).forEach((id, more) -> held.merge(id, more, AnswerStore.Filling::and));
    List<RouteFigures> all = new ArrayList<>();
    counts.forEach(
        (place, counted) -> {
          if (place.scope().equals(scope)) {
            String route = place.route();
            all.add(
                new RouteFigures(
                    route, counted.figures(), held.getOrDefault(route, AnswerStore.Filling.EMPTY)));
          }
        });
    all.sort(Comparator.comparing(RouteFigures::route));
    return all;
  }

  /** What all routes of all tenants add up to. */
  private CacheCounts.Figures totals() {
    CacheCounts all = new CacheCounts();
    all.add(departed);
    counts.values().forEach(all::add);
    return all.figures();
  }

  /** How many calls of all tenants it answered as equal ones since the start. */
  public long answered() {
    return totals().hits();
  }

  /** How many of these were given an answer that servers share, and that was not here. */
  public long answeredByOthers() {
    return totals().shared();
  }

  /** How many calls of all tenants it gave the answer to one that means the same. */
  public long answeredAlike() {
    return totals().similar();
  }

  /** How many calls of all tenants it had no answer for since the start. */
  public long missed() {
    return totals().misses();
  }

  /** How much memory answers take. */
  public long bytes() {
    return store.bytes() + similar.bytes();
  }

  /**
   * Purges a tenant's cached answers, those that servers share as well; answers of calls under way
   * are not cached.
   *
   * @param route whose; null for those of all
   * @return how many these were here
   * @throws CallFailedException {@code unavailable} when other servers may find them still
   */
  public long purge(TenantScope scope, @Nullable String route) {
    UUID named = route == null ? scope.tenant() : name(scope, route);
    cacheGenerations.renew(scope, named);
    return forgetHere(named);
  }

  /** Forgets a tenant's answers in this process. */
  public long forget(TenantScope scope) {
    return forget(scope.tenant());
  }

  /**
   * Forgets answers that another process purged.
   *
   * @param named a tenant, or what {@link #name} told
   * @return how many these were here
   */
  public long forget(UUID named) {
    cacheGenerations.changed(named);
    return forgetHere(named);
  }

  // There is no answer of a route that is not counted.
  private long forgetHere(UUID named) {
    Set<Place> those = new HashSet<>();
    counts.forEach(
        (place, counted) -> {
          if (named.equals(place.scope().tenant())
              || named.equals(name(place.scope(), place.route()))) {
            counted.purged();
            those.add(place);
          }
        });
    return forget(space -> those.contains(new Place(space.scope(), space.route())));
  }

  /** Forgets a route that is gone, and what it did. */
  public void gone(TenantScope scope, String route) {
    Place place = new Place(scope, route);
    CacheCounts counted = counts.remove(place);
    cacheGenerations.gone(name(scope, route));
    if (counted != null) {
      counted.purged();
      departed.add(counted);
      forget(space -> place.equals(new Place(space.scope(), space.route())));
    }
  }

  private long forget(Predicate<CacheSpace> those) {
    similar.forget(those);
    return store.forget(those);
  }

  void forget(CacheSpace space) {
    forget(space::equals);
  }

  /** Forgets all answers of all tenants in this process. */
  public void forgetAll() {
    cacheGenerations.missed();
    counts.values().forEach(CacheCounts::purged);
    forget(space -> true);
  }

  /** Names a tenant's route among all. */
  public static UUID name(TenantScope scope, String route) {
    return UUID.nameUUIDFromBytes((scope.tenant() + "/" + route).getBytes(StandardCharsets.UTF_8));
  }

  CacheCounts counts(CacheSpace space) {
    return counts.computeIfAbsent(
        new Place(space.scope(), space.route()), place -> new CacheCounts());
  }

  Time time() {
    return time;
  }

  // An edge: a store that fails has nothing.
  @Nullable CachedAnswer find(CacheKey key, Predicate<CachedAnswer> fits) {
    try {
      CachedAnswer found = store.find(key);
      return found != null && fits.test(found) ? found : null;
    } catch (RuntimeException e) {
      LOG.warn("The cache of {} cannot be read: {}", key.space().route(), e.toString());
      return null;
    }
  }

  // An edge: what cannot be kept is not.
  void keep(CacheKey key, CachedAnswer answer, Duration ttl) {
    try {
      if (answer.size() <= LONGEST) {
        store.keep(key, answer, bounded(ttl));
      }
    } catch (RuntimeException e) {
      LOG.warn("An answer of {} cannot be kept: {}", key.space().route(), e.toString());
    }
  }

  // An edge: what cannot be asked has nothing.
  SharedAnswers.Found findShared(CacheKey key, Type type, Duration wait) {
    SharedAnswers servers = shared;
    try {
      String generation = generation(key, wait);
      return servers == null || generation == null
          ? SharedAnswers.Found.NOTHING
          : servers.find(key, type, wait, generation);
    } catch (RuntimeException e) {
      LOG.warn("The shared cache of {} cannot be read: {}", key.space().route(), e.toString());
      return SharedAnswers.Found.NOTHING;
    }
  }

  /** What is shared now; null when that is not known, or nothing is. */
  @Nullable String generation(CacheKey key, Duration wait) {
    return shared == null ? null : cacheGenerations.of(key.space(), wait);
  }

  /** Leaves an answer to other servers, under the generation that its call saw. */
  void share(CacheKey key, CachedAnswer answer, Duration ttl, @Nullable String generation) {
    if (shared != null && generation != null && answer.size() <= LONGEST) {
      shared.keep(key, answer, bounded(ttl), generation);
    }
  }

  private Duration bounded(Duration ttl) {
    return ttl.compareTo(longest) < 0 ? ttl : longest;
  }

  // An edge: without a vector none is similar.
  SemanticCache.Found similar(
      CacheKey context,
      NormalizedQuestion asked,
      @Nullable Double threshold,
      Predicate<CachedAnswer> fits) {
    try {
      return similar.find(context, asked, threshold, fits);
    } catch (CallFailedException e) {
      LOG.debug("Nothing similar is found for {}: {}", context.space().route(), e.getMessage());
      return SemanticCache.Found.NOTHING;
    } catch (RuntimeException e) {
      LOG.warn("Nothing similar is found for {}: {}", context.space().route(), e.toString());
      return SemanticCache.Found.NOTHING;
    }
  }

  void keepSimilar(
      CacheKey context, NormalizedQuestion question, CachedAnswer answer, Duration ttl) {
    if (answer.size() <= LONGEST) {
      similar.keep(context, question, answer, bounded(ttl));
    }
  }

  /** The equal call that is under way; null when there was none, and this one is from now on. */
  @Nullable Flight joined(CacheKey key, Flight own) {
    return flights.putIfAbsent(key, own);
  }

  /** Ends waiting for a call. */
  void landed(CacheKey key, Flight flight, @Nullable CachedAnswer answer) {
    flights.remove(key, flight);
    flight.end().complete(Optional.ofNullable(answer));
  }

  /**
   * Whom to wait for instead of a call that takes too long; null when this one is waited for from
   * now on.
   */
  @Nullable Flight next(CacheKey key, Flight late, Flight own) {
    return flights.replace(key, late, own) ? null : flights.putIfAbsent(key, own);
  }
}
