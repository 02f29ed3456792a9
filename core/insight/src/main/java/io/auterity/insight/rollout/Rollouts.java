package io.auterity.insight.rollout;

import io.auterity.insight.rollout.RolloutLog.Change;
import io.auterity.insight.rollout.RolloutLog.Counted;
import io.auterity.insight.rollout.RolloutLog.Decider;
import io.auterity.insight.rollout.RolloutLog.Kept;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.relay.plan.TicketRandom;
import io.auterity.relay.road.RolloutProgress;
import io.auterity.relay.route.Rollout;
import io.auterity.relay.route.Route;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rollouts of all tenants as this process knows them. Calls ask and tell it without a wait;
 * {@link #look} keeps what they told where all servers do, and takes over where each rollout
 * stands. What cannot be kept for now is kept later: meanwhile each stays where it is.
 */
public final class Rollouts implements RolloutProgress {

  private static final Logger LOG = LoggerFactory.getLogger(Rollouts.class);

  private final RolloutLog log;
  private final UUID process;
  private final Time time;
  private final Semaphore news = new Semaphore(0);
  private final Map<TenantScope, Map<String, ActiveRollout>> tenants = new ConcurrentHashMap<>();

  /**
   * Rollouts that are kept somewhere.
   *
   * @param process by which the log tells what this one has counted
   */
  public Rollouts(RolloutLog log, UUID process, Time time) {
    this.log = log;
    this.process = process;
    this.time = time;
  }

  /** Rollouts of a process that shares them with none and forgets them when it ends. */
  public static Rollouts alone(Time time) {
    return new Rollouts(new LocalRollouts(), new UUID(0, 0), time);
  }

  @Override
  public @Nullable Boolean takes(TenantScope scope, @Nullable Route route, UUID call) {
    Rollout rollout = route == null ? null : route.rollout();
    if (route == null || rollout == null) {
      return null;
    }
    return TicketRandom.drawn(call, 0) < known(scope, route, rollout).share();
  }

  @Override
  public boolean shadows(TenantScope scope, Route route, UUID call) {
    Rollout rollout = route.rollout();
    Rollout.Shadow shadow = rollout == null ? null : rollout.shadow();
    return rollout != null
        && shadow != null
        && TicketRandom.copies(call, shadow.share())
        && known(scope, route, rollout).copies();
  }

  @Override
  public void ended(
      TenantScope scope,
      Route route,
      boolean atNew,
      boolean ok,
      long took,
      long cost,
      String currency) {
    ActiveRollout activeRollout = noted(scope, route);
    if (activeRollout != null && activeRollout.attempted(atNew, ok, took, cost, currency)) {
      news.release();
    }
  }

  /**
   * Notes how a copy of a call ended.
   *
   * @param score how alike the answers are; null where they could not be compared
   */
  public void shadowed(
      TenantScope scope, Route route, boolean answered, @Nullable Double score, boolean agrees) {
    ActiveRollout activeRollout = noted(scope, route);
    if (activeRollout != null && activeRollout.copied(answered, score, agrees)) {
      news.release();
    }
  }

  // What a call of an earlier form of the route comes to says nothing of this one.
  private @Nullable ActiveRollout noted(TenantScope scope, Route route) {
    Rollout rollout = route.rollout();
    ActiveRollout activeRollout = rollout == null ? null : known(scope, route, rollout);
    return activeRollout != null && activeRollout.version() == route.version()
        ? activeRollout
        : null;
  }

  // A call that began under an earlier form may end late; it does not begin that rollout again.
  private ActiveRollout known(TenantScope scope, Route route, Rollout rollout) {
    Map<String, ActiveRollout> routes =
        tenants.computeIfAbsent(scope, tenant -> new ConcurrentHashMap<>());
    ActiveRollout known = routes.get(route.id());
    return known != null && known.version() >= route.version()
        ? known
        : routes.compute(route.id(), (id, other) -> newer(other, route, rollout));
  }

  private ActiveRollout newer(@Nullable ActiveRollout known, Route route, Rollout rollout) {
    if (known != null && known.version() >= route.version()) {
      return known;
    }
    news.release();
    return new ActiveRollout(route.version(), rollout);
  }

  /**
   * Where the rollout of a route stands.
   *
   * @throws CallFailedException {@code unavailable} where that is not known here yet
   */
  public RolloutStanding standing(TenantScope scope, Route route, Rollout rollout) {
    ActiveRollout activeRollout = known(scope, route, rollout);
    if (activeRollout.standing(time.now()) == null) {
      change(scope, route, activeRollout, goingOn(activeRollout), null);
    }
    RolloutStanding standing = activeRollout.standing(time.now());
    if (standing == null) {
      throw replaced(route);
    }
    return standing;
  }

  /**
   * Carries out an order, for all servers.
   *
   * @throws CallFailedException {@code conflict} where the rollout does not stand so that it can
   *     be, or its route was applied anew meanwhile
   */
  public RolloutStanding order(
      TenantScope scope, Route route, Rollout rollout, RolloutOrder order, AuditedAct act) {
    ActiveRollout activeRollout = known(scope, route, rollout);
    Decider decider = (at, all) -> at.ordered(activeRollout.rollout(), order, time.now());
    if (activeRollout.version() != route.version()
        || change(scope, route, activeRollout, decider, act) == null) {
      throw replaced(route);
    }
    return standing(scope, route, rollout);
  }

  private static CallFailedException replaced(Route route) {
    return new CallFailedException(
        FailureCode.CONFLICT,
        "route %s was applied anew meanwhile; look at it again".formatted(route.id()));
  }

  /** Where rollouts of this tenant stand may have changed. */
  public void changed(UUID tenant) {
    note(scope -> scope.tenant().equals(tenant));
  }

  /** Where any rollout stands may have changed unheard. */
  public void changesMissed() {
    note(scope -> true);
  }

  private void note(Predicate<TenantScope> whose) {
    tenants.forEach(
        (scope, routes) -> {
          if (whose.test(scope)) {
            routes.values().forEach(ActiveRollout::note);
          }
        });
    news.release();
  }

  /** Waits until there is something to look at, or as long as said. */
  void awaitNews(Duration most) throws InterruptedException {
    if (news.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS)) {
      news.drainPermits();
    }
  }

  /**
   * Looks at those rollouts where something is new, and now and then at each. What fails waits for
   * the next time, and keeps none of the others back unless the database is away.
   *
   * @param activeRollout the routes in force that go over to new offers; others are forgotten
   */
  public void look(Map<TenantScope, List<Route>> activeRollout) {
    forgetOthers(activeRollout);
    try {
      activeRollout.forEach((scope, routes) -> routes.forEach(route -> look(scope, route)));
    } catch (CallFailedException e) {
      LOG.debug("Rollouts stay where they are for now: {}", e.getMessage());
    }
  }

  private void forgetOthers(Map<TenantScope, List<Route>> activeRollout) {
    tenants.keySet().retainAll(activeRollout.keySet());
    tenants.forEach(
        (scope, known) -> {
          List<Route> routes = activeRollout.getOrDefault(scope, List.of());
          known.keySet().retainAll(routes.stream().map(Route::id).toList());
        });
  }

  private void look(TenantScope scope, Route route) {
    Rollout rollout = route.rollout();
    ActiveRollout activeRollout = rollout == null ? null : known(scope, route, rollout);
    if (activeRollout == null || !activeRollout.isDue(time.now())) {
      return;
    }
    try {
      change(scope, route, activeRollout, goingOn(activeRollout), null);
    } catch (CallFailedException e) {
      if (e.failure().code() == FailureCode.UNAVAILABLE) {
        throw e;
      }
      LOG.warn("The rollout of route {} stays where it is for now: {}", route.id(), e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("The rollout of route {} stays where it is for now", route.id(), e);
    }
  }

  private Decider goingOn(ActiveRollout activeRollout) {
    return (at, all) -> at.next(activeRollout.rollout(), all, time.now());
  }

  private @Nullable Kept change(
      TenantScope scope,
      Route route,
      ActiveRollout activeRollout,
      Decider decider,
      @Nullable AuditedAct act) {
    Counted counted = activeRollout.tell(process);
    Change change =
        new Change(route.id(), activeRollout.version(), counted, decider, time.now(), act);
    Kept kept = null;
    try {
      kept = log.change(scope, change);
      activeRollout.take(kept, time.now());
    } catch (RuntimeException e) {
      activeRollout.note();
      throw e;
    }
    if (kept != null && !kept.place().equals(kept.before())) {
      String now = kept.place().words();
      LOG.warn("The rollout of route {} v{} is {}", route.id(), activeRollout.version(), now);
    }
    return kept;
  }
}
