package io.auterity.insight.learn;

import io.auterity.platform.call.TenantScope;
import io.auterity.relay.plan.Candidate;
import io.auterity.relay.plan.Shortlist;
import io.auterity.relay.plan.Sight;
import io.auterity.relay.road.RouteLearner;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteLearning;
import io.auterity.relay.route.Strategy;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.DataClass;
import io.auterity.spi.TextEmbedder;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The learned states of the routes of this process; calls find them in memory. */
public final class LearnedRoutes implements RouteLearner {

  /** Where nothing is learned and no vectors are made. */
  public static LearnedRoutes none() {
    return new LearnedRoutes(() -> null);
  }

  private static final Logger LOG = LoggerFactory.getLogger(LearnedRoutes.class);
  private static final int LOOKED_AT = 2_000;

  private final Supplier<? extends @Nullable TextEmbedder> embedder;
  private final Map<TenantScope, Map<String, LearnedState>> tenants = new ConcurrentHashMap<>();

  private final Map<TenantScope, Map<String, Withdrawals>> withdrawals = new ConcurrentHashMap<>();

  private final CopiedChoices copies = new CopiedChoices();

  private volatile @Nullable TextEmbedder prepared;

  public LearnedRoutes(Supplier<? extends @Nullable TextEmbedder> embedder) {
    this.embedder = embedder;
  }

  /** Whom copies of calls ask. */
  public CopiedChoices copies() {
    return copies;
  }

  /** Null where nothing was learned. */
  public @Nullable LearnedState of(TenantScope scope, String route) {
    return tenants.getOrDefault(scope, Map.of()).get(route);
  }

  /** Forgets what other routes have learned. */
  void keepOnly(TenantScope scope, Set<String> routes) {
    Map<String, LearnedState> known = tenants.get(scope);
    if (known != null) {
      known.keySet().retainAll(routes);
    }
  }

  /** What holds from now on. */
  void put(TenantScope scope, LearnedState state) {
    tenants
        .computeIfAbsent(scope, tenant -> new ConcurrentHashMap<>())
        .merge(
            state.route(),
            state,
            (known, other) -> other.version() > known.version() ? other : known);
  }

  @Override
  public Sight choose(
      TenantScope scope,
      Shortlist shortlist,
      Sight sight,
      double ticket,
      CallFacts facts,
      Instant now,
      Supplier<List<String>> texts) {
    Route route = shortlist.route();
    if (route != null && route.strategy() == Strategy.CONFIDENT) {
      return withdrawn(scope, shortlist, sight);
    }
    RouteLearning learning = route == null ? null : route.learning();
    if (route == null || learning == null) {
      return sight;
    }
    LearnedState known = of(scope, route.id());
    LearnedState state = known != null && known.routeVersion() == route.version() ? known : null;
    return Bandit.choose(
        shortlist,
        sight,
        ticket,
        learning,
        state,
        () -> {
          String said = facts.dataClass() == DataClass.SECRET ? "" : end(texts.get());
          return CallFeatures.of(facts, now, said, learning.embedding() ? vector(said) : null);
        });
  }

  private Sight withdrawn(TenantScope scope, Shortlist shortlist, Sight sight) {
    Map<String, Double> leanings = new HashMap<>();
    broken(scope, shortlist).forEach((offer, broken) -> leanings.put(offer, -broken.shortfall()));
    return leanings.isEmpty() ? sight : sight.leaning(leanings);
  }

  @Override
  public Set<String> withdrawn(TenantScope scope, Shortlist shortlist) {
    return broken(scope, shortlist).keySet();
  }

  @Override
  public @Nullable Sight copied(UUID copy, Shortlist shortlist, Sight sight, double ticket) {
    return copies.choose(copy, shortlist, sight, ticket);
  }

  private Map<String, Withdrawals.Broken> broken(TenantScope scope, Shortlist shortlist) {
    Route route = shortlist.route();
    if (route == null || route.strategy() != Strategy.CONFIDENT) {
      return Map.of();
    }
    Withdrawals known = withdrawals.getOrDefault(scope, Map.of()).get(route.id());
    if (known == null || known.routeVersion() != route.version()) {
      return Map.of();
    }
    Map<String, Withdrawals.Broken> those = new HashMap<>();
    for (Candidate one : shortlist.candidates()) {
      Withdrawals.Broken broken = known.broken().get(one.id());
      if (!one.fallback() && broken != null) {
        those.put(one.id(), broken);
      }
    }
    return those;
  }

  /** Which offers of a tenant's routes do not keep what they promise. */
  Map<String, Withdrawals> withdrawals(TenantScope scope) {
    return withdrawals.getOrDefault(scope, Map.of());
  }

  void put(TenantScope scope, Map<String, Withdrawals> found) {
    withdrawals.put(scope, found);
  }

  /** The end of what is said, since what is asked stands last. */
  static String end(List<String> texts) {
    int from = texts.size();
    int length = -1;
    while (from > 0 && length < LOOKED_AT) {
      from--;
      length += 1 + texts.get(from).length();
    }
    String text = String.join("\n", texts.subList(from, texts.size()));
    return text.substring(Math.max(0, text.length() - LOOKED_AT));
  }

  /** Loads the model that makes vectors, so that no call has to wait for that. */
  void prepare() {
    TextEmbedder model = embedder.get();
    if (model != null && !model.equals(prepared)) {
      prepared = model;
      vector("ready");
    }
  }

  // A call is not lost for a vector.
  private float @Nullable [] vector(String text) {
    TextEmbedder model = text.isBlank() ? null : embedder.get();
    if (model == null) {
      return null;
    }
    try {
      return model.embed(text);
    } catch (CallFailedException e) {
      LOG.warn("A call is routed without a vector of its text: {}", e.getMessage());
      return null;
    }
  }
}
