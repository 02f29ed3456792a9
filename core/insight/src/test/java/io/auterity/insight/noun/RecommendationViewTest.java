package io.auterity.insight.noun;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.insight.counterfactual.Recommendation.Cheaper;
import io.auterity.insight.counterfactual.Recommendation.Failing;
import io.auterity.insight.counterfactual.Recommendation.OfferSeen;
import io.auterity.insight.counterfactual.Recommendation.RepricedCalls;
import io.auterity.insight.counterfactual.Recommendation.Slow;
import io.auterity.insight.counterfactual.SavingReport.ScoredAnswers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecommendationViewTest {

  private static final Instant SINCE = Instant.parse("2026-11-02T06:00:00Z");
  private static final OfferSeen LARGE =
      new OfferSeen("large/m", 60, 20, 900_000_000L, new ScoredAnswers(20, 0.75, 0.1));
  private static final OfferSeen SMALL = new OfferSeen("small/m", 50, 0, 200_000_000L, null);

  @Test
  void aSavingIsToldAtThePricesOfNowWithTheTimeThatItIsReckonedFrom() {
    RepricedCalls calls =
        new RepricedCalls(
            "USD", 60, 300_000_000, 225_000_000, 22_500_000, 2, List.of("list v1 of 2020-01-02"));
    Instant to = SINCE.plus(Duration.ofHours(84));

    RecommendationView told =
        RecommendationView.of(
            new Cheaper("both", "ai.chat.create", LARGE, SMALL, calls, SINCE, to));

    assertThat(told.finding())
        .isEqualTo(
            "small/m answers ai.chat.create as well as large/m, and 60 calls of 3.5 days cost"
                + " 0.0225 USD there at the prices of now, not 0.225");
    assertThat(told.action()).contains("`use` of route both");
    assertThat(told.resources()).containsExactly("route/both", "provider/large");
    assertThat(told.saving())
        .isEqualTo(
            new RecommendationView.OfferSaving(
                "USD",
                60,
                "0.3",
                "0.225",
                "0.0225",
                "0.2025",
                SINCE,
                "1.735714285",
                2,
                List.of("list v1 of 2020-01-02")));
    assertThat(told.evidence())
        .containsExactly(
            new RecommendationView.OfferEvidence(
                "large/m", 60, 20, 900.0, new ScoredAnswers(20, 0.75, 0.1)),
            new RecommendationView.OfferEvidence("small/m", 50, 0, 200.0, null));
  }

  @Test
  void failuresAreToldAsSharesOfAttempts() {
    RecommendationView told =
        RecommendationView.of(new Failing("both", "ai.chat.create", LARGE, List.of(SMALL)));

    assertThat(told.finding())
        .isEqualTo(
            "large/m fails in 25.0 % of its attempts at ai.chat.create, the others of the route in"
                + " 0.0 %");
    assertThat(told.other()).isNull();
    assertThat(told.saving()).isNull();
  }

  @Test
  void howLongAnswersTakeIsToldBesideTheFasterOffer() {
    RecommendationView told =
        RecommendationView.of(new Slow("both", "ai.chat.create", LARGE, SMALL));

    assertThat(told.finding()).contains("takes 900 ms").contains("small/m 200 ms");
    assertThat(told.other()).isEqualTo("small/m");
  }
}
