package io.auterity.relay.route;

import io.auterity.provider.Offer;
import io.auterity.provider.ProviderInfo;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A route in one version, compiled.
 *
 * @param spec what it was compiled from
 * @param require hard; all must be met
 * @param use who may answer, in this order; empty means every provider of the kind
 * @param weights by offer or bare provider, for the strategies that weigh; 1 where none is given
 * @param hash by what {@link Strategy#HASH} keeps calls together; null for the caller
 * @param confidence score of the chosen class from which on {@link Strategy#CONFIDENT} takes an
 *     answer
 * @param rollout how it goes over to new offers; null when it does not
 * @param learning how {@link Strategy#LEARNED} learns; null with any other
 * @param fallback who may answer after all of {@code use}
 * @param fallbackOn who may answer after a failure of that cause
 * @param timeouts how long a provider may be silent
 * @param hedge when a second provider is asked beside the first; null for never
 * @param resume whether a cut stream goes on at another offer of the same model
 * @param failoverOn codes that fail over besides those that always do
 * @param capture what is kept of prompts and answers
 * @param cache which calls are answered with answers to others; null for none
 */
public record Route(
    String id,
    int version,
    Json.Obj spec,
    int priority,
    When when,
    List<Requirement> require,
    Preference prefer,
    List<Selector> use,
    Strategy strategy,
    Map<String, Integer> weights,
    @Nullable RouteAffinity hash,
    double confidence,
    @Nullable Rollout rollout,
    @Nullable RouteLearning learning,
    List<Selector> fallback,
    Map<FallbackCause, List<Selector>> fallbackOn,
    RouteRetry retry,
    RouteTimeouts timeouts,
    @Nullable RouteHedge hedge,
    boolean resume,
    Set<FailureCode> failoverOn,
    Capture capture,
    @Nullable RouteCache cache) {

  /** Highest priority first; equals by id. */
  static final Comparator<Route> ORDER =
      Comparator.comparingInt(Route::priority).reversed().thenComparing(Route::id);

  public Route {
    require = List.copyOf(require);
    use = List.copyOf(use);
    weights = Map.copyOf(weights);
    fallback = List.copyOf(fallback);
    fallbackOn = Map.copyOf(fallbackOn);
    failoverOn = Set.copyOf(failoverOn);
  }

  /** Whether it names this provider, or one of its offers; every one when it names none. */
  public boolean names(ProviderInfo provider) {
    return use.isEmpty()
        || Stream.concat(
                Stream.of(use, fallback, rollout == null ? List.<Selector>of() : rollout.to()),
                fallbackOn.values().stream())
            .flatMap(List::stream)
            .anyMatch(one -> one.names(provider));
  }

  /** Whether its rollout goes over to this offer. */
  public boolean isNew(Offer offer) {
    return rollout != null && rollout.to().stream().anyMatch(one -> one.selects(offer));
  }

  /** The weight that it gives to an offer. */
  public int weight(Offer offer) {
    Integer own = weights.get(offer.id());
    return own != null ? own : weights.getOrDefault(offer.provider().id(), 1);
  }

  /** Whether an offer that cannot be told all of a request is not asked. */
  public boolean strict() {
    return Json.of(true).equals(spec.get("strict"));
  }

  /** Whether callers of {@code /v1/responses} may come back to answers of its calls. */
  public boolean keepsResponses() {
    return !Json.of("none").equals(spec.get("responses"));
  }

  /** Why it matched, for people. */
  public String matched() {
    return when.sentence();
  }
}
