package io.auterity.relay.plan;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.plan.Fleet.inState;
import static io.auterity.relay.plan.Fleet.refused;
import static io.auterity.relay.plan.Fleet.withModels;
import static io.auterity.relay.plan.Fleet.withSupport;
import static io.auterity.relay.route.Specs.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.provider.ProviderInfo;
import io.auterity.provider.ProviderInfo.State;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Calls;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteIndex;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which refusals time may end. */
class LaterAnswerTest {

  private static final CallFacts CLASSIFY = Calls.classify(Map.of());
  private static final CallFacts CHAT = Calls.chat("gpt-4o", Map.of());
  private static final Route ANY = route("r", "{}");

  @Test
  void aCheckMayBringBackWhoIsAwayOrNotYetKnown() {
    assertThat(mayMend(CLASSIFY, List.of(away("a")), ANY)).isTrue();
    assertThat(mayMend(CLASSIFY, List.of(inState(ai("a"), State.PENDING, "new")), ANY)).isTrue();
  }

  @Test
  void noCheckBringsBackWhoIsDisabledOrWrong() {
    assertThat(mayMend(CLASSIFY, List.of(inState(ai("a"), State.DISABLED, "so")), ANY)).isFalse();
    assertThat(mayMend(CLASSIFY, List.of(refused(ai("a"), "forbidden: egress")), ANY)).isFalse();
  }

  @Test
  void oneWhoMayReturnIsEnough() {
    List<ProviderInfo> providers =
        List.of(
            inState(ai("a"), State.DISABLED, "so"),
            away("b"),
            withSupport(ai("c"), false, "model.list"));

    assertThat(mayMend(CLASSIFY, providers, ANY)).isTrue();
  }

  @Test
  void nobodyIsAwayWhoOffersNothing() {
    assertThat(mayMend(CLASSIFY, List.of(), ANY)).isFalse();
    assertThat(mayMend(CLASSIFY, List.of(withSupport(away("a"), false, "model.list")), ANY))
        .isFalse();
  }

  @Test
  void aReasonBehindTheFirstCounts() {
    assertThat(mayMend(CHAT, List.of(withModels(away("a"), "claude")), ANY)).isFalse();
    assertThat(mayMend(CHAT, List.of(withModels(away("a"), "gpt-4o")), ANY)).isTrue();
    assertThat(
            mayMend(CLASSIFY, List.of(away("a")), route("r", "{'require': [{'mark': 'local'}]}")))
        .isFalse();
    assertThat(mayMend(CLASSIFY, List.of(away("a"), ai("b")), route("r", "{'use': ['c']}")))
        .isFalse();
  }

  @Test
  void aCallThatIsBoundWaitsForNobodyElse() {
    CallFacts pinned = Calls.of("ai.text.classify", null, Map.of(), "a");
    List<ProviderInfo> wrong = List.of(withSupport(ai("a"), false, "model.list"), away("b"));

    assertThat(mayMend(pinned, wrong, ANY)).isFalse();
    assertThat(mayMend(pinned, List.of(away("a"), ai("b")), ANY)).isTrue();
  }

  @Test
  void withoutARouteOneOfThoseAwayIsEnoughAndOneTooManyIsNone() {
    assertThat(mayMend(CHAT, List.of(away("a"), away("b")))).isTrue();
    assertThat(mayMend(CHAT, List.of(ai("a"), ai("b"), away("c")))).isFalse();
    assertThat(mayMend(CHAT, List.of(ai("a"), ai("b"), withModels(away("c"), "gpt-4o")))).isTrue();
  }

  @Test
  void whoIsAwayIsThoughtBackOnceForAllCallsThatAreRefused() {
    ProviderInfo away = away("a");
    Config config = new Config(1, new RouteIndex(List.of(ANY)), List.of(away, away("b")));
    Config back = config.withConnected(away);

    assertThat(config.withConnected(away)).isSameAs(back);
    assertThat(back.roster(ANY, CLASSIFY)).isSameAs(back.roster(ANY, CLASSIFY));
    assertThat(config.withConnected(away("b"))).isNotSameAs(back);
  }

  private static ProviderInfo away(String id) {
    return inState(ai(id), State.ERROR, "unavailable: no answer");
  }

  private static boolean mayMend(CallFacts facts, List<ProviderInfo> providers, Route... routes) {
    Config config = new Config(1, new RouteIndex(List.of(routes)), providers);
    Shortlist shortlist = Planner.shortlist(facts, config);
    assertThat(shortlist.candidates()).isEmpty();
    return Planner.mayMend(facts, config, shortlist);
  }
}
