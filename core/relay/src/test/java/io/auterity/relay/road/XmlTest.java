package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.road.ScriptedProviders.answers;
import static io.auterity.relay.road.ScriptedProviders.events;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.CallGuard;
import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.catalogue.Binder;
import io.auterity.relay.answer.Chats;
import io.auterity.spi.Json;
import io.auterity.spi.ai.AnswerFormat;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.XmlAnswer;
import io.auterity.spi.ai.XmlAnswer.XmlFault;
import io.auterity.spi.ai.XmlAnswer.XmlFaultCode;
import io.auterity.spi.ai.XmlFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls whose answers shall consist of XML elements. */
class XmlTest extends RoadFixture {

  private static final ChatRequest PLAIN = Chats.asking("Who is it?");
  private static final ChatRequest ASKED = asking("answer");
  private static final String GOOD = "<answer>It is Ann.</answer>";

  @BeforeEach
  void aRouteWithACache() {
    road.providers.add(ai("gpt"));
    road.route("r", "{'use': ['gpt'], 'cache': {'exact': '1h'}}");
  }

  private static ChatRequest asking(String tag) {
    return PLAIN.withAnswerFormat(AnswerFormat.xml(new XmlFormat(List.of(tag), null)));
  }

  private void willSay(String... words) {
    for (String one : words) {
      willSay(List.of(new Part.Text(one)));
    }
  }

  private void willSay(List<Part> parts) {
    road.providers.does("gpt", answers(Chats.saying(FinishReason.STOP, parts)));
  }

  private ChatResponse ask(ChatRequest request) {
    Outcome outcome = road.invoke("ai.chat.create", request);
    return (ChatResponse) there(((Outcome.Succeeded) outcome).value());
  }

  private List<Record> stream(ChatRequest request) {
    List<Record> seen = new ArrayList<>();
    try (Exchange exchange = road.open("ai.chat.stream", request)) {
      for (Record event = exchange.next(); event != null; event = exchange.next()) {
        seen.add(event);
      }
    }
    return seen;
  }

  private static XmlAnswer end(List<Record> events) {
    return there(((ChatEvent.Finished) events.getLast()).xml());
  }

  /** Puts a star for each Ann; of a stream it lets nothing go before its end. */
  private static final class NoAnn implements CallGuard {

    @Override
    public boolean looks(Way way) {
      return true;
    }

    @Override
    public List<String> judge(Way way, List<Piece> pieces) {
      return pieces.stream().map(piece -> piece.text().replace("Ann", "*")).toList();
    }

    @Override
    public PieceStream stream() {
      StringBuilder held = new StringBuilder();
      return new PieceStream() {
        @Override
        public String take(String piece) {
          held.append(piece);
          return "";
        }

        @Override
        public String finish() {
          return held.toString().replace("Ann", "*");
        }
      };
    }

    @Override
    public Map<String, String> labels() {
      return Map.of();
    }

    @Override
    public @Nullable Told told(Way way) {
      return null;
    }
  }

  @Test
  void aProviderIsToldInWordsAndItsCallerWhatTheAnswerSays() {
    willSay(GOOD);

    ChatResponse answer = ask(ASKED);

    ChatRequest sent = (ChatRequest) road.providers.inputs.getFirst();
    assertThat(sent.answerFormat()).isNull();
    assertThat(sent.messages()).hasSize(2).last().isEqualTo(PLAIN.messages().getFirst());
    assertThat(sent.messages().getFirst().parts().toString()).contains("<answer>");
    assertThat(answer.parts()).containsExactly(new Part.Text(GOOD));
    assertThat(there(answer.xml()))
        .isEqualTo(new XmlAnswer(Map.of("answer", "It is Ann."), List.of(), List.of()));
  }

  @Test
  void whatItIsToldIsHeldAndPaidFor() {
    willSay(GOOD, GOOD);
    ask(PLAIN);
    long plain = there(there(road.decision().call().facts()).demand()).input();

    ask(ASKED);

    assertThat(there(there(road.decision().call().facts()).demand()).input()).isGreaterThan(plain);
  }

  @Test
  void anElementThatLacksIsTold() {
    willSay("It is Ann.");

    assertThat(there(ask(ASKED).xml()).faults())
        .extracting(XmlFault::code)
        .containsExactly(XmlFaultCode.TEXT_OUTSIDE, XmlFaultCode.MISSING);
  }

  @Test
  void anAnswerIsOfThatFormOnlyWhereItWasAskedFor() {
    willSay(GOOD);

    assertThat(ask(PLAIN).xml()).isNull();
  }

  @Test
  void aStreamTellsItAtItsEnd() {
    road.providers.streams(
        "gpt",
        events(
            null,
            new ChatEvent.Started("1", "m"),
            new ChatEvent.PartDelta(0, new Part.Text("<ans")),
            new ChatEvent.PartDelta(0, new Part.Text("wer>Ann</answer>")),
            new ChatEvent.Finished(FinishReason.STOP)));

    List<Record> seen = stream(ASKED);

    assertThat(seen)
        .contains(
            new ChatEvent.PartDelta(0, new Part.Text("<ans")),
            new ChatEvent.PartDelta(0, new Part.Text("wer>Ann</answer>")));
    assertThat(end(seen).values()).isEqualTo(Map.of("answer", "Ann"));
  }

  @Test
  void whatAGuardTakesOutIsInNoElement() {
    road.guard = (scope, call) -> new NoAnn();
    willSay(GOOD);
    road.providers.streams(
        "gpt",
        events(
            null,
            new ChatEvent.PartDelta(0, new Part.Text("<other>A")),
            new ChatEvent.PartDelta(0, new Part.Text("nn</other>")),
            new ChatEvent.Finished(FinishReason.STOP)));

    assertThat(there(ask(ASKED).xml()).values()).isEqualTo(Map.of("answer", "It is *."));
    List<Record> seen = stream(asking("other"));
    assertThat(end(seen).values()).isEqualTo(Map.of("other", "*"));
    assertThat(seen.toString()).doesNotContain("Ann");
  }

  @Test
  void whatSeveralTextsSayTogetherPassesTheGuardToo() {
    road.guard = (scope, call) -> new NoAnn();
    Part begin = new Part.Text("<answer>It is A");
    Part rest = new Part.Text("nn.</answer>");
    willSay(List.of(begin, rest));
    road.providers.streams(
        "gpt",
        events(
            null,
            new ChatEvent.PartDelta(0, begin),
            new ChatEvent.PartDone(0),
            new ChatEvent.PartDelta(1, rest),
            new ChatEvent.Finished(FinishReason.STOP)));

    ChatResponse answer = ask(ASKED);
    assertThat(answer.parts()).containsExactly(begin, rest);
    assertThat(there(answer.xml()).values()).isEqualTo(Map.of("answer", "It is *."));
    assertThat(end(stream(ASKED)).values()).isEqualTo(Map.of("answer", "It is *."));
  }

  @Test
  void aCachedAnswerTellsTheSameToWhoAsksForTheSame() {
    willSay(GOOD, "<other>Bob</other>");

    assertThat(ask(ASKED)).isEqualTo(ask(ASKED));
    assertThat(end(stream(ASKED)).values()).isEqualTo(Map.of("answer", "It is Ann."));
    assertThat(there(ask(asking("other")).xml()).values()).isEqualTo(Map.of("other", "Bob"));

    assertThat(road.providers.called).hasSize(2);
  }

  @Test
  void anAnswerThatIsNotAsAskedForIsNotKept() {
    willSay("It is Ann.", GOOD);

    ask(ASKED);

    assertThat(there(ask(ASKED).xml()).faults()).isEmpty();
  }

  @Test
  void itIsAskedForAndToldInJsonToo() {
    Binder binder = new Binder();
    Json asked =
        Json.EMPTY.with(
            "xml",
            Json.EMPTY
                .with("tags", Json.array(List.of(Json.of("answer"))))
                .with(
                    "documents", Json.array(List.of(Json.EMPTY.with("tag", Json.of("artifact"))))));
    willSay("<answer>It is Ann.</answer><artifact a='1'>x</artifact>");

    AnswerFormat format = (AnswerFormat) binder.read(asked, AnswerFormat.class, "");
    Json.Obj told = binder.render(ask(PLAIN.withAnswerFormat(format)));

    assertThat(there(told.get("xml")))
        .hasToString(
            "{\"values\":{\"answer\":\"It is Ann.\"},\"documents\":[{\"tag\":\"artifact\","
                + "\"attributes\":{\"a\":\"1\"},\"text\":\"x\"}],\"faults\":[]}");
  }
}
