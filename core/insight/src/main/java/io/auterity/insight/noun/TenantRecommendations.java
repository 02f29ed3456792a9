package io.auterity.insight.noun;

import io.auterity.insight.counterfactual.Recommendation;
import io.auterity.insight.counterfactual.Recommendations;
import io.auterity.insight.usage.UsageTurns;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.noun.NounCaller;
import io.auterity.platform.noun.Rest;
import io.auterity.platform.time.Time;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.decision.archive.DecisionSpan;
import io.auterity.relay.decision.store.FeedbackTable;
import io.auterity.relay.plan.Configs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Recommendations for routes of the caller's tenant, by what their calls did.
 *
 * @param keptDays how long decisions are kept
 * @param turns of all who read usage
 */
public record TenantRecommendations(
    Archive archive,
    FeedbackTable scores,
    Configs configs,
    Time time,
    int keptDays,
    UsageTurns turns) {

  private static final int USUAL_DAYS = 30;

  private static final int MOST_DAYS = 90;

  /**
   * What was found.
   *
   * @param days that were looked at: fewer than asked for where decisions are not kept as long
   * @param enough answers that each offer must have given before it is compared
   * @param enoughScored scored answers that each must have given before their worth is compared
   * @param items what saves most first
   */
  public record RecommendationsView(
      Instant from,
      Instant to,
      int days,
      int enough,
      int enoughScored,
      List<RecommendationView> items) {
    public RecommendationsView {
      items = List.copyOf(items);
    }
  }

  /**
   * How far back is looked.
   *
   * @param days 1 to 90; 30 when absent
   */
  public record Query(@Nullable Integer days) {}

  /** Found in the calls of the last days. */
  @Rest(
      value = "GET /usage/recommendations",
      id = "recommendation_recommendations",
      needs = "decision.read")
  public RecommendationsView recommendations(NounCaller caller, Query query) {
    int asked = query.days() == null ? USUAL_DAYS : query.days();
    if (asked < 1 || asked > MOST_DAYS) {
      throw new CallFailedException(
          FailureCode.INVALID, "days is 1 to %d, not %d".formatted(MOST_DAYS, asked));
    }
    int read = Math.clamp(keptDays, 1, asked);
    Instant to = time.now();
    Instant from = to.minus(Duration.ofDays(read));
    return new RecommendationsView(
        from,
        to,
        read,
        Recommendations.ENOUGH,
        Recommendations.ENOUGH_SCORED,
        found(caller.scope(), from, to).stream().map(RecommendationView::of).toList());
  }

  private List<Recommendation> found(TenantScope scope, Instant from, Instant to) {
    Recommendations all = new Recommendations(configs.of(scope));
    return turns.take(
        scope,
        () -> {
          Map<UUID, Double> worth = scores.means(scope, from, to);
          archive.using(
              scope,
              new DecisionSpan(from, to, null, null),
              one -> all.add(one, worth.get(one.id())));
          return all.found(to);
        });
  }
}
