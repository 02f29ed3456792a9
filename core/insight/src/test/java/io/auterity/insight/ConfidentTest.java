package io.auterity.insight;

import static io.auterity.relay.road.ScriptedProviders.answers;
import static io.auterity.relay.road.ScriptedProviders.fails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.auterity.insight.learn.HeadsInForce;
import io.auterity.insight.learn.RouteTrainer;
import io.auterity.insight.learn.WithdrawalLog;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.TenantScope;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.plan.Fleet;
import io.auterity.relay.plan.RankedCandidate;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.ai.Classification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls that go on until an answer is sure enough; each is recomputed afterwards. */
class ConfidentTest extends InsightFixture {

  @BeforeEach
  void threeProvidersByPrice() {
    price("dear", 900);
    price("cheap", 100);
    price("middle", 300);
    road.route(
        "r",
        "{'use': ['dear', 'cheap', 'middle'], 'strategy': 'confident', 'confidence': 0.9,"
            + " 'retry': {'max': 0}}");
  }

  @Test
  void takesTheCheapestAnswerThatIsSure() {
    road.providers.does("cheap", answers(sure("a", 0.95)));

    assertThat(answer()).isEqualTo(sure("a", 0.95));
    assertThat(road.decision().attempts()).hasSize(1);
  }

  @Test
  void leavesOutWhoIsRightLessOftenThanItIsSure() {
    ScoredCalls lessons = new ScoredCalls();
    RouteTrainer routeTrainer = Teachers.alone(road, lessons);
    for (int i = 0; i < 40; i++) {
      takenAnswer(lessons, i % 5 == 0 ? 0 : 1);
    }
    routeTrainer.look();
    assertThat(takenAnswer(lessons, 0)).isEqualTo("cheap"); // 0.8 of 40 may be chance.

    for (int i = 0; i < 20; i++) {
      takenAnswer(lessons, 0);
    }
    routeTrainer.look();

    assertThat(takenAnswer(lessons, 1)).isEqualTo("middle");
    assertThat(there(road.decision().planning()).ranked())
        .filteredOn(one -> one.offer().equals("cheap"))
        .extracting(RankedCandidate::eligibility)
        .containsExactly(RankedCandidate.Eligibility.WITHDRAWN);
    // Of 61 the route's confidence was to be right in 0.9, and 32 were.
    assertThat(there(road.decision().planning()).sight().leanings().get("cheap"))
        .isCloseTo(32.0 / 61 - 0.9, within(1e-9));
  }

  @Test
  void tellsOnceThatAHeadIsWithdrawnAndJudgesTheNextVersionByItsOwnAnswers() {
    ScoredCalls lessons = new ScoredCalls();
    GivenHeads heads = new GivenHeads("cheap", 3, road.time.now());
    List<WithdrawalLog.Withdrawn> told = new ArrayList<>();
    RouteTrainer routeTrainer =
        new RouteTrainer(
            road.routes,
            lessons,
            road.learned,
            heads,
            (scope, withdrawn, now) -> told.add(withdrawn),
            road.time);
    for (int i = 0; i < 60; i++) {
      takenAnswer(lessons, 0);
    }
    routeTrainer.look();
    assertThat(told).isEmpty(); // They may be of the version before.

    road.time.advance(Duration.ofSeconds(3));
    for (int i = 0; i < 60; i++) {
      takenAnswer(lessons, 0);
    }
    routeTrainer.look();
    routeTrainer.look();

    assertThat(told)
        .singleElement()
        .satisfies(one -> assertThat(one.offer()).isEqualTo("cheap"))
        .satisfies(one -> assertThat(one.head()).isEqualTo(3))
        .satisfies(one -> assertThat(one.why()).contains("60 scored ones were in 0.00"));
    assertThat(heads.withdrawn).containsExactly("cheap v3");
    assertThat(takenAnswer(lessons, 1)).isEqualTo("middle");

    heads.now = Map.of("cheap", new HeadsInForce.Answering(4, road.time.now()));
    road.time.advance(Duration.ofSeconds(3));
    routeTrainer.look();
    assertThat(takenAnswer(lessons, 1)).isEqualTo("cheap");
    assertThat(told).hasSize(1);
  }

  @Test
  void whatCannotBeToldIsToldAtTheNextLook() {
    ScoredCalls lessons = new ScoredCalls();
    for (int i = 0; i < 60; i++) {
      takenAnswer(lessons, 0);
    }
    List<String> told = new ArrayList<>();
    RouteTrainer routeTrainer =
        new RouteTrainer(
            road.routes,
            lessons,
            road.learned,
            HeadsInForce.NONE,
            (scope, withdrawn, now) -> {
              told.add(withdrawn.offer());
              if (told.size() == 1) {
                throw new CallFailedException(DOWN);
              }
            },
            road.time);

    routeTrainer.look();
    assertThat(takenAnswer(lessons, 1)).isEqualTo("middle");
    routeTrainer.look();
    routeTrainer.look();
    assertThat(told).containsExactly("cheap", "cheap");
  }

  /** One head, which its test sets. */
  private static final class GivenHeads implements HeadsInForce {
    private final List<String> withdrawn = new ArrayList<>();
    private Map<String, Answering> now;

    GivenHeads(String provider, int version, Instant since) {
      now = Map.of(provider, new Answering(version, since));
    }

    @Override
    public Map<String, Answering> of(TenantScope scope) {
      return now;
    }

    @Override
    public void withdraw(TenantScope scope, String provider, int version, String why) {
      withdrawn.add(provider + " v" + version);
    }
  }

  @Test
  void asksWhoWasLeftOutWhenNobodyElseCanAnswer() {
    ScoredCalls lessons = new ScoredCalls();
    for (int i = 0; i < 60; i++) {
      takenAnswer(lessons, 0);
    }
    Teachers.alone(road, lessons).look();
    assertThat(takenAnswer(lessons, 0)).isEqualTo("middle");

    road.providers.clear();
    road.providers.does("middle", fails(DOWN), fails(DOWN), fails(DOWN));
    road.providers.does("dear", fails(DOWN), fails(DOWN), fails(DOWN));
    for (int i = 0; i < 3; i++) {
      road.classify();
    }

    assertThat(takenAnswer(lessons, 0)).isEqualTo("cheap");
    assertThat(there(road.decision().planning()).ranked())
        .extracting(RankedCandidate::eligibility)
        .containsExactly(
            RankedCandidate.Eligibility.PLANNED,
            RankedCandidate.Eligibility.BREAKER_OPEN,
            RankedCandidate.Eligibility.BREAKER_OPEN);
  }

  @Test
  void answersThatDoNotSayHowSureTheyAreBreakNoPromise() {
    ScoredCalls lessons = new ScoredCalls();
    for (int i = 0; i < 60; i++) {
      road.providers.does("cheap", answers(ANSWER));
      var _ = answer();
      assertThat(road.decision().attempts().getFirst().confidence()).isNull();
      lessons.add(road.decision(), 0);
    }
    Teachers.alone(road, lessons).look();

    assertThat(takenAnswer(lessons, 1)).isEqualTo("cheap");
    assertThat(road.decision().attempts().getFirst().confidence()).isEqualTo(0.95);
  }

  @Test
  void givesNoAnswerOfWhoIsLeftOutFromTheCache() {
    road.route(
        "r",
        "{'use': ['dear', 'cheap', 'middle'], 'strategy': 'confident', 'confidence': 0.9,"
            + " 'cache': {'exact': '1h'}, 'retry': {'max': 0}}");
    ScoredCalls lessons = new ScoredCalls();
    RouteTrainer routeTrainer = Teachers.alone(road, lessons);
    String first = takenAnswer(lessons, 0);
    Decision decision = road.decision();
    assertThat(first).isEqualTo("cheap");
    for (int i = 0; i < 60; i++) {
      lessons.add(decision, 0);
    }
    routeTrainer.look();

    assertThat(takenAnswer(lessons, 1)).isEqualTo("middle");
  }

  private String takenAnswer(ScoredCalls lessons, double score) {
    road.providers.does("cheap", answers(sure("a", 0.95)));
    road.providers.does("middle", answers(sure("a", 0.95)));
    var _ = answer();
    road.providers.clear();
    lessons.add(road.decision(), score);
    return String.valueOf(road.decision().result().provider());
  }

  @Test
  void goesOnBelowTheThresholdAndBillsBoth() {
    road.providers.does("cheap", answers(sure("a", 0.6)));
    road.providers.does("middle", answers(sure("b", 0.9)));

    assertThat(answer()).isEqualTo(sure("b", 0.9));
    Decision decision = road.decision();
    assertThat(decision.result().provider()).isEqualTo("middle");
    assertThat(decision.attempts())
        .extracting(Decision.Tried::provider)
        .containsExactly("cheap", "middle");
    assertThat(decision.attempts()).allSatisfy(one -> assertThat(one.cost()).isPositive());
    assertThat(decision.costs().used().cost())
        .isEqualTo(decision.attempts().stream().mapToLong(Decision.Tried::cost).sum());
    assertThat(decision.failover()).isFalse();
  }

  @Test
  void givesTheSurestAnswerWhenNoneIsSure() {
    road.providers.does("cheap", answers(sure("a", 0.6)));
    road.providers.does("middle", answers(sure("b", 0.8)));
    road.providers.does("dear", answers(sure("c", 0.7)));

    assertThat(answer()).isEqualTo(sure("b", 0.8));
    assertThat(road.decision().result().provider()).isEqualTo("middle");
    assertThat(road.decision().attempts()).hasSize(3);
  }

  @Test
  void givesWhatItHasWhenTheOthersFail() {
    road.providers.does("cheap", answers(sure("a", 0.6)));
    road.providers.does("middle", fails(DOWN));
    road.providers.does("dear", fails(DOWN));

    assertThat(answer()).isEqualTo(sure("a", 0.6));
    assertThat(road.decision().result().ending()).isEqualTo(Decision.Ending.SUCCEEDED);
  }

  @Test
  void takesAnAnswerThatDoesNotSayHowSureItIs() {
    road.providers.does("cheap", answers(ANSWER));

    assertThat(answer()).isEqualTo(ANSWER);
  }

  private void price(String id, long nanos) {
    road.providers.add(
        Fleet.withPrices(
            Fleet.ai(id),
            Map.of(
                "input_tokens", Fleet.perMillion(nanos * 1_000_000),
                "output_tokens", Fleet.perMillion(nanos * 1_000_000))));
  }

  private Record answer() {
    return there(((Outcome.Succeeded) road.classify()).value());
  }

  private static Classification sure(String label, double score) {
    return new Classification(label, "gpt", Map.of(label, score, "other", 1 - score));
  }
}
