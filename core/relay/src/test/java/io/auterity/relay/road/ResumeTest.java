package io.auterity.relay.road;

import static io.auterity.relay.road.ScriptedProviders.events;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Outcome;
import io.auterity.provider.Offering;
import io.auterity.provider.ProviderInfo;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.Stage;
import io.auterity.relay.decision.StageMark;
import io.auterity.relay.plan.Fleet;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that are cut, and go on at another offer; each call is recomputed afterwards. */
class ResumeTest extends RoadFixture {

  private static final List<String> PIECES =
      List.of("They ", "took", " my ho", "use. ", "\n\n", "What", " can I ", "do?");
  private static final String WHOLE = String.join("", PIECES);
  private static final Record STARTED = new ChatEvent.Started("1", "m");
  private static final Record FINISHED = new ChatEvent.Finished(FinishReason.STOP);
  private static final Record USED = new ChatEvent.Used(new TokenUsage(10, 5, 0, 0));
  private static final ChatRequest ASKED =
      ChatRequest.builder("m", List.of(Message.text(Role.USER, "What happened?")))
          .maxOutputTokens(100)
          .build();

  @BeforeEach
  void offersOfTwoModels() {
    road.providers.add(offer("cut", "m", false));
    road.providers.add(offer("else", "n", true));
    road.providers.add(offer("anew", "m", false));
    road.providers.add(offer("able", "m", true));
    road.route("r", "{'use': ['cut/m', 'else/n', 'anew/m', 'able/m'], 'resume': true}");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void goesOnWhereverItWasCut(int pieces) {
    cutAfter(pieces);
    goesOn("able");

    List<Record> seen = drain(ASKED);

    assertThat(text(seen)).isEqualTo(WHOLE);
    assertThat(seen).filteredOn(STARTED::equals).hasSize(1);
    assertThat(seen).endsWith(FINISHED).filteredOn(FINISHED::equals).hasSize(1);
    assertThat(road.providers.called).containsExactly("cut", "able");
    assertThat(lastAsked().messages()).hasSize(2);
    assertThat(lastAsked().messages().getLast().role()).isEqualTo(Role.ASSISTANT);
    assertThat(WHOLE).startsWith(begun());
  }

  @Test
  void theDecisionTellsBothAttemptsAndThatItWentOn() {
    cutAfter(3);
    goesOn("able");

    Exchange exchange = road.open("ai.chat.stream", ASKED);
    Outcome outcome = exchange.outcome();

    assertThat(((Outcome.Succeeded) outcome).provider()).isEqualTo("able");
    assertThat(exchange.resumed()).containsExactly("able/m");
    Decision decision = road.decision();
    assertThat(decision.attempts()).extracting(Decision.Tried::offer).contains("cut/m", "able/m");
    assertThat(decision.stages())
        .filteredOn(mark -> mark.stage() == Stage.ATTEMPT)
        .extracting(StageMark::verdict)
        .containsExactly("resumed");
  }

  @Test
  void bothAreBilledForWhatTheyUsed() {
    road.budget("b", "{'cap': '1', 'currency': 'USD', 'period': 'day'}");
    cutAfter(4);
    goesOn("able");

    drain(ASKED);

    Decision.Tried first = road.decision().attempts().getFirst();
    Decision.Tried second = road.decision().attempts().getLast();
    assertThat(first.estimated()).isTrue();
    assertThat(first.used().get("output_tokens")).isPositive();
    assertThat(second.used()).containsEntry("input_tokens", 10L).containsEntry("output_tokens", 5L);
    assertThat(road.decision().costs().used().cost()).isEqualTo(first.cost() + second.cost());
    assertThat(road.decision().costs().holds())
        .extracting(hold -> hold.part().settled())
        .containsExactly(first.cost(), second.cost());
  }

  @Test
  void theCallerIsToldWhatBothUsed() {
    road.providers.streams("cut", events(DOWN, STARTED, USED, word("They ")));
    goesOn("able");

    assertThat(drain(ASKED))
        .filteredOn(ChatEvent.Used.class::isInstance)
        .containsExactly(USED, new ChatEvent.Used(new TokenUsage(20, 10, 0, 0)));
  }

  @Test
  void theRestHasRoomForTheRest() {
    cutAfter(8);
    goesOn("able");

    drain(ASKED);

    assertThat(lastAsked().maxOutputTokens()).isEqualTo(100 - tokensAtMost(begun()));
  }

  @Test
  void whatTheCutOneDidNotTellIsInTheUsageOfBoth() {
    cutAfter(4);
    goesOn("able");

    List<Record> seen = drain(ASKED);

    Map<String, Long> first = road.decision().attempts().getFirst().used();
    long input = first.getOrDefault("input_tokens", 0L);
    long output = first.getOrDefault("output_tokens", 0L);
    assertThat(output).isPositive();
    assertThat(seen)
        .filteredOn(ChatEvent.Used.class::isInstance)
        .containsExactly(new ChatEvent.Used(new TokenUsage(10 + input, 5 + output, 0, 0)));
  }

  @Test
  void anAnswerThatItsCallerBeganDoesNotGoOn() {
    cutAfter(3);

    drain(
        ASKED.withMessages(
            List.of(
                Message.text(Role.USER, "What happened?"),
                Message.text(Role.ASSISTANT, "Well, "))));

    assertThat(road.providers.called).containsExactly("cut");
  }

  @Test
  void whoCannotGoOnLeavesItToTheNext() {
    road.providers.add(offer("last", "m", true));
    road.route("r", "{'use': ['cut/m', 'able/m', 'last/m'], 'resume': true}");
    cutAfter(2);
    road.providers.streams(
        "able", events(Failure.of(FailureCode.INVALID, "prefill is not supported")));
    goesOn("last");

    assertThat(text(drain(ASKED))).isEqualTo(WHOLE);
    assertThat(road.providers.called).containsExactly("cut", "able", "last");
  }

  @Test
  void whereNobodyCanGoOnTheCallerIsToldWhyItBrokeOff() {
    cutAfter(2);
    road.providers.streams("able", events(Failure.of(FailureCode.INVALID, "no prefill")));

    Exchange exchange = road.open("ai.chat.stream", ASKED);

    assertThat(((Outcome.Failed) exchange.outcome()).failure()).isEqualTo(DOWN);
    assertThat(exchange.resumed()).isEmpty();
  }

  @Test
  void itMayBeCutAgain() {
    road.providers.add(offer("last", "m", true));
    road.route("r", "{'use': ['cut/m', 'able/m', 'last/m'], 'resume': true}");
    cutAfter(2);
    road.providers.streams("able", events(DOWN, STARTED, word(" my house"), word(". ")));
    goesOn("last");

    assertThat(text(drain(ASKED))).isEqualTo(WHOLE);
    assertThat(begun()).isEqualTo("They took my house.");
  }

  @Test
  void nothingGoesOnUnlessTheRouteSaysSo() {
    road.route("r", "{'use': ['cut/m', 'able/m']}");
    cutAfter(3);

    drain(ASKED);

    assertThat(road.providers.called).containsExactly("cut");
  }

  @Test
  void whatIsNoPlainTextDoesNotGoOn() {
    Tool tool = new Tool("find", null, Json.EMPTY);
    cutAfter(3);
    drain(ASKED.withTools(List.of(tool)));
    road.providers.streams(
        "cut",
        events(DOWN, STARTED, word("They"), new ChatEvent.PartDelta(1, new Part.Text(" took"))));
    drain(ASKED);
    road.providers.streams("cut", events(DOWN, STARTED, word("They"), new ChatEvent.PartDone(0)));
    drain(ASKED);

    assertThat(road.providers.called).containsOnly("cut");
  }

  private void cutAfter(int pieces) {
    List<Record> all = new ArrayList<>(List.of(STARTED));
    PIECES.subList(0, pieces).forEach(piece -> all.add(word(piece)));
    road.providers.streams("cut", events(DOWN, all.toArray(Record[]::new)));
  }

  // As a model does that was given the words so far: it writes the rest, in pieces of its own.
  private void goesOn(String provider) {
    road.providers.streams(
        provider,
        attempt -> {
          String rest = WHOLE.substring(begun().length());
          List<Record> all = new ArrayList<>(List.of(new ChatEvent.Started("2", "m")));
          for (int at = 0; at < rest.length(); at += 3) {
            String piece = rest.substring(at, Math.min(at + 3, rest.length()));
            all.add(new ChatEvent.PartDelta(1, new Part.Text(piece)));
          }
          all.add(USED);
          all.add(FINISHED);
          return events(null, all.toArray(Record[]::new)).on(attempt);
        });
  }

  private static int tokensAtMost(String text) {
    int letters = text.replaceAll("[^A-Za-z ]", "").length();
    return text.length() - letters + (letters + 2) / 3;
  }

  private ChatRequest lastAsked() {
    return (ChatRequest) road.providers.inputs.getLast();
  }

  private String begun() {
    return ((Part.Text) lastAsked().messages().getLast().parts().getFirst()).text();
  }

  private List<Record> drain(ChatRequest request) {
    List<Record> all = new ArrayList<>();
    try (Exchange exchange = road.open("ai.chat.stream", request)) {
      Record next = exchange.next();
      while (next != null) {
        all.add(next);
        next = exchange.next();
      }
    }
    return all;
  }

  private static String text(List<Record> seen) {
    StringBuilder text = new StringBuilder();
    for (Record one : seen) {
      if (one instanceof ChatEvent.PartDelta(int at, Part.Text(String piece))) {
        assertThat(at).isZero();
        text.append(piece);
      }
    }
    return text.toString();
  }

  private static Record word(String text) {
    return new ChatEvent.PartDelta(0, new Part.Text(text));
  }

  private static ProviderInfo offer(String id, String model, boolean prefill) {
    ProviderInfo provider = Fleet.streaming(priced(id), prefill);
    return Fleet.offering(provider, Offering.of(model));
  }
}
