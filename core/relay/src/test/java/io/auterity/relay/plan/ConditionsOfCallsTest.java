package io.auterity.relay.plan;

import static io.auterity.relay.route.Specs.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.provider.Offering;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.health.CircuitBreaker.Phase;
import io.auterity.provider.health.Snapshot;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Calls;
import io.auterity.relay.route.Circumstances;
import io.auterity.relay.route.Demand;
import io.auterity.relay.route.RouteIndex;
import io.auterity.spi.DataClass;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Routes by what a call is, when it comes and what stands around it, and what they require. */
class ConditionsOfCallsTest {

  private static final List<ProviderInfo> PROVIDERS =
      List.of(
          in("frankfurt", "eu-central-1", "gdpr"),
          in("paris", "fr-par", "gdpr", "hipaa"),
          in("virginia", "us-east-1", "hipaa"),
          in("zurich", "ch", "gdpr", "hipaa"),
          in("nowhere", null));

  @ParameterizedTest
  @CsvSource({"PERSONAL, true", "SECRET, true", "CUSTOMER, false", "PUBLIC, false"})
  void matchesByDataClass(DataClass dataClass, boolean matches) {
    String spec = "{'when': {'dataClass': ['personal', 'secret']}, 'use': ['paris']}";

    assertThat(matches(spec, call(dataClass, 0))).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({"999, false", "1000, true", "5000, true", "5001, false"})
  void matchesBySizeOfInput(long tokens, boolean matches) {
    CallFacts call = call(DataClass.CUSTOMER, tokens);

    assertThat(matches("{'when': {'input': {'atLeast': 1000, 'atMost': 5000}}}", call))
        .isEqualTo(matches);
    assertThat(
            matches(
                "{'when': {'expression': 'input_tokens >= 1000 && input_tokens <= 5000'}}", call))
        .isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({"bank, private, true", "bank, public, false", "acme, private, false", ",, false"})
  void matchesByWhatACallIsAbout(@Nullable String owner, @Nullable String seen, boolean matches) {
    Map<String, String> resource =
        owner == null || seen == null ? Map.of() : Map.of("owner", owner, "visibility", seen);
    CallFacts call = call(DataClass.CUSTOMER, 0).toBuilder().resource(resource).build();

    assertThat(matches("{'when': {'resource': {'owner': 'ba*', 'visibility': 'private'}}}", call))
        .isEqualTo(matches);
    assertThat(
            matches(
                "{'when': {'expression': 'resource.owner == \\'bank\\' && resource.visibility =="
                    + " \\'private\\''}}",
                call))
        .isEqualTo(matches);
    assertThat(
            shortlist(
                    "{'require': ['resource.owner != \\'bank\\' || provider.id == \\'paris\\'']}",
                    call)
                .candidates())
        .hasSize("bank".equals(owner) ? 1 : PROVIDERS.size());
  }

  @Test
  void matchesByTheHourAtWhichItIsPlanned() {
    String night = "{'when': {'time': {'from': '22:00', 'to': '05:00'}}}";

    assertThat(matches(night, amid("2026-11-21T03:00:00Z", Map.of()))).isTrue();
    assertThat(matches(night, amid("2026-11-21T12:00:00Z", Map.of()))).isFalse();
    assertThat(matches(night, call(DataClass.CUSTOMER, 0))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"799, false", "800, true", "1000, true"})
  void matchesByHowMuchOfABudgetIsUsed(long spent, boolean matches) {
    CallFacts call = amid("2026-11-21T03:00:00Z", Map.of("daily", spent));

    assertThat(matches("{'when': {'budget': {'daily': '80%'}}}", call)).isEqualTo(matches);
    assertThat(matches("{'when': {'budget': {'other': '80%'}}}", call)).isFalse();
  }

  @Test
  void saysWhatMatched() {
    String spec =
        "{'when': {'dataClass': 'personal', 'budget': {'daily': '80%'}, 'time': {'from': '22:00',"
            + " 'to': '05:00', 'days': ['mon']}, 'input': {'atLeast': 5}}}";

    assertThat(route("r", spec).matched())
        .isEqualTo(
            "Matched data class personal and input of at least 5 tokens and time between 22:00 and"
                + " 05:00 of UTC on mon and budget daily used to 80 %.");
  }

  @Test
  void keepsDataWhereItMayLie() {
    assertThat(left("{'require': [{'residency': 'eu'}]}", Map.of()))
        .containsExactly("frankfurt", "paris");
    assertThat(left("{'require': [{'residency': ['eu', 'ch']}]}", Map.of()))
        .containsExactly("frankfurt", "paris", "zurich");
    assertThat(reasons("{'use': ['virginia', 'nowhere'], 'require': [{'residency': 'eu'}]}"))
        .containsExactly(Exclusion.Reason.REGION);
  }

  @Test
  void holdsAllRegimesTogether() {
    assertThat(left("{'require': [{'regime': ['gdpr', 'hipaa']}]}", Map.of()))
        .containsExactly("paris", "zurich");
    assertThat(left("{'require': [{'regime': ['gdpr', 'fedramp']}]}", Map.of())).isEmpty();
  }

  @Test
  void requiresWhatALabelNames() {
    String spec = "{'require': [{'regime': {'label': 'law'}}, {'residency': {'label': 'home'}}]}";

    assertThat(left(spec, Map.of("law", "GDPR+hipaa"))).containsExactly("paris", "zurich");
    assertThat(left(spec, Map.of("law", "gdpr", "home", "eu")))
        .containsExactly("frankfurt", "paris");
    assertThat(left(spec, Map.of("law", "soc2"))).isEmpty();
    assertThat(left(spec, Map.of())).hasSize(PROVIDERS.size());
  }

  @Test
  void requiresByExpressionsOverRegionAndRegimes() {
    String spec =
        "{'require': ['provider.region.startsWith(\\u0022eu\\u0022) &&"
            + " \\u0022gdpr\\u0022 in provider.regimes']}";

    assertThat(left(spec, Map.of())).containsExactly("frankfurt");
  }

  @Test
  void leavesOutWhoDoesWorseThanRequired() {
    String spec =
        "{'use': ['frankfurt', 'paris', 'zurich'],"
            + " 'require': [{'health': 0.9}, {'latency': '100ms'}]}";
    Map<String, Snapshot> seen =
        Map.of("frankfurt", Fleet.WELL.with(850, 0), "paris", taking(101), "zurich", taking(100));

    Plan plan = order(spec, seen);

    assertThat(plan.offers()).containsExactly("zurich");
    assertThat(plan.ranked())
        .extracting(RankedCandidate::eligibility)
        .containsExactly(
            RankedCandidate.Eligibility.PLANNED,
            RankedCandidate.Eligibility.UNWELL,
            RankedCandidate.Eligibility.UNWELL);
  }

  @Test
  void asksWhoFailsEverMoreAfterAllOthers() {
    String spec = "{'use': ['frankfurt', 'paris'], 'fallback': ['zurich']}";

    Plan plan = order(spec, Map.of("frankfurt", Fleet.WELL.with(800, -150)));

    assertThat(plan.offers()).containsExactly("paris", "zurich", "frankfurt");
    assertThat(order(spec, Map.of("frankfurt", Fleet.WELL.with(500, -50))).offers())
        .containsExactly("frankfurt", "paris", "zurich");
  }

  private static Plan order(String spec, Map<String, Snapshot> seen) {
    Shortlist shortlist = shortlist(spec, call(DataClass.CUSTOMER, 0));
    return Planner.order(shortlist, Fleet.sight(shortlist, seen), 0.5);
  }

  private static List<String> left(String spec, Map<String, String> labels) {
    return shortlist(spec, Calls.of(DataClass.CUSTOMER, Demand.NONE, labels)).candidates().stream()
        .map(Candidate::id)
        .toList();
  }

  private static List<Exclusion.Reason> reasons(String spec) {
    return shortlist(spec, call(DataClass.CUSTOMER, 0)).exclusions().stream()
        .map(Exclusion::reason)
        .toList();
  }

  private static boolean matches(String spec, CallFacts call) {
    return shortlist(spec, call).route() != null;
  }

  private static Shortlist shortlist(String spec, CallFacts call) {
    return Planner.shortlist(
        call, new Config(1, new RouteIndex(List.of(route("r", spec))), PROVIDERS));
  }

  private static CallFacts call(DataClass dataClass, long tokens) {
    Demand demand = new Demand(tokens, null, false, false, List.of(), null);
    return Calls.of(dataClass, demand, Map.of());
  }

  private static CallFacts amid(String at, Map<String, Long> spent) {
    return call(DataClass.CUSTOMER, 0).amid(new Circumstances(Instant.parse(at), spent));
  }

  private static Snapshot taking(long millis) {
    return new Snapshot(0, 8, millis * 1_000_000, Phase.CLOSED, 100, false, 0, 0, 0, 0);
  }

  private static ProviderInfo in(String id, @Nullable String region, String... regimes) {
    return Fleet.offering(Fleet.ai(id), Offering.ANY.in(region, List.of(regimes)));
  }
}
