package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.plan.Fleet.withModels;
import static io.auterity.relay.road.ScriptedProviders.answers;
import static io.auterity.relay.road.ScriptedProviders.fails;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Outcome;
import io.auterity.platform.catalogue.Payload;
import io.auterity.relay.decision.Decision;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.TextToClassify;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Callers that name models to ask when their first one fails. */
class AlternativeModelsTest extends RoadFixture {

  @BeforeEach
  void threeVendors() {
    road.providers.add(withModels(ai("one"), "large", "mini"));
    road.providers.add(withModels(ai("two"), "great"));
    road.providers.add(withModels(ai("three"), "huge"));
    for (String provider : List.of("one", "two", "three")) {
      road.providers.always(provider, answers(ANSWER));
    }
  }

  @Test
  void theFirstModelAnswersWhereItCan() {
    assertThat(ask("large", "great")).isInstanceOf(Outcome.Succeeded.class);
    assertThat(asked()).containsExactly("one/large");
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureCode.class,
      names = {
        "UNAVAILABLE",
        "RATE_LIMITED",
        "NOT_FOUND",
        "INVALID",
        "TOO_LARGE",
        "CONTEXT_TOO_LONG",
        "CONTENT_REFUSED"
      })
  void theNextIsAskedWhateverTheFirstSays(FailureCode code) {
    road.providers.does("one", fails(Failure.of(code, "no")));

    assertThat(ask("large", "great", "huge")).isInstanceOf(Outcome.Succeeded.class);
    assertThat(asked()).containsExactly("one/large", "two/great");
  }

  @Test
  void theyAreAskedInTheOrderOfTheCaller() {
    road.providers.does("one", fails(DOWN), fails(DOWN));
    road.providers.does("three", fails(DOWN));

    ask("large", "huge", "mini", "great");

    assertThat(asked()).containsExactly("one/large", "three/huge", "one/mini", "two/great");
  }

  @Test
  void aModelThatIsNowhereIsPassedOver() {
    assertThat(ask("unheard-of", "great")).isInstanceOf(Outcome.Succeeded.class);
    assertThat(asked()).containsExactly("two/great");
  }

  @Test
  void whereAllRefuseTheSameTheCallerIsToldOfTheFirst() {
    road.providers.does("one", fails(Failure.of(FailureCode.INVALID, "first")));
    road.providers.does("two", fails(Failure.of(FailureCode.INVALID, "second")));

    assertThat(failure(ask("large", "great")).message()).contains("first");
  }

  @Test
  void aNameOfARouteStandsForItsOffers() {
    road.route("best", "{'when': {'model': 'best'}, 'use': ['three'], 'fallback': ['two']}");
    road.providers.does("one", fails(DOWN));
    road.providers.does("three", fails(DOWN));

    ask("large", "best");

    assertThat(asked()).containsExactly("one/large", "three/huge", "two/great");
  }

  @Test
  void aRouteIsFollowedByWhatItsCallerNames() {
    road.route(
        "r",
        "{'when': {'model': 'fast'}, 'use': ['one/mini'], 'fallback': ['three/huge'],"
            + " 'retry': {'max': 0}}");
    road.providers.does("one", fails(DOWN));
    road.providers.does("three", fails(DOWN));

    ask("fast", "great");

    assertThat(asked()).containsExactly("one/mini", "three/huge", "two/great");
  }

  @Test
  void aKeyReachesNoModelBeyondItsOwn() {
    road.authorizer = admitting("large");
    road.providers.always("one", fails(DOWN));

    assertThat(failure(ask("large", "great")).code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(asked()).containsOnly("one/large");
  }

  @Test
  void aGuardIsToldAllModelsAndRoutesThatMayAnswer() {
    road.route("best", "{'when': {'model': 'best'}, 'use': ['three']}");
    List<String> seen = new ArrayList<>();
    road.guard =
        (scope, call) -> {
          seen.addAll(call.models());
          seen.addAll(call.route().with(Map.of()));
          return null;
        };

    ask("unheard-of", "great", "best");

    assertThat(seen).containsExactly("unheard-of", "great", "best", "best");
  }

  private Outcome ask(String model, String... alternatives) {
    TextToClassify input =
        new TextToClassify("They took my house", Map.of("a", "A", "b", "B"), null, model);
    return road.invoke(
        road.call("ai.text.classify", Payload.of(input), null).toBuilder()
            .alternatives(List.of(alternatives))
            .build());
  }

  private List<String> asked() {
    return road.decision().attempts().stream().map(Decision.Tried::offer).toList();
  }
}
