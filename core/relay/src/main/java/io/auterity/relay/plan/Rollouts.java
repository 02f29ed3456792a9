package io.auterity.relay.plan;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.relay.route.Rollout;
import io.auterity.relay.route.Route;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rollouts of this process; one begins at its first step when its route is applied anew. */
public final class Rollouts {

  private static final Logger LOG = LoggerFactory.getLogger(Rollouts.class);
  private static final int THOUSAND = 1_000;
  private static final long OF_SHADOWS = 0x9E3779B97F4A7C15L;

  private final Time time;
  private final Map<TenantScope, Map<String, Known>> tenants = new ConcurrentHashMap<>();

  private record Known(int version, RolloutState state) {}

  public Rollouts(Time time) {
    this.time = time;
  }

  /** Whether a call goes to the new offers; null where its route goes over to none. */
  public @Nullable Boolean takes(TenantScope scope, @Nullable Route route, UUID call) {
    Rollout rollout = route == null ? null : route.rollout();
    if (route == null || rollout == null) {
      return null;
    }
    RolloutState state = state(scope, route, rollout);
    int share;
    synchronized (state) {
      share = state.share(time.nanos());
    }
    return drawn(call, 0) < share;
  }

  /** Whether a call that goes to the old offers is copied to the new ones. */
  public boolean shadows(TenantScope scope, Route route, UUID call) {
    Rollout rollout = route.rollout();
    Rollout.Shadow shadow = rollout == null ? null : rollout.shadow();
    if (rollout == null || shadow == null || !copies(call, shadow.share())) {
      return false;
    }
    RolloutState state = state(scope, route, rollout);
    synchronized (state) {
      return state.goesOn();
    }
  }

  /**
   * Whether a call is among those that are copied; by its id alone.
   *
   * @param share of calls, in thousandths
   */
  public static boolean copies(UUID call, int share) {
    return drawn(call, OF_SHADOWS) < share;
  }

  private static int drawn(UUID call, long salt) {
    long bits = call.getLeastSignificantBits() ^ call.getMostSignificantBits() ^ salt;
    return Math.floorMod(Ticket.mixed(bits), THOUSAND);
  }

  /** Notes how an attempt of such a call ended. */
  public void ended(
      TenantScope scope,
      Route route,
      boolean atNew,
      boolean ok,
      long took,
      long cost,
      String currency) {
    Rollout rollout = route.rollout();
    if (rollout == null) {
      return;
    }
    RolloutState state = noted(scope, route, rollout);
    if (state == null) {
      return;
    }
    String why;
    synchronized (state) {
      why = state.ended(atNew, ok, took, cost, currency);
    }
    goBack(route, why);
  }

  /**
   * Notes how a copy of a call ended.
   *
   * @param score how alike the answers are; null where they could not be compared
   */
  public void shadowed(
      TenantScope scope, Route route, boolean answered, @Nullable Double score, boolean agrees) {
    Rollout rollout = route.rollout();
    if (rollout == null) {
      return;
    }
    RolloutState state = noted(scope, route, rollout);
    if (state == null) {
      return;
    }
    String why;
    synchronized (state) {
      why = state.shadowed(answered, score, agrees);
    }
    goBack(route, why);
  }

  private static void goBack(Route route, @Nullable String why) {
    if (why != null) {
      LOG.warn("The rollout of route {} v{} goes back: {}", route.id(), route.version(), why);
    }
  }

  /** Where the rollout of a route stands; as at its beginning before any call took it. */
  public RolloutStanding standing(TenantScope scope, Route route, Rollout rollout) {
    RolloutState state = state(scope, route, rollout);
    synchronized (state) {
      return state.standing(route.version(), time.nanos());
    }
  }

  // What a call of an earlier form of the route comes to says nothing of this one.
  private @Nullable RolloutState noted(TenantScope scope, Route route, Rollout rollout) {
    Known known = known(scope, route, rollout);
    return known.version() == route.version() ? known.state() : null;
  }

  private RolloutState state(TenantScope scope, Route route, Rollout rollout) {
    return known(scope, route, rollout).state();
  }

  // A call that began under an earlier form may end late; it does not begin that rollout again.
  private Known known(TenantScope scope, Route route, Rollout rollout) {
    return tenants
        .computeIfAbsent(scope, tenant -> new ConcurrentHashMap<>())
        .compute(
            route.id(),
            (id, known) ->
                known != null && known.version() >= route.version()
                    ? known
                    : new Known(route.version(), new RolloutState(rollout, time.nanos())));
  }
}
