package io.auterity.relay.plan;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.route.Specs.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.provider.Offering;
import io.auterity.provider.ProviderInfo;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Calls;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteIndex;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which offers the words of a route and the model of a call mean. */
class OfferNamingTest {

  private static final CallFacts CLASSIFY = Calls.classify(Map.of());

  private List<ProviderInfo> providers =
      List.of(
          Fleet.withModels(ai("anthropic"), "claude", "claude-mini"),
          Fleet.withModels(ai("openai"), "gpt-4o", "gpt-4o-mini", "meta/llama"));

  @Test
  void aRouteMayGiveAModelAName() {
    Route fast =
        route("fast", "{'when': {'model': 'fast'}, 'use': ['openai/gpt-4o-mini', 'anthropic']}");

    assertThat(ids(chat("fast"), fast)).containsExactly("openai/gpt-4o-mini", "anthropic/claude");
  }

  @Test
  void aBareWordIsTheProvidersOfferOfTheAskedModel() {
    Route route = route("r", "{'use': ['openai'], 'fallback': ['anthropic/claude-mini']}");

    assertThat(ids(chat("gpt-4o-mini"), route))
        .containsExactly("openai/gpt-4o-mini", "anthropic/claude-mini");
    assertThat(ids(chat("claude"), route)).containsExactly("anthropic/claude-mini");
  }

  @Test
  void aCallThatNamesNoModelTakesTheConfiguredOneElseTheFirst() {
    providers =
        List.of(
            Fleet.offering(ai("a"), Offering.of("x", "y").withUsual("y")),
            Fleet.offering(ai("b"), Offering.of("x", "y")),
            Fleet.offering(ai("c"), Offering.ANY.withUsual("z")),
            ai("d"));

    assertThat(ids(CLASSIFY, route("r", "{}"))).containsExactly("a/y", "b/x", "c/z", "d");
  }

  @Test
  void aNameThatOnlyARouteGivesNeverReachesAVendorThatHasAModelToTakeInstead() {
    providers = List.of(Fleet.offering(ai("c"), Offering.ANY.withUsual("z")), ai("d"));

    assertThat(ids(chat("fast"), route("fast", "{'when': {'model': 'fast'}}")))
        .containsExactly("c/z", "d/fast");
  }

  @Test
  void aCallerMayNameAnOffer() {
    assertThat(ids(chat("openai/gpt-4o"))).containsExactly("openai/gpt-4o");
    assertThat(ids(chat("openai/meta/llama"))).containsExactly("openai/meta/llama");
    assertThat(ids(chat("openai/claude"))).isEmpty();
  }

  @Test
  void aModelWhoseNameHasASlashIsFoundByThatName() {
    assertThat(ids(chat("meta/llama"))).containsExactly("openai/meta/llama");
  }

  @Test
  void anOfferThatARouteNamesTwiceIsAskedOnce() {
    Route route = route("r", "{'use': ['openai/gpt-4o', 'openai'], 'fallback': ['openai']}");

    assertThat(ids(chat("gpt-4o"), route)).containsExactly("openai/gpt-4o");
  }

  @Test
  void anOperationWithoutModelsGoesToTheProvider() {
    providers = List.of(Fleet.withModels(Fleet.withSupport(ai("a"), false, "model.list"), "x"));
    CallFacts list =
        CallFacts.builder(
                "ai.model.list", "ai", "model.list", CLASSIFY.effect(), CLASSIFY.dataClass())
            .principal("demo-op", CLASSIFY.principalType())
            .door(CLASSIFY.door())
            .build();

    assertThat(ids(list)).containsExactly("a");
  }

  @Test
  void aKeyMayUseModelsByTheirNamesByThoseOfOffersAndByThoseOfRoutes() {
    Route fast =
        route("fast", "{'when': {'model': 'fast'}, 'use': ['openai/gpt-4o-mini', 'anthropic']}");

    assertThat(ids(ofKey("gpt-4o", "gpt-4*"))).containsExactly("openai/gpt-4o");
    assertThat(ids(ofKey("gpt-4o", "openai/gpt-4o"))).containsExactly("openai/gpt-4o");
    assertThat(ids(ofKey("fast", "fast"), fast))
        .containsExactly("openai/gpt-4o-mini", "anthropic/claude");
    assertThat(ids(ofKey("fast", "claude"), fast)).containsExactly("anthropic/claude");
    assertThat(ids(ofKey("claude", "gpt-4*"))).isEmpty();
  }

  @Test
  void aRouteThatGivesNotTheNameLeadsAKeyOnlyToWhatItMayUse() {
    Route any = route("any", "{'use': ['openai/gpt-4o-mini', 'anthropic', 'openai/gpt-4o']}");
    Route some = route("some", "{'when': {'model': 'gpt-*'}, 'use': ['openai/gpt-4o-mini']}");
    Route behind = route("b", "{'use': ['openai/gpt-4o'], 'fallback': ['openai/gpt-4o-mini']}");
    Route given = route("g", "{'when': {'model': 'gpt-4o'}, 'use': ['openai/gpt-4o-mini']}");

    assertThat(ids(ofKey("gpt-4o", "gpt-4o"), any)).containsExactly("openai/gpt-4o");
    assertThat(ids(ofKey("gpt-4o", "gpt-4o"), some)).isEmpty();
    assertThat(ids(ofKey("gpt-4o", "gpt-4o"), behind)).containsExactly("openai/gpt-4o");
    assertThat(ids(ofKey("gpt-4o", "gpt-4o"), given)).containsExactly("openai/gpt-4o-mini");
    assertThat(ids(ofKey("openai/gpt-4o", "gpt-4o"), any)).containsExactly("openai/gpt-4o");
  }

  @Test
  void aNameOfAnotherRouteOpensNothing() {
    Route fast =
        route("fast", "{'when': {'model': 'fast', 'labels': {'app': 'x'}}, 'use': ['anthropic']}");
    Route any = route("any", "{'use': ['openai/gpt-4o-mini']}");

    assertThat(ids(ofKey("fast", "fast"), fast, any)).isEmpty();
  }

  @Test
  void itIsToldWhomAKeyPassedOver() {
    Route any = route("any", "{'use': ['openai/gpt-4o-mini', 'openai/gpt-4o']}");

    assertThat(shortlist(ofKey("gpt-4o", "gpt-4o"), any).exclusions())
        .containsExactly(
            new Exclusion(
                Exclusion.Reason.KEY,
                List.of("openai/gpt-4o-mini"),
                "this key may use only gpt-4o"));
  }

  @Test
  void whatAKeyMayNotUseIsForbiddenAndNotMerelyAway() {
    Failure failure = refused(ofKey("claude", "gpt-4*"));

    assertThat(failure.code()).isEqualTo(FailureCode.FORBIDDEN);
    assertThat(failure.message()).contains("may not use claude, only gpt-4*");
    assertThat(failure.fields()).containsEntry("model", "is not among the models of this key");
  }

  @Test
  void whoHasNoSuchOperationHidesNotThatAKeyForbidsTheModel() {
    providers =
        List.of(
            Fleet.withSupport(
                Fleet.withModels(ai("voyage"), "voyage-3"), false, "embedding.create"),
            Fleet.withModels(ai("openai"), "gpt-4o"));

    assertThat(refused(ofKey("gpt-4o", "voyage-*")).code()).isEqualTo(FailureCode.FORBIDDEN);
    assertThat(refused(ofKey("voyage-3", "gpt-*")).code()).isEqualTo(FailureCode.FORBIDDEN);
    assertThat(refused(ofKey("voyage-3", "voyage-*")).code())
        .isEqualTo(FailureCode.NO_VIABLE_PROVIDER);
    assertThat(refused(ofKey("unknown", "gpt-*")).code()).isEqualTo(FailureCode.NO_VIABLE_PROVIDER);
  }

  @Test
  void aNameThatLeadsToWhatAKeyMayNotUseIsForbiddenToo() {
    Failure failure =
        refused(ofKey("gpt-4o", "gpt-4o"), route("any", "{'use': ['openai/gpt-4o-mini']}"));

    assertThat(failure.code()).isEqualTo(FailureCode.FORBIDDEN);
    assertThat(failure.message())
        .contains("may not use openai/gpt-4o-mini, where gpt-4o leads, only gpt-4o");
    assertThat(failure.fields()).containsEntry("model", "leads to none of the models of this key");
  }

  @Test
  void theReasonThatMattersComesFirstAndThoseWithoutTheModelAreNotNamed() {
    Failure failure =
        refused(
            chat("gpt-4o"),
            route("far", "{'use': ['openai', 'anthropic'], 'require': {'region': 'mars'}}"));

    assertThat(failure.message())
        .startsWith("no provider can answer ai.chat.create: ")
        .contains("(openai/gpt-4o)")
        .doesNotContain("anthropic", "openai/gpt-4o: ");
  }

  private Failure refused(CallFacts facts, Route... routes) {
    Shortlist list = shortlist(facts, routes);
    Config config = new Config(1, new RouteIndex(List.of(routes)), providers);
    Plan plan = Planner.order(list, Fleet.sight(list), 0.5);
    return new CallPlan(config, list, Fleet.sight(list), 0.5, plan).nobody(facts);
  }

  private static CallFacts ofKey(String model, String pattern) {
    return Calls.chatOfKeyFor(List.of(pattern), model);
  }

  @Test
  void weightsNameOffersOrWholeProviders() {
    Route route =
        route(
            "r",
            "{'use': ['openai/gpt-4o', 'openai/gpt-4o-mini', 'anthropic'], 'strategy': 'weighted',"
                + " 'weights': {'openai': 3, 'openai/gpt-4o': 6}}");
    Shortlist list = shortlist(chat("fast"), route("f", "{'when': {'model': 'fast'}}"), route);
    Shortlist weighted = shortlist(CLASSIFY, route);

    assertThat(list.candidates()).hasSize(2);
    assertThat(Planner.order(weighted, Fleet.sight(weighted), 0.5).ranked())
        .extracting(RankedCandidate::offer, one -> Math.round((one.score() - 0.5) * 20))
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("openai/gpt-4o", 6L),
            org.assertj.core.groups.Tuple.tuple("openai/gpt-4o-mini", 3L),
            org.assertj.core.groups.Tuple.tuple("anthropic/claude", 1L));
  }

  private static CallFacts chat(String model) {
    return Calls.chat(model, Map.of());
  }

  private List<String> ids(CallFacts facts, Route... routes) {
    return shortlist(facts, routes).candidates().stream().map(Candidate::id).toList();
  }

  private Shortlist shortlist(CallFacts facts, Route... routes) {
    return Planner.shortlist(facts, new Config(1, new RouteIndex(List.of(routes)), providers));
  }
}
