package io.auterity.server.routes;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.catalogue.Capability;
import io.auterity.relay.plan.DryRun;
import io.auterity.relay.plan.Exclusion;
import io.auterity.relay.plan.RankedCandidate;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Demand;
import io.auterity.relay.route.FallbackCause;
import io.auterity.relay.route.Route;
import io.auterity.server.web.errors.FailureView;
import io.auterity.server.web.json.Money;
import io.auterity.server.web.security.Caller;
import io.auterity.spi.DataClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The dry run of a call: the route, candidates and exclusions that it would get.
 *
 * @param route absent when none matches
 * @param passed the routes that are not taken, in the order in which they are tried
 * @param drawn whether the order was drawn, and another call may see another one
 * @param candidates offers that may answer, in the order in which they are asked
 * @param failure what the caller would be told; absent when a provider would be asked
 */
public record RouteTrial(
    @Nullable TakenRoute route,
    List<PassedRoute> passed,
    boolean drawn,
    List<RankedOffer> candidates,
    List<LeftOut> exclusions,
    @Nullable FailureView failure) {

  /**
   * A call as it is described.
   *
   * @param resource what it would be about, as {@code when.resource} of a route asks
   * @param at when it would be made; now when absent
   */
  public record Described(
      String capability,
      @Nullable String model,
      @Nullable Map<String, String> labels,
      @Nullable DataClass dataClass,
      @Nullable Long inputTokens,
      @Nullable Integer maxOutputTokens,
      @Nullable List<String> abilities,
      @Nullable String at,
      @Nullable Map<String, String> resource) {

    CallFacts facts(Capability called, Caller caller) {
      return CallFacts.builder(
              called.id(),
              called.kind(),
              called.operation(),
              called.effect(),
              Objects.requireNonNullElse(dataClass, called.dataClass()))
          .stream(called.stream())
          .model(model)
          .labels(labels == null ? Map.of() : labels)
          .principal(caller.principal().name(), caller.principal().type())
          .door(Invocation.Door.REST)
          .resource(resource == null ? Map.of() : resource)
          .demand(called.kind().equals("ai") ? demand(called) : null)
          .build();
    }

    private Demand demand(Capability called) {
      return new Demand(
          Objects.requireNonNullElse(inputTokens, 0L),
          maxOutputTokens,
          called.metered(),
          maxOutputTokens != null,
          abilities == null ? List.of() : abilities,
          null);
    }
  }

  /** The route that is taken. */
  public record TakenRoute(String id, int version, String matched, String strategy, int priority) {}

  /** A route that is not. */
  public record PassedRoute(String id, int version, int priority, String why) {}

  /**
   * An offer that may answer.
   *
   * @param inTurn whether it is asked in its turn; else after failures of {@code causes} alone
   * @param causes after which it is asked before all others
   * @param state planned, or why it is not asked now
   * @param expectedCost probable cost of the call; absent without a price
   */
  public record RankedOffer(
      int rank,
      String offer,
      boolean fallback,
      boolean inTurn,
      Set<FallbackCause> causes,
      RankedCandidate.Eligibility state,
      double score,
      boolean failing,
      @Nullable Money expectedCost) {}

  /** Offers that may not, for one reason. */
  public record LeftOut(String reason, List<String> offers, String detail) {}

  static RouteTrial of(DryRun.Result made) {
    Route route = made.plan().shortlist().route();
    return new RouteTrial(
        route == null
            ? null
            : new TakenRoute(
                route.id(),
                route.version(),
                route.matched(),
                route.strategy().wire(),
                route.priority()),
        made.passed().stream().map(RouteTrial::passed).toList(),
        made.plan().plan().ticketNeeded(),
        candidates(made),
        made.plan().shortlist().exclusions().stream().map(RouteTrial::excluded).toList(),
        FailureView.orNull(made.failure()));
  }

  private static PassedRoute passed(DryRun.Passed one) {
    Route route = one.route();
    return new PassedRoute(route.id(), route.version(), route.priority(), one.why());
  }

  private static List<RankedOffer> candidates(DryRun.Result made) {
    List<RankedOffer> candidates = new ArrayList<>();
    for (RankedCandidate rankedCandidate : made.plan().plan().ranked()) {
      DryRun.Expected cost = made.expected(rankedCandidate.offer());
      candidates.add(
          new RankedOffer(
              candidates.size() + 1,
              rankedCandidate.offer(),
              rankedCandidate.fallback(),
              rankedCandidate.chains().inTurn(),
              rankedCandidate.chains().causes(),
              rankedCandidate.eligibility(),
              Math.round(rankedCandidate.score() * 1000) / 1000.0,
              Objects.requireNonNull(made.plan().sight().seen().get(rankedCandidate.offer()))
                  .falling(),
              cost == null ? null : Money.ofNanos(cost.nanos(), cost.currency())));
    }
    return candidates;
  }

  private static LeftOut excluded(Exclusion one) {
    return new LeftOut(one.reason().wire(), one.offers(), one.detail());
  }
}
