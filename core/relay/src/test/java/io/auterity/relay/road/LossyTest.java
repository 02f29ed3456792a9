package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.road.ScriptedProviders.answers;
import static io.auterity.relay.road.ScriptedProviders.events;
import static io.auterity.relay.road.ScriptedProviders.fails;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Outcome;
import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.Tool;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a provider cannot be told of a request. */
class LossyTest {

  private static final ChatRequest REQUEST =
      ChatRequest.builder("gpt-4o", List.of(Message.text(Role.USER, "hi"))).build();
  private static final ChatResponse ANSWER =
      new ChatResponse(
          "1",
          "gpt-4o",
          List.of(new Part.Text("hello")),
          FinishReason.STOP,
          new TokenUsage(1, 1, 0, 0),
          null);

  private static final Failure DOWN =
      Failure.of(FailureCode.UNAVAILABLE, "503").withApplied(Applied.NO);

  private final TestRoad road = new TestRoad();

  @BeforeEach
  void twoProviders() {
    road.providers.add(ai("a"));
    road.providers.add(ai("b"));
    road.route("r", "{'use': ['a', 'b']}");
    road.providers.lossy.put("a", List.of("temperature"));
  }

  @Test
  void aCallTellsWhatWasLostOnTheWay() {
    road.providers.does("a", answers(ANSWER));

    Exchange exchange = road.openAtGateway("ai.chat.create", REQUEST, false);

    assertThat(exchange.outcome()).isInstanceOf(Outcome.Succeeded.class);
    assertThat(exchange.lost()).containsExactly("temperature");
    assertThat(road.decision().result().lost()).containsExactly("temperature");
  }

  @Test
  void aStreamTellsItWithItsFirstEvent() {
    road.providers.streams(
        "a",
        events(
            null,
            new ChatEvent.PartDelta(0, new Part.Text("hi")),
            new ChatEvent.Finished(FinishReason.STOP)));

    Exchange exchange = road.openAtGateway("ai.chat.stream", REQUEST, false);
    exchange.next();

    assertThat(exchange.lost()).containsExactly("temperature");
    exchange.close();
    assertThat(road.decision().result().lost()).containsExactly("temperature");
  }

  private static ChatRequest searching(boolean needed) {
    return REQUEST.withTools(
        List.of(
            new Tool(
                "web_search",
                null,
                Json.EMPTY,
                Extra.of("theirs", Json.EMPTY.with("type", Json.of("web_search"))),
                null,
                needed,
                "theirs")));
  }

  @Test
  void aToolThatIsNeededPassesOverWhoDoesNotHaveIt() {
    road.providers.lossy.put("a", List.of("tools.theirs"));
    road.providers.does("b", answers(ANSWER));

    Exchange exchange = road.openAtGateway("ai.chat.create", searching(true), false);

    assertThat(exchange.outcome()).isInstanceOf(Outcome.Succeeded.class);
    assertThat(road.providers.called).containsExactly("b");
    assertThat(exchange.lost()).isEmpty();
  }

  @Test
  void aToolThatIsNeededAndThatNobodyHasIsNamed() {
    road.providers.lossy.put("a", List.of("tools.theirs"));
    road.providers.lossy.put("b", List.of("tools.theirs"));

    Exchange exchange = road.openAtGateway("ai.chat.create", searching(true), false);

    assertThat(exchange.outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.failure().code()).isEqualTo(FailureCode.UNSUPPORTED);
              assertThat(failed.failure().message())
                  .isEqualTo("b has no tool web_search: only who speaks theirs has");
            });
    assertThat(road.providers.called).isEmpty();
  }

  @Test
  void aToolThatIsNotNeededIsLost() {
    road.providers.lossy.put("a", List.of("tools.theirs"));
    road.providers.does("a", answers(ANSWER));

    Exchange exchange = road.openAtGateway("ai.chat.create", searching(false), false);

    assertThat(exchange.outcome()).isInstanceOf(Outcome.Succeeded.class);
    assertThat(exchange.lost()).containsExactly("tools.theirs");
  }

  private static final List<String> NO_SEARCH =
      List.of(
          "tools.openai-responses",
          "tools.anthropic",
          "tools.gemini",
          "extra.openai.web_search_options");

  private static ChatRequest searchingTheWeb() {
    return REQUEST.withTools(
        List.of(
            Tool.builder("web_search", Json.EMPTY)
                .extra(Extra.of("openai-responses", Json.EMPTY.with("type", Json.of("web_search"))))
                .strict(true)
                .dialect("openai-responses")
                .build()));
  }

  @Test
  void ofTwoProvidersTheLossOfWhoAnsweredIsNamed() {
    road.providers.lossy.put("a", NO_SEARCH);
    road.providers.does("a", fails(DOWN));
    road.providers.does("b", answers(ANSWER));

    Exchange exchange = road.openAtGateway("ai.chat.create", searchingTheWeb(), false);

    assertThat(exchange.outcome())
        .isInstanceOfSatisfying(
            Outcome.Succeeded.class, made -> assertThat(made.provider()).isEqualTo("b"));
    assertThat(exchange.lost()).isEmpty();
    assertThat(road.decision().result().lost()).isEmpty();
  }

  @Test
  void aSearchThatOnlyTheSecondProviderLacksIsNamed() {
    road.providers.lossy.remove("a");
    road.providers.lossy.put("b", NO_SEARCH);
    road.providers.does("a", fails(DOWN));
    road.providers.does("b", answers(ANSWER));

    Exchange exchange = road.openAtGateway("ai.chat.create", searchingTheWeb(), false);

    assertThat(exchange.outcome())
        .isInstanceOfSatisfying(
            Outcome.Succeeded.class, made -> assertThat(made.provider()).isEqualTo("b"));
    assertThat(exchange.lost()).contains("tools.web_search");
  }

  @Test
  void aStrictCallGoesWhereAllOfItCan() {
    road.providers.does("b", answers(ANSWER));

    Exchange exchange = road.openAtGateway("ai.chat.create", REQUEST, true);

    assertThat(exchange.outcome())
        .isInstanceOfSatisfying(
            Outcome.Succeeded.class, made -> assertThat(made.provider()).isEqualTo("b"));
    assertThat(exchange.lost()).isEmpty();
    assertThat(road.providers.called).containsExactly("b");
  }

  @Test
  void aStrictCallThatGoesNowhereNamesWhatWouldBeLost() {
    road.providers.lossy.put("b", List.of("messages.cache_point"));

    Exchange exchange = road.openAtGateway("ai.chat.create", REQUEST, true);

    assertThat(exchange.outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.failure().code()).isEqualTo(FailureCode.UNSUPPORTED);
              assertThat(failed.failure().message()).contains("messages.cache_point");
            });
    assertThat(road.providers.called).isEmpty();
  }

  @Test
  void aCallGoesOnWhereNobodyCanSayWhatIsLost() {
    road.providers.speechless = Failure.of(FailureCode.INTERNAL, "broken");
    road.providers.does("a", answers(ANSWER));

    Exchange exchange = road.openAtGateway("ai.chat.create", REQUEST, false);

    assertThat(exchange.outcome()).isInstanceOf(Outcome.Succeeded.class);
    assertThat(exchange.lost()).isEmpty();
  }

  @Test
  void aStrictCallDoesNot() {
    road.providers.speechless = Failure.of(FailureCode.INTERNAL, "broken");

    Exchange exchange = road.openAtGateway("ai.chat.create", REQUEST, true);

    assertThat(exchange.outcome()).isInstanceOf(Outcome.Failed.class);
    assertThat(road.providers.called).isEmpty();
  }
}
