package io.auterity.relay.plan;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.route.Specs.route;
import static io.auterity.relay.route.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.ledger.OfferRule;
import io.auterity.ledger.OfferRule.Ask;
import io.auterity.provider.Offering;
import io.auterity.provider.Price;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.config.ProviderSpec;
import io.auterity.provider.health.CircuitBreaker.Phase;
import io.auterity.provider.health.Snapshot;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Calls;
import io.auterity.relay.route.Demand;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteIndex;
import io.auterity.spi.ai.MediaUnit;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** Which offers can do what a call needs and a route asks. */
class OfferFitTest {

  private List<ProviderInfo> providers =
      List.of(
          provider("blind", "{'models': [{'id': 'm', 'abilities': []}]}"),
          provider("seer", "{'models': [{'id': 'm', 'abilities': ['vision', 'tools']}]}"),
          provider("silent", "{'models': ['m']}"));

  @Test
  void whatACallNeedsIsRequiredWithoutBeingWritten() {
    Shortlist list = shortlist(asking(10, null, "vision"), "{}");

    assertThat(ids(list)).containsExactly("seer/m", "silent/m");
    assertThat(list.exclusions())
        .containsExactly(
            new Exclusion(Exclusion.Reason.ABILITY, List.of("blind/m"), "has no ability vision"));
    assertThat(ids(shortlist(asking(10, null, "vision", "schema"), "{}")))
        .containsExactly("silent/m");
    assertThat(ids(shortlist(asking(10, null), "{}"))).hasSize(3);
  }

  @Test
  void inputAndOutputMustFitTheDeclaredRoom() {
    providers =
        List.of(
            provider("small", "{'models': [{'id': 'm', 'context': 1000, 'output': 100}]}"),
            provider("large", "{'models': [{'id': 'm', 'context': 2000}]}"));

    assertThat(ids(shortlist(asking(900, 100), "{}"))).containsExactly("small/m", "large/m");
    assertThat(shortlist(asking(901, 100), "{}").exclusions())
        .containsExactly(
            new Exclusion(
                Exclusion.Reason.CONTEXT,
                List.of("small/m"),
                "has room for 1000 tokens, and this takes about 1001"));
    assertThat(shortlist(asking(1, 101), "{}").exclusions())
        .containsExactly(
            new Exclusion(
                Exclusion.Reason.CONTEXT,
                List.of("small/m"),
                "gives at most 100 tokens of output, and 101 are asked"));
  }

  @Test
  void aRouteMayAskForMore() {
    providers =
        List.of(
            provider("us", "{'region': 'us', 'regimes': ['hipaa'], 'models': ['m']}"),
            provider(
                "eu",
                "{'region': 'us', 'privacy': 'no_training',"
                    + " 'models': [{'id': 'm', 'region': 'eu-west-1', 'regimes': ['gdpr'],"
                    + " 'context': 5}, 'n']}"),
            provider("silent", "{'models': ['m']}"));

    assertThat(ids(required("{'region': 'eu'}"))).containsExactly("eu/m");
    assertThat(ids(required("{'region': 'e'}"))).isEmpty();
    assertThat(ids(required("{'regime': 'hipaa'}"))).containsExactly("us/m");
    assertThat(ids(required("{'privacy': 'no_training'}"))).containsExactly("eu/m");
    assertThat(ids(required("{'privacy': 'no_retention'}"))).isEmpty();
    assertThat(ids(required("{'context': 6}"))).containsExactly("us/m", "silent/m");
    assertThat(ids(required("{'provider': 'eu/m'}"))).containsExactly("eu/m");
    assertThat(required("{'regime': 'gdpr'}").exclusions())
        .extracting(Exclusion::reason, Exclusion::offers)
        .containsExactly(Tuple.tuple(Exclusion.Reason.REGIME, List.of("us/m", "silent/m")));
  }

  @Test
  void aPriceIsTheMostThatAMillionOfAnyUnitCosts() {
    providers =
        List.of(
            priced("cheap", 2_000_000_000L),
            priced("dear", 2_000_000_001L),
            provider("unpriced", "{'models': ['m']}"));

    assertThat(ids(required("{'price': '2.00'}"))).containsExactly("cheap/m");
    assertThat(required("{'price': '2.00'}").exclusions())
        .extracting(Exclusion::reason)
        .containsExactly(Exclusion.Reason.PRICE);
  }

  @Test
  void whoIsMoreOfWhatARoutePrefersGoesFirst() {
    Shortlist list = shortlist(asking(10, null), "{'prefer': [{'provider': 'silent'}]}");

    assertThat(Planner.order(list, Fleet.sight(list), 0.5).offers())
        .containsExactly("silent/m", "blind/m", "seer/m");
  }

  @Test
  void theCheapestForThisCallGoesFirstAndWhoHasNoPriceLast() {
    providers =
        List.of(
            provider("unpriced", "{'models': ['m']}"),
            Fleet.withPrices(
                provider("talker", "{'models': ['m']}"),
                Map.of("input_tokens", Fleet.perMillion(9), "output_tokens", Fleet.perMillion(1))),
            Fleet.withPrices(
                provider("reader", "{'models': ['m']}"),
                Map.of("input_tokens", Fleet.perMillion(1), "output_tokens", Fleet.perMillion(9))));

    assertThat(cheapest(asking(9_000_000, 1_000_000)))
        .containsExactly("reader/m", "talker/m", "unpriced/m");
    assertThat(cheapest(asking(1_000_000, 9_000_000)))
        .containsExactly("talker/m", "reader/m", "unpriced/m");
  }

  @Test
  void theFastestGoesFirstOnceAllAreKnown() {
    Shortlist list = shortlist(asking(10, null), "{'strategy': 'fastest'}");
    Sight sight =
        Fleet.sight(list, Map.of("blind/m", slow(30), "seer/m", slow(10), "silent/m", slow(20)));

    assertThat(Planner.order(list, sight, 0.5).offers())
        .containsExactly("seer/m", "silent/m", "blind/m");
    assertThat(Planner.order(list, Fleet.sight(list, Map.of("seer/m", slow(10))), 0.5).offers())
        .containsExactly("blind/m", "seer/m", "silent/m");
  }

  @Test
  void aBudgetOfAModelAsksForThePricesOfItsOffersOnly() {
    Shortlist list = asked(new OfferRule(Ask.PRICED, "mini", "seer/m"));

    assertThat(ids(list)).containsExactly("blind/m", "silent/m");
    assertThat(list.exclusions())
        .containsExactly(
            new Exclusion(
                Exclusion.Reason.UNPRICED,
                List.of("seer/m"),
                "has no price, and budget 'mini' asks for one"));
  }

  @Test
  void aBudgetBeginsNoJobWhoseCostNobodyKnowsBeforeItHasEnded() {
    providers = List.of(priced("a", 1));
    Demand job =
        new Demand(
            0, null, true, false, List.of(), null, Map.of(MediaUnit.TUNING_JOBS, 1L), List.of());

    assertThat(ids(shortlist(Calls.asking("m", job), "{}"))).containsExactly("a/m");
    assertThat(shortlist(Calls.asking("m", job.under("day")), "{}").exclusions())
        .extracting(Exclusion::detail)
        .containsExactly("has no price before it has ended, and budget 'day' asks for one");
  }

  @Test
  void aBudgetMayLetOnlyWhatIsLocalAnswer() {
    providers =
        List.of(
            provider("here", "{'privacy': 'local', 'models': ['m']}"),
            provider("there", "{'privacy': 'no_retention', 'models': ['m']}"),
            provider("silent", "{'models': ['m']}"));

    assertThat(ids(asked(new OfferRule(Ask.LOCAL, "day", null)))).containsExactly("here/m");
    assertThat(asked(new OfferRule(Ask.LOCAL, "day", null)).exclusions())
        .extracting(Exclusion::reason, Exclusion::offers)
        .containsExactly(Tuple.tuple(Exclusion.Reason.BUDGET, List.of("there/m", "silent/m")));
    assertThat(ids(asked(new OfferRule(Ask.LOCAL, "day", "there/m"))))
        .containsExactly("here/m", "silent/m");
  }

  @Test
  void aBudgetMayLetOnlyTheCheaperHalfAnswer() {
    OfferRule cheaper = new OfferRule(Ask.CHEAPER, "day", null);
    providers = List.of(priced("c", 3), priced("a", 1), priced("d", 4), priced("b", 2));

    assertThat(ids(asked(cheaper))).containsExactly("a/m", "b/m");
    assertThat(asked(cheaper).exclusions())
        .extracting(Exclusion::reason, Exclusion::offers)
        .containsExactly(Tuple.tuple(Exclusion.Reason.BUDGET, List.of("c/m", "d/m")));
    assertThat(ids(asked(new OfferRule(Ask.CHEAPER, "day", "d/m"))))
        .containsExactly("c/m", "a/m", "b/m");
    providers = List.of(priced("b", 2), priced("a", 1), provider("unpriced", "{'models': ['m']}"));
    assertThat(ids(asked(cheaper))).containsExactly("b/m", "a/m");
    providers = List.of(priced("alone", 9));
    assertThat(ids(asked(cheaper))).containsExactly("alone/m");
    providers = List.of(priced("a", 9), priced("b", 9));
    assertThat(ids(asked(cheaper))).as("as cheap").containsExactly("a/m", "b/m");
  }

  @Test
  void hardwareOfUnknownTimeIsNotTheCheaperHalf() {
    OfferRule cheaper = new OfferRule(Ask.CHEAPER, "day", null);
    providers = List.of(timed("hardware"), priced("dear", 9));

    assertThat(ids(asked(cheaper))).containsExactly("dear/m");
  }

  @Test
  void hardwareCostsWhatItUsuallyTakes() {
    providers = List.of(timed("hardware"), priced("tokens", 1_000_000));
    Demand demand = new Demand(1_000, 1_000, true, true, List.of(), null);
    Shortlist list = shortlist(Calls.asking("m", demand), "{'strategy': 'cheapest'}");

    assertThat(first(list, -1)).isEqualTo("tokens/m");
    assertThat(first(list, 1_500_000_000)).isEqualTo("tokens/m");
    assertThat(first(list, 500_000_000)).isEqualTo("hardware/m");
  }

  private static String first(Shortlist list, long latency) {
    Snapshot seen = new Snapshot(0, 8, latency, Phase.CLOSED, 100, false, 0, 0, 0, 0);
    Sight sight = Fleet.sight(list, Map.of("hardware/m", seen));
    return Planner.order(list, sight, 0.5).offers().getFirst();
  }

  // For a second what a thousand tokens cost at one priced 1,000,000.
  private static ProviderInfo timed(String id) {
    Price second = new Price(1_000, 1_000, "USD", "2026-11-01");
    return Fleet.withPrices(
        provider(id, "{'models': ['m']}"), Map.of(MediaUnit.PREDICT_MILLISECONDS, second));
  }

  private Shortlist asked(OfferRule rule) {
    Demand demand = new Demand(1_000, 100, true, true, List.of(), null).asking(List.of(rule));
    return shortlist(Calls.asking("m", demand), "{}");
  }

  private static Snapshot slow(long millis) {
    Snapshot well = Fleet.WELL;
    return new Snapshot(0, 8, millis * 1_000_000, well.breaker(), 100, false, 0, 0, 0, 0);
  }

  private List<String> cheapest(CallFacts facts) {
    Shortlist list = shortlist(facts, "{'strategy': 'cheapest'}");
    return Planner.order(list, Fleet.sight(list), 0.5).offers();
  }

  private Shortlist required(String selector) {
    return shortlist(asking(1, null), "{'require': [%s]}".formatted(selector));
  }

  private Shortlist shortlist(CallFacts facts, String route) {
    Route compiled = route("r", route);
    return Planner.shortlist(facts, new Config(1, new RouteIndex(List.of(compiled)), providers));
  }

  private static CallFacts asking(
      long input, @org.jspecify.annotations.Nullable Integer output, String... abilities) {
    return Calls.asking("m", new Demand(input, output, true, true, List.of(abilities), null));
  }

  private static ProviderInfo provider(String id, String spec) {
    Offering offering = ProviderSpec.offering(spec(spec));
    return Fleet.offering(ai(id), offering);
  }

  private static ProviderInfo priced(String id, long nanos) {
    return Fleet.withPrices(
        provider(id, "{'models': ['m']}"),
        Map.of("input_tokens", Fleet.perMillion(1), "output_tokens", Fleet.perMillion(nanos)));
  }

  private static List<String> ids(Shortlist list) {
    return list.candidates().stream().map(Candidate::id).toList();
  }
}
