package io.auterity.relay.learn;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.Routes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets routes learn when something new was said of answers, and takes over what another process has
 * learned.
 */
public final class Teacher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Teacher.class);
  private static final int EVERY_SECONDS = 5;
  private static final int MOST = 10_000;

  private final Routes routes;
  private final Lessons lessons;
  private final LearnedRoutes learned;
  private final Time time;
  private final Map<TenantScope, Watched> watched = new HashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("learning").unstarted(this::run);

  public Teacher(Routes routes, Lessons lessons, LearnedRoutes learned, Time time) {
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
   * Looks at all tenants once; what fails waits for the next turn and keeps nobody else from it.
   */
  public void look() {
    routes
        .learning()
        .forEach(
            (scope, some) -> {
              try {
                look(scope, some);
              } catch (RuntimeException e) {
                LOG.warn("Routes of {} do not learn for now: {}", scope.tenant(), e.getMessage());
              }
            });
    routes
        .confident()
        .forEach(
            (scope, some) -> {
              try {
                watch(scope, some);
              } catch (RuntimeException e) {
                LOG.warn("Confidence of {} is not watched: {}", scope.tenant(), e.getMessage());
              }
            });
  }

  // What is found follows from the scores alone, so that each process finds the same.
  private void watch(TenantScope scope, List<Route> some) {
    Watched now =
        new Watched(
            lessons.heard(scope),
            some.stream().collect(Collectors.toMap(Route::id, Route::version)));
    if (now.equals(watched.put(scope, now))) {
      return;
    }
    Map<String, Withdrawals> before = learned.withdrawals(scope);
    List<Lessons.Scored> scored =
        now.heard().scores() == 0 ? List.of() : lessons.latest(scope, MOST);
    Map<String, Withdrawals> found = new HashMap<>();
    for (Route route : some) {
      Withdrawals of = Withdrawals.of(route, scored);
      found.put(route.id(), of);
      if (!of.equals(before.get(route.id()))) {
        of.why()
            .forEach(
                (offer, why) ->
                    LOG.warn(
                        "Route {} v{} leaves out {}: {}", route.id(), route.version(), offer, why));
      }
    }
    learned.put(scope, found);
  }

  /** What was known when a tenant's confident routes were looked at last. */
  private record Watched(LearnedState.Heard heard, Map<String, Integer> versions) {}

  private void look(TenantScope scope, List<Route> some) {
    learned.keepOnly(scope, some.stream().map(Route::id).collect(Collectors.toSet()));
    LearnedState.Heard heard = lessons.heard(scope);
    List<Route> behind = new ArrayList<>();
    for (Route route : some) {
      LearnedState state = newest(scope, route);
      if (state == null
          || state.routeVersion() != route.version()
          || !state.heard().equals(heard)) {
        behind.add(route);
      }
    }
    if (!behind.isEmpty()) {
      teach(scope, behind, heard);
    }
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

  private void teach(TenantScope scope, List<Route> behind, LearnedState.Heard heard) {
    Set<String> ids = behind.stream().map(Route::id).collect(Collectors.toSet());
    List<Lesson> all =
        lessons.latest(scope, MOST).stream()
            .flatMap(one -> Lesson.of(one.decision(), one.score()).stream())
            .filter(lesson -> ids.contains(lesson.route()))
            .toList();
    for (Route route : behind) {
      List<Lesson> own = all.stream().filter(one -> one.route().equals(route.id())).toList();
      LearnedState before = learned.of(scope, route.id());
      long next = lessons.version(scope, route.id()) + 1;
      LearnedState state = LearnedState.of(route, own, heard, before, next, time.now());
      lessons.keep(scope, state);
      // Another process may have kept the same version first; then that one holds.
      LearnedState kept = Objects.requireNonNullElse(lessons.newest(scope, route.id()), state);
      learned.put(scope, kept);
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
