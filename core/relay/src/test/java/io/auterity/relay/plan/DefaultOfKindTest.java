package io.auterity.relay.plan;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.plan.Fleet.usual;
import static io.auterity.relay.route.Specs.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Principal;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.ProviderInfo.State;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Calls;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteIndex;
import io.auterity.spi.DataClass;
import io.auterity.spi.Effect;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who answers a call of a kind that has a default. */
class DefaultOfKindTest {

  private static final CallFacts SEND = Calls.of("messaging.message.send", null, Map.of(), null);
  private static final CallFacts PAGE = Calls.of("messaging.page.get", null, Map.of(), null);

  private final ProviderInfo chat = usual(messenger("chat", "message.send"));
  private final ProviderInfo slack = messenger("slack", "message.send", "page.get");

  @Test
  void aCallThatNothingElseDecidesGoesToTheDefault() {
    Shortlist list = shortlist(SEND, List.of(chat, slack));

    assertThat(ids(list)).containsExactly("chat");
    assertThat(list.exclusions())
        .containsExactly(
            new Exclusion(
                Exclusion.Reason.DEFAULT,
                List.of("slack"),
                "chat is the default of messaging, and nothing names another one"));
  }

  @Test
  void aReferenceACallersWordAndARouteGoBeforeTheDefault() {
    CallFacts named = Calls.of("messaging.message.send", null, Map.of(), "slack");
    List<ProviderInfo> both = List.of(chat, slack);

    assertThat(ids(shortlist(named, both))).containsExactly("slack");
    assertThat(ids(shortlist(SEND, both, route("r", "{'use': ['slack']}"))))
        .containsExactly("slack");
  }

  @Test
  void anOutageOfTheDefaultIsToldAndSendsNothingElsewhere() {
    ProviderInfo away = Fleet.inState(chat, State.ERROR, "connection refused");
    Config config = new Config(1, RouteIndex.EMPTY, List.of(away, slack));

    Shortlist list = Planner.shortlist(SEND, config);

    assertThat(list.candidates()).isEmpty();
    assertThat(list.exclusions().getFirst())
        .isEqualTo(
            new Exclusion(Exclusion.Reason.NOT_CONNECTED, List.of("chat"), "connection refused"));
    assertThat(Planner.mayMend(SEND, config, list)).isTrue();
  }

  @Test
  void aDefaultWithoutItsPluginIsAwayToo() {
    ProviderInfo orphan = Fleet.ofKind(Fleet.inState(chat, State.ERROR, "no plugin"), "");

    Shortlist list = shortlist(SEND, List.of(orphan, slack));

    assertThat(list.candidates()).isEmpty();
    assertThat(list.exclusions().getFirst().offers()).containsExactly("chat");
  }

  @Test
  void whatTheDefaultCannotDoGoesToTheOnlyOtherThatCan() {
    ProviderInfo teams = messenger("teams", "page.get");

    assertThat(ids(shortlist(PAGE, List.of(chat, slack)))).containsExactly("slack");
    assertThat(ids(shortlist(PAGE, List.of(chat, slack, teams)))).isEmpty();
  }

  @Test
  void aDefaultThatIsDisabledDecidesNothing() {
    ProviderInfo off = Fleet.inState(chat, State.DISABLED, "its spec says so");
    ProviderInfo teams = messenger("teams", "message.send");

    assertThat(ids(shortlist(SEND, List.of(off, slack)))).containsExactly("slack");
    assertThat(ids(shortlist(SEND, List.of(off, slack, teams)))).isEmpty();
  }

  @Test
  void aWriteByABareIdGoesToTheDefault() {
    CallFacts write =
        CallFacts.builder(
                "messaging.message.send",
                "messaging",
                "message.send",
                Effect.NON_IDEMPOTENT,
                DataClass.CUSTOMER)
            .principal("demo-op", Principal.Type.SERVICE)
            .door(Invocation.Door.REST)
            .bare(true)
            .build();

    assertThat(ids(shortlist(write, List.of(chat, slack)))).containsExactly("chat");
  }

  @Test
  void aModelGoesBeforeTheDefault() {
    ProviderInfo open = usual(ai("open"));
    ProviderInfo gpt = Fleet.withModels(ai("gpt"), "gpt-4o");
    ProviderInfo second = usual(Fleet.withModels(ai("second"), "gpt-4o"));

    assertThat(ids(shortlist(Calls.chat("gpt-4o", Map.of()), List.of(gpt, open))))
        .containsExactly("gpt/gpt-4o");
    assertThat(ids(shortlist(Calls.chat("gpt-4o", Map.of()), List.of(gpt, second))))
        .containsExactly("second/gpt-4o");
    assertThat(ids(shortlist(Calls.classify(Map.of()), List.of(gpt, open))))
        .containsExactly("open");
  }

  @Test
  void amongModelsTheDefaultThatIsAwayLeavesTheOnlyOther() {
    ProviderInfo away = Fleet.inState(usual(ai("away")), State.ERROR, "down");

    assertThat(ids(shortlist(Calls.classify(Map.of()), List.of(away, ai("there")))))
        .containsExactly("there");
  }

  private static ProviderInfo messenger(String id, String... operations) {
    return Fleet.withSupport(Fleet.ofKind(ai(id), "messaging"), false, operations);
  }

  private static Shortlist shortlist(
      CallFacts facts, List<ProviderInfo> providers, Route... routes) {
    return Planner.shortlist(facts, new Config(1, new RouteIndex(List.of(routes)), providers));
  }

  private static List<String> ids(Shortlist shortlist) {
    return shortlist.candidates().stream().map(Candidate::id).toList();
  }
}
