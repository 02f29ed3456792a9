package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.road.ScriptedProviders.answers;
import static io.auterity.relay.road.ScriptedProviders.events;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.CallGuard;
import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.catalogue.Payload;
import io.auterity.provider.Offering;
import io.auterity.relay.decision.Stage;
import io.auterity.relay.decision.StageMark;
import io.auterity.relay.plan.Exclusion;
import io.auterity.relay.plan.Fleet;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.JsonSplice;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatEvent.PartDelta;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.TokenLogprob;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.Tool;
import io.auterity.spi.ai.WireBody;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of calls at whose words somebody looks. */
class GuardTest {

  private static final Record STARTED = new ChatEvent.Started("1", "m");
  private static final Record FINISHED = new ChatEvent.Finished(FinishReason.STOP);

  private final TestRoad road = new TestRoad();

  @BeforeEach
  void twoProvidersAndAGuardThatTakesNames() {
    road.providers.add(ai("a"));
    road.providers.add(ai("b"));
    road.route("r", "{'use': ['a', 'b'], 'failoverOn': ['content_refused']}");
    road.guard = (scope, call) -> new NoNames();
  }

  /** Puts a star for each Ann, in whatever pieces she comes, and refuses Bob; Zed goes to b. */
  private static final class NoNames implements CallGuard {
    private int found;
    private boolean routed;

    @Override
    public boolean looks(Way way) {
      return true;
    }

    @Override
    public List<String> judge(Way way, List<Piece> pieces) {
      return pieces.stream().map(piece -> judge(piece.text())).toList();
    }

    @Override
    public void judgeNames(List<Piece> names) {
      if (names.stream().anyMatch(name -> name.text().contains("Cid"))) {
        throw new CallFailedException(Failure.of(FailureCode.CONTENT_REFUSED, "no Cid"));
      }
    }

    private String judge(String text) {
      if (text.contains("Bob")) {
        Failure refused =
            Failure.of(FailureCode.CONTENT_REFUSED, "no Bob").withFields(Map.of(FIELD, "names"));
        throw new CallFailedException(WAY.attach(refused, "request"));
      }
      routed |= text.contains("Zed");
      found += text.contains("Ann") ? 1 : 0;
      return text.replace("Ann", "*");
    }

    @Override
    public PieceStream stream() {
      return new PieceStream() {
        private String held = "";

        @Override
        public String take(String piece) {
          String text = judge(held + piece);
          int open = Math.max(text.lastIndexOf('A'), text.lastIndexOf('B'));
          held = open < 0 ? "" : text.substring(open);
          return open < 0 ? text : text.substring(0, open);
        }

        @Override
        public String finish() {
          String rest = held;
          held = "";
          return rest;
        }
      };
    }

    @Override
    public Map<String, String> labels() {
      return routed ? Map.of("where", "b") : Map.of();
    }

    @Override
    public @Nullable Told told(Way way) {
      return found == 0 ? null : new Told("masked", found + " names");
    }
  }

  private static ChatResponse answer(Outcome.Succeeded done) {
    return (ChatResponse) Objects.requireNonNull(done.value());
  }

  @Test
  void tokensThatNobodyHereCanReadReachNoModelUnderAGuard() {
    road.providers.add(Fleet.withSupport(ai("vectors"), false, "embedding.create"));
    road.route("v", "{'priority': 9, 'use': ['vectors']}");

    Outcome outcome =
        road.invoke(
            "ai.embedding.create",
            new EmbeddingRequest("m", List.of(), null, List.of(List.of(1, 2))));

    assertThat(((Outcome.Refused) outcome).failure())
        .satisfies(
            refused -> {
              assertThat(refused.code()).isEqualTo(FailureCode.UNSUPPORTED);
              assertThat(refused.message()).contains("token arrays");
            });
    assertThat(road.providers.inputs).isEmpty();
  }

  @Test
  void whatAVendorsOwnToolSaysOfItselfIsLookedAt() {
    Tool tool =
        new Tool(
            "ask",
            null,
            Json.EMPTY,
            Map.of("theirs", Json.EMPTY.with("description", Json.of("asks Ann"))),
            null,
            true,
            "theirs");
    road.providers.does("a", answers(answer(new Part.Text("hi"))));

    road.invoke("ai.chat.create", chat(Message.text(Role.USER, "hello")).withTools(List.of(tool)));

    ChatRequest sent = (ChatRequest) road.providers.inputs.getFirst();
    assertThat(Objects.requireNonNull(sent.tools()).getFirst().extra())
        .isEqualTo(Map.of("theirs", Json.EMPTY.with("description", Json.of("asks *"))));
  }

  @Test
  void aGuardIsToldWhichRouteTakesTheCallWithWhichLabels() {
    road.route("day", "{'when': {'time': {'from': '00:00', 'to': '12:00'}}, 'use': ['a']}");
    road.route("z", "{'priority': 9, 'when': {'labels': {'where': 'z'}}, 'use': ['b']}");
    List<String> told = new ArrayList<>();
    road.guard =
        (scope, call) -> {
          told.addAll(call.route().with(Map.of()));
          told.addAll(call.route().with(Map.of("where", "z")));
          return null;
        };
    road.providers.does("a", answers(answer(new Part.Text("hi"))));

    road.invoke("ai.chat.create", chat(Message.text(Role.USER, "hello")));

    assertThat(told).hasSize(2).last().isEqualTo("z");
    assertThat(told.getFirst())
        .isEqualTo(
            Objects.requireNonNull(Objects.requireNonNull(road.decision().planning()).route())
                .id());
  }

  @Test
  void aRouteThatIsAppliedMeanwhileTakesNoCallThatWasGuardedAsAnothers() {
    road.route("one", "{'use': ['a']}");
    List<String> told = new ArrayList<>();
    road.guard =
        (scope, call) -> {
          told.addAll(call.route().with(Map.of()));
          road.route("other", "{'priority': 9, 'use': ['b']}");
          return null;
        };
    road.providers.does("a", answers(answer(new Part.Text("hi"))));

    road.invoke("ai.chat.create", chat(Message.text(Role.USER, "hello")));

    assertThat(told)
        .containsExactly(
            Objects.requireNonNull(Objects.requireNonNull(road.decision().planning()).route())
                .id());
  }

  @Test
  void aStreamThatWasCutAndWentOnIsOneAnswer() {
    road.providers.add(Fleet.offering(Fleet.streaming(ai("c"), true), Offering.of("m")));
    road.providers.add(Fleet.offering(Fleet.streaming(ai("d"), true), Offering.of("m")));
    road.route("r", "{'use': ['c/m', 'd/m'], 'resume': true}");
    Failure down = Failure.of(FailureCode.UNAVAILABLE, "503");
    road.providers.streams("c", events(down, STARTED, text("I saw A")));
    road.providers.streams("d", events(null, STARTED, text("nn there"), FINISHED));

    List<Record> seen = new ArrayList<>();
    try (Exchange exchange =
        road.open("ai.chat.stream", chat(Message.text(Role.USER, "Whom did you see?")))) {
      Record next = exchange.next();
      while (next != null) {
        seen.add(next);
        next = exchange.next();
      }
    }

    assertThat(road.providers.called).containsExactly("c", "d");
    assertThat(road.providers.inputs.getLast().toString()).contains("I saw A");
    assertThat(seen.toString()).doesNotContain("Ann").contains("*").contains(" there");
  }

  @Test
  void theProviderIsToldWhatTheGuardHasLeft() {
    road.providers.does("a", answers(answer(new Part.Text("hi"))));

    road.invoke("ai.chat.create", chat(Message.text(Role.USER, "I am Ann")));

    assertThat(road.providers.inputs.getFirst().toString())
        .contains("I am *")
        .doesNotContain("Ann");
    assertThat(mark(Stage.POLICY_PRE).verdict()).isEqualTo("masked");
    assertThat(mark(Stage.POLICY_PRE).reason()).isEqualTo("1 names");
  }

  @Test
  void toolsAreLookedAtAsWhatTheySay() {
    Part call = new Part.ToolCall("Ann", "ask", "{\"who\": \"Ann \\u0041nn\", \"id\": \"Ann\"}");
    Part result = new Part.ToolResult("Ann", "Ann said so");
    road.providers.does("a", answers(answer(call)));

    Outcome.Succeeded done =
        (Outcome.Succeeded)
            road.invoke(
                "ai.chat.create",
                chat(
                    new Message(Role.ASSISTANT, List.of(call)),
                    new Message(Role.USER, List.of(result))));

    Part masked = new Part.ToolCall("Ann", "ask", "{\"who\": \"* *\", \"id\": \"*\"}");
    assertThat(answer(done).parts()).containsExactly(masked);
    assertThat(((ChatRequest) road.providers.inputs.getFirst()).messages())
        .containsExactly(
            new Message(Role.ASSISTANT, List.of(masked)),
            new Message(Role.USER, List.of(new Part.ToolResult("Ann", "* said so"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~ \t{\"who\": \"\\u0041nn\"}~ | ~ \t{\"who\": \"*\"}~",
        "~{\"who\": \"\\u0041nn\",}~     | ~{\"who\": \"*\",}~",
        "~[{\"\\u0041nn\": 1}]~         | ~[{\"*\": 1}]~",
        "~{\"a\": \"Ann\", \"n\": [18446744073709551615, 1.10, 1E400]}~ "
            + "| ~{\"a\": \"*\", \"n\": [18446744073709551615, 1.10, 1E400]}~",
        "~{\"a\": \"\\\"Ann\\\"\", \"b\": \"\\u00e9\"}~  | ~{\"a\": \"\\\"*\\\"\", \"b\": \"\\u00e9\"}~",
        "~\"\\u0041nn\"~                | ~\"*\"~",
        "~[1] {\"\\u0041nn\": 1}~         | ~[1] {\"*\": 1}~",
        "~{\"a\": 1, \"a\": \"\\u0041nn\"}~  | ~{\"a\": 1, \"a\": \"*\"}~",
        "~{\"who\": \"\\u0042nn\",}~     | ~{\"who\": \"\\u0042nn\",}~",
      })
  void howArgumentsAreWrittenMakesNoDifference(String arguments, String judged) {
    road.providers.does("a", answers(answer(new Part.ToolCall("1", "ask", arguments))));

    Outcome.Succeeded done =
        (Outcome.Succeeded) road.invoke("ai.chat.create", chat(Message.text(Role.USER, "hi")));

    assertThat(answer(done).parts()).containsExactly(new Part.ToolCall("1", "ask", judged));
  }

  @Test
  void documentsOfTextAndWhatSchemasSayAreLookedAt() {
    Part file = new Part.File("a.txt", null, "text/plain", base64("by Ann"));
    Part bytes = new Part.File("a.pdf", null, "application/pdf", base64("by Ann"));
    Tool tool = new Tool("ask", "Asks.", schema("whom, e.g. Ann", "Ann"));
    road.providers.does("a", answers(answer(new Part.Text("hi"))));

    road.invoke(
        "ai.chat.create",
        ChatRequest.builder("m", List.of(new Message(Role.USER, List.of(file, bytes))))
            .tools(List.of(tool))
            .build());

    ChatRequest sent = (ChatRequest) road.providers.inputs.getFirst();
    assertThat(sent.messages().getFirst().parts())
        .containsExactly(new Part.File("a.txt", null, "text/plain", base64("by *")), bytes);
    assertThat(sent.tools()).containsExactly(new Tool("ask", "Asks.", schema("whom, e.g. *", "*")));
  }

  private static Json.Obj schema(String description, String value) {
    Json.Obj who =
        Json.EMPTY
            .with("description", Json.of(description))
            .with("enum", Json.array(List.of(Json.of(value))));
    return Json.EMPTY.with("properties", Json.EMPTY.with("who", who));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aRefusedRequestAsksNobody() {
    Outcome outcome = road.invoke("ai.chat.create", chat(Message.text(Role.USER, "Bob")));

    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(road.providers.inputs).isEmpty();
    assertThat(road.decision().attempts()).isEmpty();
    assertThat(road.refused).hasSize(1);
  }

  @Test
  void aNameThatIsRefusedAsksNobody() {
    Part call = new Part.ToolCall("of Cid", "ask", "{}");

    Outcome outcome =
        road.invoke("ai.chat.create", chat(new Message(Role.ASSISTANT, List.of(call))));

    assertThat(((Outcome.Refused) outcome).failure().code()).isEqualTo(FailureCode.CONTENT_REFUSED);
    assertThat(road.providers.inputs).isEmpty();
  }

  @Test
  void aRefusedAnswerIsPaidForNotSeenAndNobodyElseIsAsked() {
    road.providers.does("a", answers(answer(new Part.Text("I am Bob"))));

    Outcome outcome = road.invoke("ai.chat.create", chat(Message.text(Role.USER, "who?")));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed ->
                assertThat(failed.failure().fields()).containsEntry(CallGuard.FIELD, "names"));
    assertThat(road.providers.inputs).hasSize(1);
    assertThat(road.decision().costs().used().quantities()).containsKey("output_tokens");
    assertThat(road.refused).hasSize(1);
  }

  @Test
  void aPieceOfAStreamIsLetGoOnceItsVerdictIsThere() {
    road.providers.streams(
        "a",
        events(
            null,
            STARTED,
            text("I am A"),
            text("n"),
            text("n, a"),
            new ChatEvent.PartDone(0),
            FINISHED));

    assertThat(drain(road.chat()))
        .containsExactly(STARTED, text("I am "), text("*, a"), new ChatEvent.PartDone(0), FINISHED);
    assertThat(mark(Stage.POLICY_POST).verdict()).isEqualTo("masked");
    assertThat(road.refused).isEmpty();
  }

  @Test
  void wordsThatAreHeldBackAreNotToldByTheirTokens() {
    Part tokens = new Part.Logprobs(List.of(new TokenLogprob("Ann", -1, null, null)));
    road.providers.streams(
        "a", events(null, STARTED, text("Ann"), new PartDelta(1, tokens), FINISHED));

    assertThat(drain(road.chat())).containsExactly(STARTED, text("*"), FINISHED);
  }

  @Test
  void tokensAreToldOfAnAnswerThatNobodyChanged() {
    Part tokens = new Part.Logprobs(List.of(new TokenLogprob("x", -1, null, null)));
    road.providers.does("a", answers(answer(new Part.Text("x"), tokens)));
    assertThat(parts(road.invoke("ai.chat.create", chat(Message.text(Role.USER, "who?")))))
        .containsExactly(new Part.Text("x"), tokens);

    road.providers.does("a", answers(answer(new Part.Text("Ann"), tokens)));
    assertThat(parts(road.invoke("ai.chat.create", chat(Message.text(Role.USER, "who?")))))
        .containsExactly(new Part.Text("*"), new Part.Logprobs(List.of()));
  }

  private static List<Part> parts(Outcome outcome) {
    return ((ChatResponse) Objects.requireNonNull(((Outcome.Succeeded) outcome).value())).parts();
  }

  @Test
  void partsThatComeInTurnsAreEachLookedAtByThemselves() {
    Record said = new PartDelta(2, new Part.Text("well"));
    road.providers.streams(
        "a",
        events(
            null,
            STARTED,
            text("A"),
            new PartDelta(1, new Part.ToolCall("1", "ask", "{\"who\":\"A")),
            said,
            text("n"),
            new PartDelta(1, new Part.ToolCall("1", "ask", "nn\"}")),
            text("n"),
            new ChatEvent.PartDone(1),
            FINISHED));

    assertThat(drain(road.chat()))
        .containsExactly(
            STARTED,
            said,
            text("*"),
            new PartDelta(1, new Part.ToolCall("1", "ask", "{\"who\":\"*\"}")),
            new ChatEvent.PartDone(1),
            FINISHED);
  }

  @Test
  void aStreamThatIsRefusedEndsThereAndNobodyElseIsAsked() {
    road.providers.streams("a", events(null, STARTED, text("Bo"), text("b"), FINISHED));

    Exchange exchange = road.chat();

    assertThat(drain(exchange)).containsExactly(STARTED);
    assertThat(exchange.outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.failure().code()).isEqualTo(FailureCode.CONTENT_REFUSED));
    assertThat(road.providers.inputs).hasSize(1);
    assertThat(road.providers.openLeases()).isZero();
    assertThat(road.refused).hasSize(1);
  }

  @Test
  void argumentsOfAToolAreLetGoWholeAndAThoughtThatIsChangedLosesItsSignature() {
    road.providers.streams(
        "a",
        events(
            null,
            STARTED,
            new PartDelta(0, new Part.Reasoning("Ann", null)),
            new PartDelta(0, new Part.Reasoning(null, "signed", "d")),
            new PartDelta(1, new Part.Reasoning("well", null)),
            new PartDelta(1, new Part.Reasoning(null, "signed", "d")),
            new PartDelta(2, new Part.ToolCall("1", "ask", "")),
            new PartDelta(2, new Part.ToolCall("1", "ask", "{\"who\":\"A")),
            new PartDelta(2, new Part.ToolCall("1", "ask", "nn\"}")),
            FINISHED));

    assertThat(drain(road.chat()))
        .containsExactly(
            STARTED,
            new PartDelta(0, new Part.Reasoning("*", null)),
            new PartDelta(1, new Part.Reasoning("well", null)),
            new PartDelta(1, new Part.Reasoning(null, "signed", "d")),
            new PartDelta(2, new Part.ToolCall("1", "ask", "{\"who\":\"*\"}")),
            FINISHED);
  }

  @Test
  void aChatAsItWasWrittenIsReadWhereItsWordsAreGuarded() {
    road.providers.passing.add("a");
    road.providers.does("a", answers(answer(new Part.Text("Ann"))));
    ChatRequest frame = chat();
    Payload wire =
        new Payload.OfWire(
            new WireBody("openai", frame, new JsonSplice(new byte[] {'{', '}'}, List.of())),
            new Payload.OfWire.Unread(1, 1, 0, false, false),
            () -> chat(Message.text(Role.USER, "to Ann")));

    Exchange exchange = road.openAtGateway("ai.chat.create", wire, false);

    assertThat(answer((Outcome.Succeeded) exchange.outcome()).parts())
        .containsExactly(new Part.Text("*"));
    assertThat(((ChatRequest) road.providers.inputs.getFirst()).messages())
        .containsExactly(Message.text(Role.USER, "to *"));
  }

  @Test
  void whatIsFoundMayChooseTheRoute() {
    road.route("local", "{'priority': 9, 'when': {'labels': {'where': 'b'}}, 'use': ['b']}");
    road.providers.does("b", answers(answer(new Part.Text("hi"))));

    Outcome outcome = road.invoke("ai.chat.create", chat(Message.text(Role.USER, "Zed")));

    assertThat(((Outcome.Succeeded) outcome).provider()).isEqualTo("b");
  }

  @Test
  void aBudgetCoversWhatGetsItsLabelFromAGuard() {
    road.budget(
        "some",
        "{'cap': '5.00', 'currency': 'USD', 'period': 'day', 'scope': {'label': {'where': 'b'}}}");

    Outcome outcome = road.invoke("ai.chat.create", chat(Message.text(Role.USER, "Zed")));

    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(road.providers.inputs).isEmpty();
    assertThat(Objects.requireNonNull(road.decision().planning()).exclusions())
        .extracting(one -> one.reason())
        .contains(Exclusion.Reason.UNPRICED);
  }

  @Test
  void whereNothingIsFoundTheVeryRecordGoesOn() {
    ChatRequest request = chat(Message.text(Role.USER, "hi"));
    road.providers.does("a", answers(answer(new Part.Text("hi"))));

    road.invoke("ai.chat.create", request);

    assertThat(((ChatRequest) road.providers.inputs.getFirst()).messages())
        .isSameAs(request.messages());
    assertThat(mark(Stage.POLICY_PRE).verdict()).isEqualTo("clean");
  }

  private StageMark mark(Stage stage) {
    return road.decision().stages().stream()
        .filter(mark -> mark.stage() == stage)
        .findFirst()
        .orElseThrow();
  }

  private static Record text(String text) {
    return new PartDelta(0, new Part.Text(text));
  }

  private static ChatResponse answer(Part... parts) {
    return new ChatResponse(
        "1", "m", List.of(parts), FinishReason.STOP, new TokenUsage(3, 1, 0, 0), null);
  }

  private static ChatRequest chat(Message... messages) {
    return ChatRequest.builder("m", List.of(messages)).build();
  }

  private static List<Record> drain(Exchange exchange) {
    List<Record> all = new ArrayList<>();
    for (Record event = exchange.next(); event != null; event = exchange.next()) {
      all.add(event);
    }
    return all;
  }
}
