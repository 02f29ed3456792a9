package io.auterity.insight;

import static io.auterity.relay.road.ScriptedProviders.answers;
import static io.auterity.relay.road.ScriptedProviders.events;
import static io.auterity.relay.road.ScriptedProviders.fails;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.insight.learn.CopiedChoices;
import io.auterity.insight.rollout.RolloutCounts;
import io.auterity.insight.rollout.RolloutPlace;
import io.auterity.insight.rollout.RolloutStanding;
import io.auterity.insight.rollout.Rollouts;
import io.auterity.insight.shadow.AnswerAgreement;
import io.auterity.insight.shadow.ShadowPair;
import io.auterity.insight.shadow.Shadows;
import io.auterity.insight.usage.UsageRow;
import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.Principal;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.id.Ids;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.plan.RankedCandidate;
import io.auterity.relay.road.EndedCall;
import io.auterity.relay.road.ScriptedProviders;
import io.auterity.relay.road.ShadowAnswer;
import io.auterity.relay.route.Route;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.Classification;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TextToClassify;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Routes whose rollout asks the new offer too; each call and copy is recomputed afterwards. */
class ShadowTest extends InsightFixture {

  private static final Classification OTHER = new Classification("cards", "gpt", Map.of());
  private static final String ROUTE =
      "{'use': ['old'], 'rollout': {'to': ['new'], 'steps': ['1%%'], 'every': '1h', 'calls': 4,"
          + " 'shadow': '100%%', 'stopAt': {%s}}, 'retry': {'max': 0}}";

  private final List<ShadowPair> pairs = new ArrayList<>();

  @BeforeEach
  void anOldAndANewOffer() {
    road.providers.add(priced("old"));
    road.providers.add(priced("new"));
    road.shadows.tell(pairs::add);
  }

  @Test
  void theNewOfferIsAskedTooAndItsAnswerGoesToNobody() {
    road.route("r", ROUTE.formatted("'failures': '50%'"));
    road.providers.does("old", answers(ANSWER));
    road.providers.does("new", answers(OTHER));

    Outcome outcome = road.classify();

    assertThat(((Outcome.Succeeded) outcome).value()).isEqualTo(ANSWER);
    assertThat(pairs).hasSize(1);
    assertThat(there(pairs.getFirst().agreement()))
        .isEqualTo(new AnswerAgreement(AnswerAgreement.Measure.LABEL, 0));
    assertThat(pairs.getFirst().old().offer()).isEqualTo("old");
    assertThat(pairs.getFirst().fresh().offer()).isEqualTo("new");
  }

  @Test
  void aCopyLeavesADecisionOfItsOwnThatNamesItsCall() {
    road.route("r", ROUTE.formatted("'failures': '50%'"));
    road.providers.does("old", answers(ANSWER));
    road.providers.does("new", answers(ANSWER));

    Outcome outcome = road.classify();
    Decision copy = road.decision();

    assertThat(copy.call().shadows()).isEqualTo(outcome.decision());
    assertThat(copy.call().parent()).isNull();
    assertThat(copy.result().offer()).isEqualTo("new");
    assertThat(UsageRow.of(copy)).isNotEmpty().allMatch(UsageRow::shadow);
    assertThat(there(copy.planning()).ranked())
        .filteredOn(one -> one.offer().equals("old"))
        .extracting(RankedCandidate::eligibility)
        .containsExactly(RankedCandidate.Eligibility.HELD_BACK);
  }

  @Test
  void whatACopyCostsIsHeldByTheBudgetsOfItsCall() {
    road.budget("b", "{'cap': '1', 'currency': 'USD', 'period': 'day'}");
    road.route("r", ROUTE.formatted("'failures': '50%'"));
    road.providers.does("old", answers(ANSWER));
    road.providers.does("new", answers(ANSWER));

    road.classify();

    assertThat(road.decision().costs().holds())
        .extracting(hold -> hold.part().limit())
        .contains("b");
  }

  @Test
  void aCopyReachesNoModelThatTheKeyMayNotUseAndNobodyIsBlamed() {
    road.route("r", ROUTE.formatted("'failures': '50%'"));
    road.authorizer = admitting("old");
    road.providers.does("old", answers(ANSWER));

    assertThat(((Outcome.Succeeded) road.classify()).provider()).isEqualTo("old");
    assertThat(road.providers.called).containsExactly("old");
    assertThat(pairs).isEmpty();
    assertThat(copies().ended()).isZero();
    assertThat(standing().counts().fresh().failed()).isZero();
  }

  @Test
  void aCopyTakesNothingOfWhatItsKeyMaySpend() {
    Payload input = Payload.of(new TextToClassify("x", Map.of("a", "A", "b", "B")));
    String key = Principal.ID.write(road.call("ai.text.classify", input, null).principal().id());
    road.budget(
        "key",
        "{'cap': '1', 'currency': 'USD', 'period': 'day', 'scope': {'key': '%s'}}".formatted(key));
    road.budget("all", "{'cap': '1', 'currency': 'USD', 'period': 'day'}");
    road.route("r", ROUTE.formatted("'failures': '50%'"));
    road.providers.does("old", answers(ANSWER));
    road.providers.does("new", answers(ANSWER));

    road.classify();

    assertThat(road.decision().call().shadows()).isNotNull();
    assertThat(road.decision().costs().holds())
        .extracting(hold -> hold.part().limit())
        .containsExactly("all");
  }

  @Test
  void aCopyThatNoLimitLetsThroughIsNobodysFailure() {
    road.budget(
        "new", "{'cap': '0', 'currency': 'USD', 'period': 'day', 'scope': {'model': 'new'}}");
    road.route("r", ROUTE.formatted("'failures': '1%'"));
    road.providers.does("old", answers(ANSWER));

    assertThat(road.classify()).isInstanceOf(Outcome.Succeeded.class);
    assertThat(copies().ended()).isZero();
  }

  @Test
  void aCopyThatFailsIsNobodysFailure() {
    road.route("r", ROUTE.formatted("'latency': 9"));
    road.providers.does("old", answers(ANSWER));
    road.providers.does("new", fails(DOWN));

    assertThat(road.classify()).isInstanceOf(Outcome.Succeeded.class);
    assertThat(pairs).isEmpty();
    assertThat(copies().ended()).isEqualTo(1);
    assertThat(copies().answered()).isZero();
    assertThat(standing().counts().fresh().failed()).isEqualTo(1);
  }

  @Test
  void copiesStopARolloutWhoseAnswersDiffer() {
    road.route("r", ROUTE.formatted("'disagreement': '20%'"));
    for (int i = 0; i < 4; i++) {
      assertThat(stopped()).isNull();
      copied(OTHER);
    }

    assertThat(there(stopped())).contains("1000 of 1000 answers");
    assertThat(standing().share()).isZero();
    copied(OTHER);
    assertThat(copies().ended()).isEqualTo(4);
  }

  @Test
  void answersThatAgreeStopNothing() {
    road.route("r", ROUTE.formatted("'disagreement': '20%'"));
    for (int i = 0; i < 8; i++) {
      copied(ANSWER);
    }

    assertThat(stopped()).isNull();
    assertThat(copies()).isEqualTo(new RolloutCounts.Copies(8, 8, 8, 8, 8.0));
  }

  @Test
  void ofAStreamTheWordsAreCompared() {
    road.route("r", ROUTE.formatted("'failures': '50%'"));
    road.providers.streams("old", said("The house ", "is yours."));
    road.providers.streams("new", said("The house is yours", ", I think."));

    try (Exchange exchange = road.chat()) {
      exchange.outcome();
    }

    assertThat(there(pairs.getFirst().agreement()).by()).isEqualTo(AnswerAgreement.Measure.FORM);
    assertThat(there(pairs.getFirst().agreement()).score()).isEqualTo(19.0 / 28);
  }

  @Test
  void aCallThatFailedIsNotCopied() {
    road.route("r", ROUTE.formatted("'failures': '50%'"));
    road.providers.does("old", fails(DOWN));

    road.classify();

    assertThat(copies().ended()).isZero();
    assertThat(road.decision().call().shadows()).isNull();
  }

  @Test
  void withoutAShadowNothingIsCopied() {
    road.route("r", ROUTE.formatted("'failures': '50%'").replace("'shadow': '100%', ", ""));
    road.providers.does("old", answers(ANSWER));

    road.classify();

    assertThat(road.providers.called).containsExactly("old");
  }

  @Test
  void noRouteTakesThePlacesOfAll() {
    road.route(
        "r",
        ROUTE
            .formatted("'failures': '50%'")
            .replace("'shadow': '100%'", "'shadow': {'share': '100%', 'atOnce': 100}"));
    List<Runnable> made = new ArrayList<>();
    Shadows shadows =
        new Shadows(
            road.relay,
            Ids.system(road.time),
            Rollouts.alone(road.time),
            new CopiedChoices(),
            copy -> made.add(copy));
    for (int i = 0; i < 20; i++) {
      shadows.ended(ended("They took my house"));
    }

    assertThat(made).hasSize(16);
  }

  @Test
  void aLargeInputIsNotCopied() {
    road.route("r", ROUTE.formatted("'failures': '50%'"));
    List<Runnable> made = new ArrayList<>();
    Shadows shadows =
        new Shadows(
            road.relay,
            Ids.system(road.time),
            Rollouts.alone(road.time),
            new CopiedChoices(),
            copy -> made.add(copy));
    shadows.ended(ended("a".repeat(256 * 1024)));
    assertThat(made).isEmpty();

    shadows.ended(ended("a".repeat(200 * 1024)));
    assertThat(made).hasSize(1);
  }

  private EndedCall ended(String text) {
    return new EndedCall(
        road.call(
            "ai.text.classify",
            Payload.of(new TextToClassify(text, Map.of("a", "A", "b", "B"))),
            null),
        road.routed("r"),
        null,
        new ShadowAnswer("old", ShadowAnswer.of(ANSWER), 1, 1),
        null);
  }

  // Of a hundred calls one goes to the new offer itself.
  private void copied(Classification fresh) {
    int before = copies().ended();
    boolean over = stopped() != null;
    do {
      road.providers.clear();
      road.providers.does("old", answers(ANSWER));
      road.providers.does("new", answers(fresh));
      road.classify();
    } while (!over && copies().ended() == before);
    road.providers.clear();
  }

  private @Nullable String stopped() {
    RolloutPlace place = standing().place();
    return place.state() == RolloutPlace.State.STOPPED ? place.why() : null;
  }

  private RolloutCounts.Copies copies() {
    return standing().counts().copies();
  }

  private RolloutStanding standing() {
    road.lookAtRollouts();
    Route route = road.routed("r");
    return road.rollouts.standing(road.tenant, route, there(route.rollout()));
  }

  private static ScriptedProviders.StreamAct said(String... pieces) {
    List<Record> all = new ArrayList<>();
    for (String piece : pieces) {
      all.add(new ChatEvent.PartDelta(0, new Part.Text(piece)));
    }
    all.add(new ChatEvent.Finished(FinishReason.STOP));
    return events(null, all.toArray(Record[]::new));
  }
}
