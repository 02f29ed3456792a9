package io.auterity.provider.fit;

import static io.auterity.platform.json.SingleQuoted.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.provider.ModelSpec;
import io.auterity.provider.target.ChatConstraints;
import io.auterity.provider.target.ModelRule;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.Tool;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatAdaptationTest {

  private static final Part PICTURE = new Part.Image(null, "image/png", "aa");

  @Test
  void whatATargetTakesStaysTheSame() {
    ChatRequest asked = chat().thinking(Thinking.effort("high")).build();

    FittedChat fitted = fit(asked, "{}");

    assertThat(fitted.request()).isEqualTo(asked);
    assertThat(fitted.lost()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "a.b, a_b",
    "a/b, a_b",
    "tool-1, tool-1",
    "0123456789012345678901, 01234567890",
  })
  void namesAreSpelledAsTheVendorTakesThem(String name, String begins) {
    ChatConstraints chatConstraints = target("{'names': {'letters': 'a-zA-Z0-9_-', 'most': 20}}");

    String there =
        called(ChatAdaptation.of(withTool(name), chatConstraints, null, Map.of()).request());

    assertThat(there).matches("[a-zA-Z0-9_-]{1,20}").startsWith(begins);
  }

  @Test
  void namesThatDifferStayDifferentAndComeBack() {
    ChatConstraints chatConstraints = target("{'names': {'letters': 'a-z_', 'most': 20}}");
    ChatRequest asked =
        chat().tools(List.of(tool("a.b"), tool("a:b"), tool("a_b"))).toolChoice("a:b").build();

    FittedChat fitted = ChatAdaptation.of(asked, chatConstraints, null, Map.of());

    List<Tool> tools = Objects.requireNonNull(fitted.request().tools());
    assertThat(tools).extracting(Tool::name).doesNotHaveDuplicates().contains("a_b");
    assertThat(fitted.request().toolChoice()).isEqualTo(tools.get(1).name());
    assertThat(fitted.names().back(called(0, tools.get(1).name()))).isEqualTo(called(0, "a:b"));
    assertThat(fitted.names().back(called(0, "a_b"))).isEqualTo(called(0, "a_b"));
    assertThat(fitted.lost()).isEmpty();
  }

  @Test
  void aCallInHistoryIsCalledAsItsTool() {
    ChatConstraints chatConstraints = target("{'names': {'letters': 'a-z', 'most': 20}}");
    ChatRequest asked =
        chat(user("x"), calls(new Part.ToolCall("1", "a b", "{}")), answers("1"))
            .tools(List.of(tool("a b")))
            .build();

    ChatRequest there = ChatAdaptation.of(asked, chatConstraints, null, Map.of()).request();

    assertThat(((Part.ToolCall) there.messages().get(1).parts().getFirst()).name())
        .isEqualTo(called(there));
  }

  @Test
  void idsThatDifferStayDifferentAndPairsStayPairs() {
    String end = "x".repeat(40);
    ChatRequest asked =
        chat(
                user("x"),
                calls(
                    new Part.ToolCall(end + "1", "a", "{}"),
                    new Part.ToolCall(end + "2", "a", "{}")),
                answers(end + "2"),
                answers(end + "1"))
            .build();

    List<Message> there =
        fit(asked, "{'ids': {'letters': '!-~', 'most': 40}}").request().messages();

    List<String> called = there.get(1).parts().stream().map(ChatAdaptationTest::id).toList();
    assertThat(called).doesNotHaveDuplicates().allMatch(id -> id.length() <= 40);
    assertThat(id(there.get(2).parts().getFirst())).isEqualTo(called.get(1));
    assertThat(id(there.get(3).parts().getFirst())).isEqualTo(called.get(0));
  }

  @Test
  void anIdThatComesAgainBecomesAnother() {
    ChatRequest asked =
        chat(
                user("x"),
                calls(new Part.ToolCall("c", "a", "{}")),
                answers("c"),
                calls(new Part.ToolCall("c", "a", "{}")),
                answers("c"))
            .build();

    List<Message> there = fit(asked, "{'idsOnce': true}").request().messages();

    assertThat(id(there.get(3).parts().getFirst()))
        .isEqualTo(id(there.get(4).parts().getFirst()))
        .isNotEqualTo(id(there.get(1).parts().getFirst()));
  }

  @Test
  void aCallIsAnsweredRightBehindItsMessage() {
    ChatRequest asked =
        chat(
                user("x"),
                calls(new Part.ToolCall("1", "a", "{}"), new Part.ToolCall("2", "a", "{}")),
                user("wait"),
                answers("1"),
                answers("gone"))
            .build();

    FittedChat fitted = fit(asked, "{'answered': true}");

    List<Message> there = fitted.request().messages();
    assertThat(there)
        .extracting(Message::role)
        .containsExactly(Role.USER, Role.ASSISTANT, Role.TOOL, Role.USER, Role.USER);
    assertThat(there.get(2).parts()).extracting(ChatAdaptationTest::id).containsExactly("1", "2");
    assertThat(fitted.lost()).containsExactly("messages.tool_result");
  }

  @Test
  void whatIsNoWordInAResultFollowsBehindAllResults() {
    ChatRequest asked =
        chat(
                user("x"),
                calls(new Part.ToolCall("1", "a", "{}"), new Part.ToolCall("2", "a", "{}")),
                new Message(
                    Role.TOOL,
                    List.of(new Part.ToolResult("1", List.of((Part.Content) PICTURE), null))),
                answers("2"))
            .build();

    FittedChat fitted = fit(asked, "{'results': 'words'}");

    List<Message> there = fitted.request().messages();
    assertThat(there)
        .extracting(Message::role)
        .containsExactly(Role.USER, Role.ASSISTANT, Role.TOOL, Role.TOOL, Role.USER);
    assertThat(there.getLast().parts()).containsExactly(PICTURE);
    assertThat(((Part.ToolResult) there.get(2).parts().getFirst()).text()).isNotBlank();
    assertThat(fitted.lost()).containsExactly("messages.tool_result.parts");
  }

  @Test
  void argumentsThatAreNoObjectStandInOne() {
    ChatRequest asked =
        chat(
                user("x"),
                new Message(
                    Role.ASSISTANT,
                    List.of(
                        new Part.ToolCall("1", "a", "{\"city\": \"Ro"),
                        new Part.ToolCall("2", "a", "[1]"),
                        new Part.ToolCall("3", "a", "{\"city\": \"Rome\"}"),
                        new Part.ToolCall("4", "a", ""))),
                answers("1"))
            .build();

    FittedChat fitted = fit(asked, "{'arguments': 'object'}");

    assertThat(fitted.request().messages().get(1).parts())
        .extracting(part -> ((Part.ToolCall) part).arguments())
        .containsExactly(
            "{\"INVALID_JSON\":\"{\\\"city\\\": \\\"Ro\"}",
            "{\"INVALID_JSON\":\"[1]\"}",
            "{\"city\": \"Rome\"}",
            "");
    assertThat(fitted.lost()).containsExactly("messages.tool_call.arguments");
    assertThat(fit(asked, "{}").lost()).isEmpty();
  }

  @Test
  void blankTextsGoWhereNothingElseIsSaid() {
    Part call = new Part.ToolCall("1", "a", "{}");
    ChatRequest asked =
        chat(
                user("x"),
                new Message(Role.ASSISTANT, List.of(new Part.Text("\n\n"), call)),
                answers("1"),
                user(" "),
                new Message(Role.USER, List.of(new Part.Text(" "), new Part.Text("y"))))
            .build();

    List<Message> there = fit(asked, "{'blankTexts': false}").request().messages();

    assertThat(there).hasSize(4);
    assertThat(there.get(1).parts()).containsExactly(call);
    assertThat(there.getLast().parts()).hasSize(2);
  }

  @Test
  void instructionsThatStandAloneAreWhatTheUserSays() {
    FittedChat fitted =
        fit(chat(Message.text(Role.SYSTEM, "Say a word.")).build(), "{'systemAlone': false}");

    assertThat(fitted.request().messages()).containsExactly(user("Say a word."));
    assertThat(fitted.lost()).containsExactly("messages.system");
  }

  @Test
  void aBegunAnswerEndsInNoBlank() {
    FittedChat fitted =
        fit(
            chat(user("x"), Message.text(Role.ASSISTANT, "It is \n")).build(),
            "{'trailingBlanks': false}");

    assertThat(fitted.request().messages().getLast())
        .isEqualTo(Message.text(Role.ASSISTANT, "It is"));
    assertThat(fitted.lost()).containsExactly("messages.text");
  }

  @Test
  void theLastMarksForTheCacheStay() {
    Part mark = new Part.CachePoint(null);
    Message marked = new Message(Role.USER, List.of(new Part.Text("x"), mark));
    ChatRequest asked = chat(marked, marked, marked).build();

    FittedChat fitted = fit(asked, "{'cachePoints': 2}");

    assertThat(fitted.request().messages().getFirst()).isEqualTo(user("x"));
    assertThat(fitted.request().messages().subList(1, 3)).containsExactly(marked, marked);
    assertThat(fitted.lost()).containsExactly("messages.cache_point");
  }

  @ParameterizedTest
  @CsvSource({
    "o3, minimal, low",
    "o3, xhigh, high",
    "o3, none, low",
    "q, high, ",
  })
  void anEffortIsTheNearestThatAModelHas(String model, String asked, @Nullable String told) {
    ChatConstraints chatConstraints =
        target(
            "{'models': [{'like': 'o[0-9]', 'efforts': ['low', 'medium', 'high']}, {'like': '.*', 'efforts': []}]}");
    ChatRequest chat = chat().thinking(Thinking.effort(asked)).build().withModel(model);

    FittedChat fitted = ChatAdaptation.of(chat, chatConstraints, null, Map.of());

    Thinking thinking = fitted.request().thinking();
    assertThat(thinking).isNotNull();
    assertThat(thinking == null ? null : thinking.effort()).isEqualTo(told);
    assertThat(fitted.lost()).containsExactly("thinking.effort");
  }

  @Test
  void whoIsKnownNotToThinkIsNotAsked() {
    ModelSpec model = new ModelSpec("m", null, null, null, List.of("tools"), null, null, null);
    ChatRequest asked = chat().thinking(Thinking.effort("high")).build();

    FittedChat fitted =
        ChatAdaptation.of(asked, target("{'thinkers': 'declared'}"), model, Map.of());

    assertThat(fitted.request().thinking()).isNull();
    assertThat(fitted.lost()).containsExactly("thinking");
  }

  @Test
  void whatAProviderDeclaresOfAModelGoesFirst() {
    ModelSpec model =
        new ModelSpec(
            "m",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            ModelRule.declared(json("{'efforts': ['low'], 'temperature': 'never'}")));
    ChatRequest asked = chat().temperature(0.0).thinking(Thinking.effort("high")).build();

    FittedChat fitted = ChatAdaptation.of(asked, ChatConstraints.ANY, model, Map.of());

    assertThat(fitted.lost()).containsExactly("thinking.effort", "temperature");
  }

  @ParameterizedTest
  @CsvSource({
    "512, 4000, 1024",
    "9000, 4000, 3999",
    "2000, 4000, 2000",
    "2000, 1000, ",
  })
  void thoughtsAreFewerThanTheAnswerAndNotTooFew(int asked, int longest, @Nullable Integer told) {
    ChatRequest chat =
        chat()
            .thinking(new Thinking(Thinking.Mode.ON, asked, null))
            .maxOutputTokens(longest)
            .build();

    Thinking thinking = fit(chat, "{'leastThoughts': 1024}").request().thinking();

    assertThat(thinking == null ? null : thinking.budgetTokens()).isEqualTo(told);
  }

  @Test
  void aForcedToolGoesBeforeThoughts() {
    ChatRequest asked =
        chat()
            .tools(List.of(tool("a")))
            .toolChoice("required")
            .thinking(Thinking.effort("high"))
            .build();

    FittedChat fitted = fit(asked, "{'forcedThoughts': false}");

    assertThat(fitted.request().thinking()).isNull();
    assertThat(fitted.request().toolChoice()).isEqualTo("required");
    assertThat(fitted.lost()).containsExactly("thinking");
  }

  @ParameterizedTest
  @CsvSource({
    "never, , true",
    "never, high, true",
    "unthinking, , false",
    "unthinking, high, true"
  })
  void aThinkerTakesTheUsualTemperatureAlone(String heat, @Nullable String effort, boolean cut) {
    ChatConstraints chatConstraints =
        target("{'models': [{'like': '.*', 'temperature': '%s'}]}".formatted(heat));
    ChatRequest asked =
        chat()
            .temperature(0.0)
            .topP(0.5)
            .thinking(effort == null ? null : Thinking.effort(effort))
            .build();

    FittedChat fitted = ChatAdaptation.of(asked, chatConstraints, null, Map.of());

    assertThat(fitted.request().temperature() == null).isEqualTo(cut);
    assertThat(fitted.lost()).isEqualTo(cut ? List.of("temperature", "topP") : List.of());
  }

  @Test
  void aLongUserIsADigestAndTheSameEachTime() {
    ChatRequest asked = chat().user("u".repeat(65)).build();

    FittedChat fitted = fit(asked, "{'user': 64}");

    assertThat(fitted.request().user()).matches("[0-9a-f]{64}");
    assertThat(fit(asked, "{'user': 64}")).usingRecursiveComparison().isEqualTo(fitted);
    assertThat(fitted.lost()).containsExactly("user");
  }

  @Test
  void stopsThatAreTooManyOrBlankGo() {
    ChatRequest asked = chat().stop(List.of("a", "\n", "b", "c")).build();

    FittedChat fitted = fit(asked, "{'stops': 2, 'blankStops': false}");

    assertThat(fitted.request().stop()).containsExactly("a", "b");
    assertThat(fitted.lost()).containsExactly("stop");
  }

  @Test
  void withoutToolsNothingIsSaidOfThem() {
    ChatRequest asked = chat().tools(List.of()).toolChoice("auto").parallelTools(true).build();

    ChatRequest there = fit(asked, "{}").request();

    assertThat(there.tools()).isNull();
    assertThat(there.toolChoice()).isNull();
    assertThat(there.parallelTools()).isNull();
  }

  @Test
  void aToolsSchemaIsOneObject() {
    Json.Obj either =
        json(
            "{'anyOf': [{'properties': {'a': {'type': 'string'}}, 'required': ['a', 'c']},"
                + " {'properties': {'b': {'type': 'string'}}, 'required': ['b', 'c']}],"
                + " 'properties': {'c': {'type': 'string'}}}");
    ChatRequest asked =
        chat().tools(List.of(new Tool("t", null, either), new Tool("u", null, Json.EMPTY))).build();

    FittedChat fitted = fit(asked, "{'unions': false}");

    List<Tool> tools = fitted.request().tools();
    assertThat(tools).isNotNull();
    Json.Obj one = tools == null ? Json.EMPTY : tools.getFirst().parameters();
    assertThat(one.text("type")).isEqualTo("object");
    assertThat(((Json.Obj) one.fields().getOrDefault("properties", Json.NULL)).fields())
        .containsOnlyKeys("a", "b", "c");
    assertThat(one.get("required")).isEqualTo(json("{'x': ['c']}").get("x"));
    assertThat(fitted.lost()).containsExactly("tools.parameters.anyOf");
  }

  @Test
  void whatBoundsAnAnswerIsToldInWords() {
    Json.Obj schema =
        json(
            "{'type': 'object', 'properties': {'minimum': {'type': 'integer', 'minimum': 1, 'description': 'How many'},"
                + " 'b': {'type': 'array', 'minItems': 1, 'items': {'type': 'object'}}}}");
    ChatConstraints chatConstraints =
        target("{'answers': {'closed': true, 'without': ['minimum'], 'minItems': 1}}");

    FittedChat fitted =
        ChatAdaptation.of(chat().answerSchema(schema).build(), chatConstraints, null, Map.of());

    assertThat(fitted.request().answerSchema())
        .isEqualTo(
            json(
                "{'type': 'object', 'properties': {'minimum': {'type': 'integer', 'description': 'How many (minimum: 1)'},"
                    + " 'b': {'type': 'array', 'minItems': 1, 'items': {'type': 'object', 'additionalProperties': false}}},"
                    + " 'additionalProperties': false}"));
    assertThat(fitted.lost()).containsExactly("answerSchema.minimum");
  }

  @Test
  void whatAVendorHasRefusedIsNotSentAgain() {
    ChatRequest asked = chat().temperature(0.5).maxOutputTokens(32_000).user("u").build();

    FittedChat fitted =
        ChatAdaptation.of(
            asked,
            ChatConstraints.ANY,
            null,
            Map.of("temperature", 0L, "maxOutputTokens", 16_000L));

    assertThat(fitted.request().temperature()).isNull();
    assertThat(fitted.request().maxOutputTokens()).isEqualTo(16_000);
    assertThat(fitted.request().user()).isEqualTo("u");
    assertThat(fitted.lost()).containsExactly("temperature", "maxOutputTokens");
  }

  private static FittedChat fit(ChatRequest asked, String takes) {
    return ChatAdaptation.of(asked, target(takes), null, Map.of());
  }

  private static ChatConstraints target(String takes) {
    return ChatConstraints.of(json(takes));
  }

  private static ChatRequest.Builder chat(Message... messages) {
    return ChatRequest.builder("m", messages.length == 0 ? List.of(user("x")) : List.of(messages));
  }

  private static Message user(String text) {
    return Message.text(Role.USER, text);
  }

  private static Message calls(Part.ToolCall... calls) {
    return new Message(Role.ASSISTANT, List.of(calls));
  }

  private static Message answers(String id) {
    return new Message(Role.TOOL, List.of(new Part.ToolResult(id, "done")));
  }

  private static Tool tool(String name) {
    return new Tool(name, null, Json.EMPTY);
  }

  private static ChatRequest withTool(String name) {
    return chat().tools(List.of(tool(name))).build();
  }

  private static String called(ChatRequest chat) {
    List<Tool> tools = chat.tools();
    return tools == null ? "" : tools.getFirst().name();
  }

  private static ChatEvent.PartDelta called(int index, String name) {
    return new ChatEvent.PartDelta(index, new Part.ToolCall("1", name, ""));
  }

  private static String id(Part part) {
    return part instanceof Part.ToolCall call ? call.id() : ((Part.ToolResult) part).id();
  }
}
