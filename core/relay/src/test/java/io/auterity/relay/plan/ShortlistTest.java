package io.auterity.relay.plan;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.route.Specs.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.ledger.price.PriceList;
import io.auterity.ledger.price.Pricing;
import io.auterity.provider.Offering;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.SampleProvider;
import io.auterity.provider.Tariff;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Calls;
import io.auterity.relay.route.Demand;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteIndex;
import io.auterity.spi.PluginManifest.KnownModel;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.Support;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShortlistTest {

  private static final CallFacts CLASSIFY = Calls.classify(Map.of());

  private List<ProviderInfo> providers =
      List.of(ai("bge", "local"), ai("gemini", "recorded"), ai("gpt", "recorded"), ai("minilm"));

  @Test
  void listsWhomTheRouteNamesInItsOrderAndThenItsFallbacks() {
    Shortlist list =
        shortlist(CLASSIFY, route("r", "{'use': ['gpt', 'bge'], 'fallback': ['minilm', 'bge']}"));

    assertThat(list.candidates())
        .extracting(Candidate::id, Candidate::fallback, Candidate::place)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("gpt", false, 0),
            org.assertj.core.groups.Tuple.tuple("bge", false, 1),
            org.assertj.core.groups.Tuple.tuple("minilm", true, 0));
  }

  @Test
  void findsProvidersByMarkAndTakesAllWhenTheRouteNamesNone() {
    assertThat(ids(shortlist(CLASSIFY, route("r", "{'use': [{'mark': 'recorded'}]}"))))
        .containsExactly("gemini", "gpt");
    assertThat(ids(shortlist(CLASSIFY, route("r", "{}"))))
        .containsExactly("bge", "gemini", "gpt", "minilm");
  }

  @Test
  void groupsWhoIsOutOfTheQuestionByReason() {
    providers =
        List.of(
            Fleet.inState(ai("a"), ProviderInfo.State.PENDING, "no key is set"),
            Fleet.inState(ai("b"), ProviderInfo.State.PENDING, "no key is set"),
            Fleet.withSupport(ai("c"), false, "embedding.create"),
            ai("d"));

    Shortlist list = shortlist(CLASSIFY, route("r", "{'require': [{'mark': 'local'}]}"));

    assertThat(list.candidates()).isEmpty();
    assertThat(list.exclusions())
        .containsExactly(
            new Exclusion(Exclusion.Reason.NOT_CONNECTED, List.of("a", "b"), "no key is set"),
            new Exclusion(Exclusion.Reason.UNSUPPORTED, List.of("c"), "has no text.classify"),
            new Exclusion(Exclusion.Reason.REQUIRE, List.of("d"), "is not mark local"));
  }

  @Test
  void whatAConnectorLacksIsToldWithItsOwnReason() {
    providers =
        List.of(
            SampleProvider.like(ai("a"))
                .support(
                    Map.of(
                        "text.classify",
                        new OperationSupport(Support.NONE, false, "its vendor sells no texts")))
                .build());

    assertThat(shortlist(CLASSIFY, route("r", "{}")).exclusions())
        .containsExactly(
            new Exclusion(
                Exclusion.Reason.UNSUPPORTED,
                List.of("a"),
                "has no text.classify: its vendor sells no texts"));
  }

  @Test
  void whatNobodyHasVerifiedIsOutOfTheQuestionForThatOperationAlone() {
    providers = List.of(Fleet.withholding(ai("a"), "text.classify"), ai("b"));

    Shortlist list = shortlist(CLASSIFY, route("r", "{}"));

    assertThat(ids(list)).containsExactly("b");
    assertThat(list.exclusions())
        .containsExactly(
            new Exclusion(
                Exclusion.Reason.UNVERIFIED,
                List.of("a"),
                "its text.classify is unverified (V0): say unverified: true to use it"));

    providers = List.of(Fleet.withholding(ai("a"), "chat.create"));
    assertThat(ids(shortlist(CLASSIFY, route("r", "{}")))).containsExactly("a");
  }

  @Test
  void requirementsMaySpeakOfCallAndProvider() {
    Route route =
        route(
            "r",
            "{'require': ['labels.team != `x` || `local` in provider.marks']}"
                .replace("`", "\\\""));

    assertThat(ids(shortlist(Calls.classify(Map.of("team", "x")), route))).containsExactly("bge");
    assertThat(ids(shortlist(Calls.classify(Map.of("team", "y")), route))).hasSize(4);
  }

  @Test
  void leavesOutProvidersThatDoNotOfferTheModel() {
    providers = List.of(Fleet.withModels(ai("gpt"), "gpt-4o"), ai("any"));

    Shortlist list = shortlist(Calls.chat("claude", Map.of()), route("r", "{}"));

    assertThat(ids(list)).containsExactly("any/claude");
    assertThat(list.exclusions().getFirst().detail()).isEqualTo("does not offer claude");
  }

  @Test
  void whatAReferencePointsToStaysWithItsProvider() {
    CallFacts pinned = Calls.of("ai.text.classify", null, Map.of(), "minilm");

    Shortlist list = shortlist(pinned, route("r", "{'use': ['gpt']}"));

    assertThat(ids(list)).containsExactly("minilm");
    assertThat(list.exclusions().getFirst().reason()).isEqualTo(Exclusion.Reason.PINNED);
  }

  @Test
  void aCallWithoutARouteGoesToTheOnlyProviderThatCanAnswer() {
    providers = List.of(ai("only"), Fleet.withSupport(ai("other"), false, "model.list"));
    assertThat(ids(shortlist(CLASSIFY))).containsExactly("only");

    providers = List.of(ai("one"), ai("two"));
    Shortlist several = shortlist(CLASSIFY);

    assertThat(several.candidates()).isEmpty();
    assertThat(several.exclusions())
        .containsExactly(
            new Exclusion(
                Exclusion.Reason.SEVERAL,
                List.of("one", "two"),
                "no route matches and several could answer; name one, make one the default of its"
                    + " kind, or apply a route that says which"));
  }

  @Test
  void aCallWithoutARouteGoesToTheOnlyProviderThatNamesItsModel() {
    providers =
        List.of(ai("any"), Fleet.withModels(ai("gpt"), "gpt-4o"), Fleet.withModels(ai("x"), "x"));

    Shortlist list = shortlist(Calls.chat("gpt-4o", Map.of()));

    assertThat(ids(list)).containsExactly("gpt/gpt-4o");
    assertThat(list.exclusions())
        .contains(
            new Exclusion(
                Exclusion.Reason.SEVERAL, List.of("any/gpt-4o"), "another provider names gpt-4o"));
    assertThat(ids(shortlist(Calls.chat("claude", Map.of())))).containsExactly("any/claude");
  }

  @Test
  void providersOfOtherKindsAreNotEvenExcluded() {
    providers = List.of(Fleet.ofKind(ai("tracker"), "tracker"), ai("gpt"));

    Shortlist list = shortlist(CLASSIFY, route("r", "{'use': ['tracker', 'gpt']}"));

    assertThat(ids(list)).containsExactly("gpt");
    assertThat(list.exclusions()).isEmpty();
  }

  private static final CallFacts DRAW =
      Calls.of("ai.image.create", null, Map.of(), null)
          .asking(
              new Demand(10, null, true, false, List.of(), null, Map.of("images", 1L), List.of()));

  private static final List<KnownModel> DRAWERS =
      Stream.of("dear", "cheap", "free")
          .map(id -> new KnownModel(id, null, null, null, List.of("image.create")))
          .toList();

  private static ProviderInfo drawing(String id, Offering offering) {
    return Fleet.offering(
        Fleet.withSupport(ai(id), false, "image.create"), offering.informed(DRAWERS));
  }

  private Shortlist drawn(CallFacts facts, Route... routes) {
    Map<String, Tariff> prices = new HashMap<>();
    Map.of("a/dear", 90, "a/cheap", 40, "b/cheap", 20, "b/dear", 50, "c/chat", 1)
        .forEach(
            (offer, cents) ->
                prices.put(
                    offer, Tariff.of(Map.of("images", Fleet.perMillion(cents * 1_000_000L)))));
    Pricing pricing =
        new Pricing(List.of(new PriceList("p", 1, LocalDate.of(2026, 1, 1), prices)), null);
    return Planner.shortlist(
        facts, new Config(1, new RouteIndex(List.of(routes)), providers, pricing));
  }

  @Test
  void aCallThatNamesNoModelGetsTheCheapestThatIsKnownForIt() {
    providers = List.of(drawing("a", Offering.of("chat", "free", "dear", "cheap")));

    assertThat(ids(drawn(DRAW, route("r", "{}")))).containsExactly("a/cheap");
    assertThat(ids(drawn(DRAW, route("r", "{'use': ['a/chat']}")))).containsExactly("a/chat");
    assertThat(ids(drawn(CLASSIFY.asking(DRAW.demand()), route("r", "{}")))).isEmpty();
  }

  @Test
  void theUsualModelOfAProviderIsTakenWhereItIsKnownForTheCall() {
    providers =
        List.of(
            drawing("a", Offering.of("cheap", "dear").withUsual("dear")),
            drawing("b", Offering.of("cheap", "dear").withUsual("chat")));

    assertThat(ids(drawn(DRAW, route("r", "{}")))).containsExactly("a/dear", "b/cheap");
  }

  @Test
  void ofSeveralProvidersWithoutARouteItIsTheCheapestToo() {
    providers =
        List.of(
            drawing("a", Offering.of("cheap")),
            drawing("b", Offering.of("chat", "dear", "cheap")),
            drawing("c", Offering.of("chat")));

    Shortlist list = drawn(DRAW);

    assertThat(ids(list)).containsExactly("b/cheap");
    assertThat(list.exclusions())
        .containsExactly(
            new Exclusion(Exclusion.Reason.MODEL, List.of("c"), LACKING),
            new Exclusion(
                Exclusion.Reason.SEVERAL,
                List.of("a/cheap"),
                "no model is named, and b/cheap is known for image.create and costs least"));
  }

  private static final String LACKING =
      "lists no model that is known for image.create: list one, or name one in the call";

  @Test
  void aCallThatNamesNoModelIsNotGivenToOneOfAnotherUse() {
    providers = List.of(drawing("a", Offering.of("chat", "other").withUsual("chat")));

    Shortlist list = drawn(DRAW, route("r", "{}"));

    assertThat(ids(list)).isEmpty();
    assertThat(list.exclusions())
        .containsExactly(new Exclusion(Exclusion.Reason.MODEL, List.of("a"), LACKING));
    assertThat(ids(drawn(DRAW, route("r", "{'use': ['a/chat']}")))).containsExactly("a/chat");

    providers = List.of(drawing("a", Offering.ANY), ai("b"));
    assertThat(ids(drawn(DRAW, route("r", "{}")))).containsExactly("a");
  }

  @Test
  void costIsNotToldWhereNoPriceIsKnown() {
    providers = List.of(drawing("a", Offering.of("free")), drawing("d", Offering.of("dear")));

    Shortlist list = drawn(DRAW);

    assertThat(ids(list)).containsExactly("a/free");
    assertThat(list.exclusions().getFirst().detail())
        .isEqualTo("no model is named, and a/free is the first that is known for image.create");
  }

  @Test
  void aKeyGetsTheCheapestThatItMayUse() {
    providers = List.of(drawing("a", Offering.of("chat", "cheap", "dear")));
    CallFacts limited = Calls.ofKeyFor(List.of("dear"), DRAW);

    assertThat(ids(drawn(limited, route("r", "{}")))).containsExactly("a/dear");
  }

  private Shortlist shortlist(CallFacts facts, Route... routes) {
    return Planner.shortlist(facts, new Config(1, new RouteIndex(List.of(routes)), providers));
  }

  private static List<String> ids(Shortlist shortlist) {
    return shortlist.candidates().stream().map(Candidate::id).toList();
  }
}
