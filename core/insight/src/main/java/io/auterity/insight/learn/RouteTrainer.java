package io.auterity.insight.learn;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteLearning;
import io.auterity.relay.route.Routes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains routes when new scores of answers have arrived, and takes over what another process has
 * learned.
 */
public final class RouteTrainer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RouteTrainer.class);
  private static final int EVERY_SECONDS = 5;
  private static final int MOST = 10_000;

  // All that is learned is learned anew each time, so that single scores wait for others.
  private static final int MANY = 20;
  private static final int SHARE = 20;
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final Routes routes;
  private final Lessons lessons;
  private final LearnedRoutes learned;
  private final HeadsInForce heads;
  private final WithdrawalLog log;
  private final Time time;
  private final Map<TenantScope, Watched> watched = new HashMap<>();
  private final Map<TenantScope, LearnedState.Heard> counted = new HashMap<>();
  private final Map<TenantScope, Map<String, Taken>> taken = new HashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("learning").unstarted(this::run);

  /**
   * @param log is told which offers are withdrawn
   */
  public RouteTrainer(
      Routes routes,
      Lessons lessons,
      LearnedRoutes learned,
      HeadsInForce heads,
      WithdrawalLog log,
      Time time) {
    this.heads = heads;
    this.log = log;
    this.routes = routes;
    this.lessons = lessons;
    this.learned = learned;
    this.time = time;
  }

  /** Goes on in the background. */
  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!closing.await(EVERY_SECONDS, TimeUnit.SECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Looks at all tenants once; a tenant that fails waits for the next turn and holds up no other.
   */
  public void look() {
    Map<TenantScope, Heard> heard = new HashMap<>();
    routes
        .learning()
        .forEach(
            (scope, some) -> {
              try {
                look(heard.computeIfAbsent(scope, Heard::new), some);
              } catch (RuntimeException e) {
                LOG.warn("Routes of {} do not learn for now: {}", scope.tenant(), e.getMessage());
              }
            });
    routes
        .confident()
        .forEach(
            (scope, some) -> {
              try {
                watch(heard.computeIfAbsent(scope, Heard::new), some);
              } catch (RuntimeException e) {
                LOG.warn("Confidence of {} is not watched: {}", scope.tenant(), e.getMessage());
              }
            });
  }

  /** What is known of one tenant's answers at one look; read only when it is needed. */
  private final class Heard {
    private final TenantScope scope;
    private LearnedState.@Nullable Heard figures;

    private Heard(TenantScope scope) {
      this.scope = scope;
    }

    private LearnedState.Heard figures() {
      LearnedState.Heard known = figures;
      if (known == null) {
        known = lessons.heard(scope, counted.get(scope));
        counted.put(scope, known);
        figures = known;
      }
      return known;
    }

    private List<Lessons.Scored> scored(Route route) {
      return figures().scores() == 0 ? List.of() : lessons.latest(scope, route.id(), MOST);
    }

    private List<Lessons.Judged> judged(Route route) {
      return figures().scores() == 0 ? List.of() : lessons.judged(scope, route.id(), MOST);
    }

    /** Of each call of a route one: as it was judged, else as its caller scored it. */
    private List<Lesson> lessons(Route route) {
      Map<UUID, Lesson> all = new LinkedHashMap<>();
      Stream.concat(
              scored(route).stream().map(one -> Lesson.of(one.decision(), one.score())),
              judged(route).stream().map(Lesson::of))
          .flatMap(Optional::stream)
          .filter(lesson -> lesson.route().equals(route.id()))
          .forEach(lesson -> all.put(lesson.call(), lesson));
      return List.copyOf(all.values());
    }

    /** Whether enough is new since then, or anything for long enough. */
    private boolean isDue(LearnedState.Heard known, Instant since) {
      if (Objects.equals(figures().latest(), known.latest())) {
        return false;
      }
      long more = Math.abs(figures().scores() - known.scores());
      return more >= Math.max(MANY, known.scores() / SHARE)
          || !time.now().isBefore(since.plus(LONGEST));
    }
  }

  // What is found follows from the scores alone, so that each process finds the same.
  private void watch(Heard heard, List<Route> some) {
    TenantScope scope = heard.scope;
    Map<String, Integer> versions =
        some.stream().collect(Collectors.toMap(Route::id, Route::version));
    Map<String, HeadsInForce.Answering> answering = heads.of(scope);
    Watched known = watched.get(scope);
    if (known != null
        && known.versions().equals(versions)
        && known.heads().equals(answering)
        && !heard.isDue(known.heard(), known.at())) {
      return;
    }
    Map<String, Withdrawals> before = learned.withdrawals(scope);
    Map<String, Withdrawals> found = new HashMap<>();
    for (Route route : some) {
      Withdrawals of = Withdrawals.of(route, heard.scored(route), answering);
      found.put(route.id(), of);
      if (!of.equals(before.get(route.id()))) {
        of.broken()
            .forEach(
                (offer, broken) ->
                    LOG.warn(
                        "Route {} v{} leaves out {}: {}",
                        route.id(),
                        route.version(),
                        offer,
                        broken.words()));
      }
    }
    learned.put(scope, found);
    tell(scope, some, found, answering);
    watched.put(scope, new Watched(heard.figures(), versions, answering, time.now()));
  }

  // What cannot be told is found again at the next look, by whichever process.
  private void tell(
      TenantScope scope,
      List<Route> some,
      Map<String, Withdrawals> found,
      Map<String, HeadsInForce.Answering> answering) {
    for (Route route : some) {
      Withdrawals of = found.getOrDefault(route.id(), new Withdrawals(route.version(), Map.of()));
      of.broken()
          .forEach(
              (offer, broken) -> {
                String why = broken.words();
                String provider = offer.split("/", 2)[0];
                HeadsInForce.Answering head = answering.get(provider);
                int version = head == null ? 0 : head.version();
                log.withdrawn(
                    scope,
                    new WithdrawalLog.Withdrawn(route.id(), route.version(), offer, version, why),
                    time.now());
                if (version > 0) {
                  heads.withdraw(
                      scope, provider, version, "route %s: %s".formatted(route.id(), why));
                }
              });
    }
  }

  /** What was known when a tenant's confident routes were looked at last. */
  private record Watched(
      LearnedState.Heard heard,
      Map<String, Integer> versions,
      Map<String, HeadsInForce.Answering> heads,
      Instant at) {}

  /**
   * How much this process had heard when it came to know a version. The process that made it may
   * have counted what is no longer there, so that counts of two processes say nothing of what is
   * new.
   */
  private record Taken(long version, long scores) {}

  /** What a version had heard, as far as this process can count. */
  private LearnedState.Heard known(Heard heard, LearnedState state) {
    Taken known =
        taken
            .computeIfAbsent(heard.scope, _ -> new HashMap<>())
            .compute(
                state.route(),
                (_, last) ->
                    last != null && last.version() == state.version()
                        ? last
                        : new Taken(state.version(), heard.figures().scores()));
    return new LearnedState.Heard(known.scores(), state.heard().latest());
  }

  private void look(Heard heard, List<Route> some) {
    TenantScope scope = heard.scope;
    Set<String> ids = some.stream().map(Route::id).collect(Collectors.toSet());
    learned.keepOnly(scope, ids);
    taken.getOrDefault(scope, new HashMap<>()).keySet().retainAll(ids);
    if (some.stream().anyMatch(RouteTrainer::makesVectors)) {
      learned.prepare();
    }
    List<Route> behind = new ArrayList<>();
    for (Route route : some) {
      LearnedState state = newest(scope, route);
      if (state == null
          || state.routeVersion() != route.version()
          || heard.isDue(known(heard, state), state.made())) {
        behind.add(route);
      }
    }
    if (!behind.isEmpty()) {
      teach(heard, behind);
    }
  }

  private static boolean makesVectors(Route route) {
    RouteLearning learning = route.learning();
    return learning != null && learning.embedding();
  }

  private @Nullable LearnedState newest(TenantScope scope, Route route) {
    LearnedState known = learned.of(scope, route.id());
    long version = lessons.version(scope, route.id());
    if (version == 0 || (known != null && known.version() == version)) {
      return known;
    }
    LearnedState newest = lessons.newest(scope, route.id());
    if (newest != null) {
      learned.put(scope, newest);
    }
    return newest;
  }

  private void teach(Heard heard, List<Route> behind) {
    TenantScope scope = heard.scope;
    for (Route route : behind) {
      LearnedState before = learned.of(scope, route.id());
      long next = lessons.version(scope, route.id()) + 1;
      LearnedState state =
          LearnedState.of(route, heard.lessons(route), heard.figures(), before, next, time.now());
      lessons.keep(scope, state);
      // Another process may have kept the same version first; then that one holds.
      LearnedState kept = Objects.requireNonNullElse(lessons.newest(scope, route.id()), state);
      learned.put(scope, kept);
      var _ = known(heard, kept);
      if (before == null || before.on() != kept.on()) {
        LOG.info("Route {} v{}: {}", route.id(), route.version(), kept.why());
      }
    }
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
