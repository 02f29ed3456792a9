package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.road.ScriptedProviders.answers;
import static io.auterity.relay.road.ScriptedProviders.fails;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Outcome;
import io.auterity.provider.health.CircuitBreaker.Phase;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.plan.Fleet;
import io.auterity.relay.plan.RankedCandidate;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A route from one model of a provider to another of the same. */
class ModelsOfOneProviderTest extends RoadFixture {

  private static final String LARGE = "openai/large";
  private static final String MINI = "openai/mini";

  @BeforeEach
  void aProviderOfTwoModels() {
    road.providers.add(Fleet.withModels(ai("openai"), "large", "mini"));
    road.route("r", "{'use': ['openai/large'], 'fallback': ['openai/mini'], 'retry': {'max': 0}}");
  }

  @Test
  void theLimitOfOneLeadsToTheOther() {
    Failure limit =
        Failure.of(FailureCode.RATE_LIMITED, "429").withRetryAfter(Duration.ofSeconds(30));
    road.providers.does("openai", heard(limit), answers(ANSWER), answers(ANSWER));

    road.classify();
    assertThat(asked()).containsExactly(LARGE, MINI);
    road.classify();
    assertThat(asked()).containsExactly(MINI);
    assertThat(eligibility()).containsExactly("PLANNED", "RESTING");
  }

  @Test
  void whoAskedToBeLeftAloneIsNamed() {
    Failure limit =
        Failure.of(FailureCode.RATE_LIMITED, "429").withRetryAfter(Duration.ofSeconds(30));
    road.providers.does("openai", heard(limit), heard(limit));
    road.classify();

    Failure failure = refusal(road.classify());

    assertThat(failure.code()).isEqualTo(FailureCode.RATE_LIMITED);
    assertThat(failure.message())
        .contains("it asked to be left alone for another 30 s (openai/large, openai/mini)");
  }

  @Test
  void theBreakerOfOneLeavesTheOtherAlone() {
    onlyTheOtherIsAskedAfter(heard(DOWN));
  }

  @Test
  void anEndpointThatIsOutIsOutForBoth() {
    road.providers.does("openai", unheard(DOWN), unheard(DOWN), unheard(DOWN));
    road.classify();
    road.classify();

    assertThat(refusal(road.classify()).message())
        .contains("the breaker of its whole provider is open (openai/large, openai/mini)");
  }

  @Test
  void oneThatRunsHereAndFailsLeavesTheOtherAlone() {
    onlyTheOtherIsAskedAfter(fails(DOWN));
  }

  @Test
  void whatFailsBeforeTheVendorWasAskedOpensNoBreaker() {
    for (int i = 0; i < 5; i++) {
      road.providers.does("openai", unasked(DOWN), answers(ANSWER));
      road.classify();
      assertThat(asked()).containsExactly(LARGE, MINI);
    }
  }

  @Test
  void answersOfNoUseOpenNoBreaker() {
    Failure useless = DOWN.withFields(Map.of(Failure.ANSWER, "is none of the classes"));
    for (int i = 0; i < 5; i++) {
      road.providers.does("openai", heard(useless), answers(ANSWER));
      road.classify();
      assertThat(asked()).containsExactly(LARGE, MINI);
    }
  }

  @Test
  void theOnlyOneThatReturnsIsAskedByAll() {
    road.route("r", "{'use': ['openai/large'], 'retry': {'max': 0}}", 2);
    road.providers.does("openai", heard(DOWN), heard(DOWN), heard(DOWN));
    for (int i = 0; i < 3; i++) {
      road.classify();
    }
    assertThat(refusal(road.classify()).message()).contains("its breaker is open (openai/large)");
    road.time.advance(Duration.ofSeconds(1));

    for (int i = 0; i < 20; i++) {
      road.providers.does("openai", answers(ANSWER));
      assertThat(road.classify()).isInstanceOf(Outcome.Succeeded.class);
    }
    assertThat(road.vitals.of(road.tenant, "openai").health(8).breaker())
        .isEqualTo(Phase.HALF_OPEN);
  }

  private void onlyTheOtherIsAskedAfter(ScriptedProviders.Act failing) {
    for (int i = 0; i < 3; i++) {
      road.providers.does("openai", failing, answers(ANSWER));
      road.classify();
    }
    road.providers.does("openai", answers(ANSWER));
    road.classify();

    assertThat(asked()).containsExactly(MINI);
    assertThat(eligibility()).containsExactly("PLANNED", "BREAKER_OPEN");
  }

  private List<String> asked() {
    return road.decision().attempts().stream().map(Decision.Tried::offer).toList();
  }

  private List<String> eligibility() {
    return there(road.decision().planning()).ranked().stream()
        .map(RankedCandidate::eligibility)
        .map(Object::toString)
        .toList();
  }

  /** Fails before it has asked its vendor. */
  private static ScriptedProviders.Act unasked(Failure failure) {
    return (input, attempt) -> {
      attempt.sent().goesOut();
      throw new CallFailedException(failure);
    };
  }

  /** Fails where its vendor was asked and said nothing. */
  private static ScriptedProviders.Act unheard(Failure failure) {
    return (input, attempt) -> {
      attempt.sent().asked();
      throw new CallFailedException(failure);
    };
  }

  /** Fails after its vendor has answered something. */
  private static ScriptedProviders.Act heard(Failure failure) {
    return (input, attempt) -> {
      attempt.sent().send(false).head(500, 0);
      throw new CallFailedException(failure);
    };
  }
}
