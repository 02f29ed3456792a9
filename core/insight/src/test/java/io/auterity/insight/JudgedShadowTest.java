package io.auterity.insight;

import static io.auterity.relay.road.ScriptedProviders.answers;
import static io.auterity.relay.road.ScriptedProviders.fails;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.insight.learn.JudgedPair;
import io.auterity.insight.learn.Lessons;
import io.auterity.insight.learn.RouteTrainer;
import io.auterity.insight.shadow.ShadowPair;
import io.auterity.insight.usage.UsageRow;
import io.auterity.relay.decision.Decision;
import io.auterity.spi.ai.Classification;
import io.auterity.spi.ai.TextToClassify;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A route that learns from copies that a reference judges; each is recomputed afterwards. */
class JudgedShadowTest extends InsightFixture {

  private static final Classification OTHER = new Classification("cards", "gpt", Map.of());
  private static final String ROUTE =
      "{'use': ['a', 'b', 'good'], 'strategy': 'learned', 'learn': {'rules': 'priority',"
          + " 'explore': '1%%', 'calls': 50, 'weights': {'cost': 0, 'latency': 0}, 'shadow':"
          + " {'reference': 'good', 'share': '%s'}}, 'retry': {'max': 0}}";

  private final Random random = new Random(3);
  private final List<ShadowPair> pairs = new ArrayList<>();

  @BeforeEach
  void threeOffers() {
    road.ticket = random::nextDouble;
    road.providers.add(priced("a"));
    road.providers.add(priced("b"));
    road.providers.add(priced("good"));
    road.shadows.tell(pairs::add);
  }

  private void answer(Classification a, Classification b) {
    road.providers.clear();
    for (int i = 0; i < 3; i++) {
      road.providers.does("a", answers(a));
      road.providers.does("b", answers(b));
      road.providers.does("good", answers(ANSWER));
    }
  }

  @Test
  void bothAnswersAreWorthAsMuchAsTheReferenceSaysSo() {
    road.route("r", ROUTE.formatted("100%"));
    for (int i = 0; i < 20; i++) {
      answer(OTHER, ANSWER);
      road.classify();
    }

    assertThat(pairs).hasSize(20);
    for (ShadowPair pair : pairs) {
      JudgedPair judged = there(pair.judged());
      assertThat(judged.judge()).isEqualTo("good");
      assertThat(judged.route()).isEqualTo("r");
      assertThat(judged.call()).isEqualTo(pair.call().id());
      assertThat(judged.copy()).isEqualTo(pair.copy().id());
      assertThat(pair.fresh().offer()).isNotEqualTo(pair.old().offer());
      assertThat(judged.score()).isEqualTo(pair.old().offer().equals("a") ? 0 : 1);
      assertThat(judged.copyScore()).isEqualTo(pair.fresh().offer().equals("a") ? 0 : 1);
    }
    assertThat(pairs).extracting(pair -> pair.fresh().offer()).contains("b", "good");
  }

  @Test
  void theReferenceIsAskedACopyOnlyWhereItGaveNeitherAnswer() {
    road.route("r", ROUTE.formatted("100%"));
    for (int i = 0; i < 20; i++) {
      int before = road.providers.called.size();
      answer(ANSWER, ANSWER);
      road.classify();
      ShadowPair pair = pairs.getLast();
      boolean gave = pair.old().offer().equals("good") || pair.fresh().offer().equals("good");

      assertThat(road.providers.called.subList(before, road.providers.called.size()))
          .hasSize(gave ? 2 : 3)
          .contains("good");
      Decision last = road.decision();
      assertThat(last.call().shadows()).isEqualTo(pair.call().id());
      assertThat(UsageRow.of(last)).isNotEmpty().allMatch(UsageRow::shadow);
    }
  }

  @Test
  void nothingIsSaidWithoutTheReference() {
    road.route("r", ROUTE.formatted("100%"));
    for (int i = 0; i < 10; i++) {
      road.providers.clear();
      road.providers.does("a", answers(ANSWER));
      road.providers.does("b", answers(ANSWER));
      road.providers.does("a", answers(ANSWER));
      road.providers.does("b", answers(ANSWER));
      for (int failed = 0; failed < 3; failed++) {
        road.providers.does("good", fails(DOWN));
      }
      road.classify();
    }

    assertThat(pairs).isEmpty();
  }

  @Test
  void anAnswerThatNobodyGaveIsWorthNothing() {
    road.route("r", ROUTE.formatted("100%").replace("'a', 'b', 'good'", "'good', 'a'"));
    road.ticket = () -> 0.5;
    road.providers.does("good", answers(ANSWER));
    road.providers.does("a", fails(DOWN));
    road.providers.does("good", fails(DOWN));

    road.classify();

    assertThat(pairs).hasSize(1);
    assertThat(pairs.getFirst().fresh().offer()).isEqualTo("a");
    assertThat(pairs.getFirst().agreement()).isNull();
    JudgedPair judged = there(pairs.getFirst().judged());
    assertThat(judged.judge()).isEqualTo("good");
    assertThat(judged.score()).isEqualTo(1);
    assertThat(judged.copyScore()).isZero();
    assertThat(judged.copy()).isEqualTo(road.decision().id());
  }

  @Test
  void withoutAShareNothingIsCopied() {
    road.route("r", ROUTE.formatted("1%"));
    int copied = 0;
    for (int i = 0; i < 300; i++) {
      answer(ANSWER, ANSWER);
      road.classify();
      copied = pairs.size();
    }

    assertThat(copied).isBetween(0, 15);
  }

  @Test
  void aRouteLearnsFromCopiesAloneWhomToAsk() {
    ScoredCalls lessons = new ScoredCalls();
    RouteTrainer routeTrainer = Teachers.alone(road, lessons);
    road.route("r", ROUTE.formatted("100%"));
    for (int i = 0; i < 300; i++) {
      answer(i % 10 == 0 ? ANSWER : OTHER, i % 10 == 1 ? OTHER : ANSWER);
      road.invoke(
          "ai.text.classify", new TextToClassify("They took my house", Map.of("a", "A", "b", "B")));
    }
    assertThat(road.decision().call().shadows()).isNotNull();
    Map<UUID, Decision> decisions =
        road.ink.decisions().stream().collect(Collectors.toMap(Decision::id, Function.identity()));
    for (ShadowPair pair : pairs) {
      JudgedPair judged = there(pair.judged());
      lessons.add(
          new Lessons.Judged(
              there(decisions.get(judged.call())),
              judged.score(),
              there(decisions.get(judged.copy())),
              judged.copyScore()));
    }
    routeTrainer.look();

    assertThat(there(lessons.newest(road.tenant, "r")).on()).isTrue();
    answer(ANSWER, ANSWER);
    road.ticket = () -> 0.5;
    road.classify();
    assertThat(pairs.getLast().old().offer()).isEqualTo("good");
  }
}
