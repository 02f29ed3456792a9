package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.road.ScriptedProviders.answers;
import static io.auterity.relay.road.ScriptedProviders.fails;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.PlatformCause;
import io.auterity.platform.catalogue.Payload;
import io.auterity.provider.health.CircuitBreaker.Phase;
import io.auterity.provider.health.LiveHealth;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.Stage;
import io.auterity.relay.decision.StageMark;
import io.auterity.relay.plan.Fleet;
import io.auterity.relay.plan.RankedCandidate;
import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelQuery;
import io.auterity.spi.ai.TextToClassify;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is asked, and who is asked next. */
class ChoiceOfProviderTest extends RoadFixture {

  @Test
  void anInputThatNamesAProviderGoesThere() {
    Page<Model> models = new Page<>(List.of(new Model("gpt-4o", null, null)), null);
    for (String id : List.of("one", "two")) {
      road.providers.add(Fleet.withSupport(ai(id), false, "model.list"));
      road.providers.does(id, answers(models));
    }

    Outcome outcome = road.invoke("ai.model.list", new ModelQuery(null, null, "two"));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Succeeded.class, ok -> assertThat(ok.provider()).isEqualTo("two"));
    assertThat(refusal(road.invoke("ai.model.list", new ModelQuery(null, null))).code())
        .isEqualTo(FailureCode.NO_VIABLE_PROVIDER);
  }

  @Test
  void aCallThatAsksForAProviderGoesThereAndNowhereElse() {
    for (String id : List.of("one", "two")) {
      road.providers.add(ai(id));
      road.providers.does(id, answers(ANSWER));
    }
    road.route("triage", "{'use': ['one', 'two']}");

    assertThat(asking("two"))
        .isInstanceOfSatisfying(
            Outcome.Succeeded.class, ok -> assertThat(ok.provider()).isEqualTo("two"));
    assertThat(road.decision().attempts()).hasSize(1);
    assertThat(refusal(asking("three")).code()).isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  void aCallMayNotAskForAnotherProviderThanItsInputNames() {
    road.providers.add(Fleet.withSupport(ai("one"), false, "model.list"));
    Invocation call =
        road.call("ai.model.list", Payload.of(new ModelQuery(null, null, "one")), null).toBuilder()
            .provider("two")
            .build();

    assertThat(refusal(road.invoke(call)).message())
        .contains("asks for the provider two and its input names one");
  }

  private Outcome asking(String provider) {
    TextToClassify input = new TextToClassify("They took my house", Map.of("a", "A", "b", "B"));
    return road.invoke(
        road.call("ai.text.classify", Payload.of(input), null).toBuilder()
            .provider(provider)
            .build());
  }

  @Test
  void aCallThatIsForOneProviderAloneGoesThereAndToNoOtherOfItsName() {
    for (String id : List.of("one", "two")) {
      road.providers.add(ai(id));
      road.providers.does(id, answers(ANSWER));
    }
    road.route("triage", "{'use': ['one', 'two']}");

    assertThat(road.classifyAt(there(road.providers.identity(road.tenant, "two"))))
        .isInstanceOfSatisfying(
            Outcome.Succeeded.class, ok -> assertThat(ok.provider()).isEqualTo("two"));
    assertThat(road.decision().attempts()).hasSize(1);

    Failure refused = refusal(road.classifyAt("two/another/0f"));
    assertThat(PlatformCause.of(refused)).isEqualTo(PlatformCause.OTHER_PROVIDER);
    assertThat(refused.applied()).isEqualTo(Applied.NO);
    assertThat(road.decision().attempts()).isEmpty();
    assertThat(road.providers.openLeases()).isZero();
  }

  @Test
  void forgetsAProviderThatIsRemoved() {
    road.providers.add(ai("gone"));
    road.providers.does("gone", answers(ANSWER));
    road.classify();
    LiveHealth before = road.vitals.of(road.tenant, "gone");

    road.providers.remove("gone");
    road.classify();

    assertThat(road.vitals.of(road.tenant, "gone")).isNotSameAs(before);
  }

  @Test
  void failsOverAndHoldsForEachAttempt() {
    road.providers.add(priced("gemini"));
    road.providers.add(priced("gpt"));
    road.route("triage", "{'use': ['gemini', 'gpt']}");
    road.budget("daily", "{'cap': '5.00', 'currency': 'USD', 'period': 'day'}");
    road.quota("hourly", "{'calls': 100, 'period': 'hour'}");
    road.providers.does("gemini", fails(DOWN.withFields(Map.of("injected", "true"))));
    road.providers.does(
        "gpt",
        (input, attempt) -> {
          attempt.meter("input_tokens", 214);
          return ANSWER;
        });

    road.classify();

    Decision decision = road.decision();
    assertThat(decision.failover()).isTrue();
    assertThat(decision.injected()).isTrue();
    assertThat(decision.result().provider()).isEqualTo("gpt");
    assertThat(decision.attempts())
        .extracting(Decision.Tried::provider)
        .containsExactly("gemini", "gpt");
    assertThat(decision.costs().holds())
        .filteredOn(hold -> hold.part().kind().equals("budget"))
        .extracting(hold -> hold.part().settled())
        .containsExactly(0L, 34_240L);
    assertThat(decision.costs().holds())
        .filteredOn(hold -> hold.part().kind().equals("quota"))
        .extracting(hold -> hold.part().settled())
        .containsExactly(0L, 1L);
    assertThat(mark(decision, Stage.RESERVE).verdict()).isEqualTo("held twice");
    assertThat(mark(decision, Stage.ATTEMPT).passed()).isEqualTo(StageMark.Passed.FAILOVER);
    assertThat(mark(decision, Stage.SETTLE).verdict()).isEqualTo("0.00003424 USD");
  }

  @Test
  void repeatsAtTheOnlyProviderAfterAPause() {
    road.providers.add(ai("gpt"));
    road.providers.does("gpt", fails(DOWN), answers(ANSWER));
    long before = road.time.nanos();

    assertThat(road.classify()).isInstanceOf(Outcome.Succeeded.class);

    assertThat(road.time.nanos() - before).isEqualTo(Duration.ofMillis(75).toNanos());
    assertThat(road.decision().attempts())
        .extracting(Decision.Tried::repeat)
        .containsExactly(false, true);
    assertThat(road.decision().failover()).isFalse();
  }

  @Test
  void goesElsewhereWhenABreakerHasOpened() {
    road.providers.add(ai("a"));
    road.providers.add(ai("b"));
    road.route("r", "{'use': ['a', 'b']}");
    for (int i = 0; i < 3; i++) {
      road.providers.does("a", fails(DOWN));
    }
    for (int i = 0; i < 4; i++) {
      road.providers.does("b", answers(ANSWER));
    }

    for (int i = 0; i < 4; i++) {
      road.classify();
    }

    assertThat(road.providers.called).containsExactly("a", "b", "a", "b", "a", "b", "b");
    assertThat(road.vitals.of(road.tenant, "a").health(8).breaker()).isEqualTo(Phase.OPEN);
    assertThat(there(road.decision().planning()).ranked())
        .extracting(RankedCandidate::eligibility)
        .extracting(Object::toString)
        .containsExactly("PLANNED", "BREAKER_OPEN");
  }

  private static StageMark mark(Decision decision, Stage stage) {
    return decision.stages().stream().filter(one -> one.stage() == stage).findFirst().orElseThrow();
  }
}
