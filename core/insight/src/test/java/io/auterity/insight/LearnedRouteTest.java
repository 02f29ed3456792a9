package io.auterity.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.auterity.insight.learn.RouteTrainer;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.Stage;
import io.auterity.relay.plan.Fleet;
import io.auterity.relay.road.ScriptedProviders;
import io.auterity.spi.ai.TextToClassify;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A route that learns from what callers say; each call is recomputed afterwards. */
class LearnedRouteTest extends InsightFixture {

  private final Random random = new Random(11);
  private final ScoredCalls lessons = new ScoredCalls();
  private RouteTrainer routeTrainer = Teachers.alone(road, lessons);

  @BeforeEach
  void twoOffers() {
    road.ticket = random::nextDouble;
    road.providers.add(Fleet.ai("a"));
    road.providers.add(Fleet.ai("b"));
    road.route(
        "r",
        "{'use': ['a', 'b'], 'strategy': 'learned', 'learn': {'rules': 'priority',"
            + " 'explore': '30%', 'calls': 100, 'weights': {'cost': 0, 'latency': 0}},"
            + " 'retry': {'max': 0}}");
  }

  @Test
  void asksByTheRulesThenByWhatItLearned() {
    assertThat(shareOfB(400, true)).isCloseTo(0.15, within(0.06));
    assertThat(routeWords()).contains("the rules decide (priority): nothing is learned yet.");

    routeTrainer.look();

    assertThat(shareOfB(200, true)).isCloseTo(0.78, within(0.1));
    assertThat(shareOfB(200, false)).isCloseTo(0.22, within(0.1));
    assertThat(routeWords()).contains("what was learned decides: +0.");
    assertThat(there(there(road.decision().planning()).sight().learned()).version()).isEqualTo(1);
  }

  @Test
  void anotherFormOfTheRouteBeginsWithItsRules() {
    var _ = shareOfB(400, true);
    routeTrainer.look();
    road.route(
        "r", "{'use': ['a', 'b'], 'strategy': 'learned', 'learn': {'rules': 'priority'}}", 2);

    assertThat(shareOfB(200, true)).isLessThan(0.1);
  }

  @Test
  void anotherProcessTakesOverWhatWasLearned() {
    var _ = shareOfB(400, true);
    routeTrainer.look();
    routeTrainer.look();

    assertThat(lessons.kept()).hasSize(1);
    lessons.forget();
    routeTrainer = Teachers.alone(road, lessons);
    routeTrainer.look();
    assertThat(lessons.kept()).hasSize(1);
  }

  @Test
  void whatAnotherProcessCountedMakesNoScoreNew() {
    var _ = shareOfB(400, true);
    assertThat(versionAfterLooking()).isEqualTo(1);
    lessons.drop(300);
    routeTrainer = Teachers.alone(road, lessons);

    assertThat(versionAfterLooking()).isEqualTo(1);
    var _ = shareOfB(19, true);
    assertThat(versionAfterLooking()).isEqualTo(1);
    var _ = shareOfB(1, true);
    assertThat(versionAfterLooking()).isEqualTo(2);
    var _ = shareOfB(1, true);
    assertThat(versionAfterLooking()).isEqualTo(2);
  }

  @Test
  void asksTheNextWhereTheChosenOneFails() {
    road.ticket = () -> 0.5;
    road.providers.does("a", ScriptedProviders.fails(DOWN));
    road.providers.does("b", (input, attempt) -> ANSWER);
    road.classify();

    assertThat(road.decision().result().provider()).isEqualTo("b");
  }

  @Test
  void learnsAnewAfterManyScoresOrAMinute() {
    var _ = shareOfB(400, true);
    assertThat(versionAfterLooking()).isEqualTo(1);
    var _ = shareOfB(19, true);
    assertThat(versionAfterLooking()).isEqualTo(1);
    var _ = shareOfB(1, true);
    assertThat(versionAfterLooking()).isEqualTo(2);

    var _ = shareOfB(1, true);
    assertThat(versionAfterLooking()).isEqualTo(2);
    road.time.advance(Duration.ofMinutes(1));
    assertThat(versionAfterLooking()).isEqualTo(3);
    road.time.advance(Duration.ofMinutes(1));
    assertThat(versionAfterLooking()).isEqualTo(3);
  }

  private long versionAfterLooking() {
    routeTrainer.look();
    return there(lessons.newest(road.tenant, "r")).version();
  }

  @Test
  void aCallIsLookedAtOnlyWhereThereIsAChoice() {
    var _ = shareOfB(1, true);
    assertThat(there(road.decision().planning()).sight().learned()).isNotNull();
    road.route("r", "{'use': ['a'], 'strategy': 'learned', 'learn': {'rules': 'priority'}}", 2);
    road.providers.does("a", (input, attempt) -> ANSWER);
    road.classify();

    assertThat(road.decision().result().provider()).isEqualTo("a");
    assertThat(there(road.decision().planning()).sight().learned()).isNull();
  }

  @Test
  void scoredCallsAreReadOnceByEachRouteThatLearnsFromThem() {
    road.route("s", "{'use': ['a', 'b'], 'strategy': 'confident'}");
    var _ = shareOfB(5, true);
    routeTrainer.look();
    assertThat(lessons.loads()).isEqualTo(2);

    var _ = shareOfB(1, true);
    routeTrainer.look();
    assertThat(lessons.loads()).isEqualTo(2);
  }

  private double shareOfB(int calls, boolean question) {
    int atB = 0;
    for (int i = 0; i < calls; i++) {
      road.providers.does("a", (input, attempt) -> ANSWER);
      road.providers.does("b", (input, attempt) -> ANSWER);
      boolean asks = random.nextInt(10) == 0 ? !question : question;
      road.invoke(
          "ai.text.classify",
          new TextToClassify(
              asks ? "Where is my house?" : "They took my house", Map.of("a", "A", "b", "B")));
      Decision decision = road.decision();
      boolean b = "b".equals(decision.result().provider());
      atB += b ? 1 : 0;
      lessons.add(decision, b == asks ? 1 : 0);
      road.providers.clear();
    }
    return (double) atB / calls;
  }

  private String routeWords() {
    return road.decision().stages().stream()
        .filter(mark -> mark.stage() == Stage.ROUTE)
        .findFirst()
        .orElseThrow()
        .reason();
  }
}
