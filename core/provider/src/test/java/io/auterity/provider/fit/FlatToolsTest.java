package io.auterity.provider.fit;

import static io.auterity.platform.json.SingleQuoted.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlatToolsTest {

  private static final String OWN = "openai-responses";
  private static final Tool PLAIN = new Tool("look", null, Json.EMPTY);
  private static final Tool AGENTS =
      own(
          "agents",
          "{'type':'namespace','name':'agents','tools':[{'type':'function','name':'spawn',"
              + "'description':'d','parameters':{'type':'object'}},"
              + "{'type':'function','name':'look'},{'type':'custom','name':'say'}]}");
  private static final Tool PATCH =
      own(
          "patch",
          "{'type':'custom','name':'patch','description':'Changes files',"
              + "'format':{'type':'grammar','syntax':'lark','definition':'start: x'}}");
  private static final Tool SEARCH = own("web_search", "{'type':'web_search'}");

  @Test
  void theToolsOfANamespaceStandBesideAllOthersAndNoneIsCalledLikeAnother() {
    FlatTools flat = FlatTools.of(chat(List.of(PLAIN, AGENTS, PATCH, SEARCH)));

    assertThat(flat.request().tools())
        .extracting(Tool::name)
        .containsExactly("look", "spawn", "agents__look", "say", "patch");
    assertThat(flat.request().tools()).allMatch(tool -> tool.dialect() == null);
    assertThat(flat.lost()).containsExactly("tools.custom.format", "tools.web_search");
  }

  @Test
  void callsComeBackAsTheirCallerKnowsTheTools() {
    FlatTools flat = FlatTools.of(chat(List.of(PLAIN, AGENTS, PATCH)));
    ChatResponse answer =
        answer(
            new Part.ToolCall("1", "look", "{}"),
            new Part.ToolCall("2", "agents__look", "{}"),
            new Part.ToolCall("3", "patch", "{\"input\":\"*** Begin\"}"),
            new Part.ToolCall("4", "patch", "cut off"),
            new Part.ToolCall("5", "unknown", "{}"));

    assertThat(((ChatResponse) flat.back(answer)).parts())
        .containsExactly(
            new Part.ToolCall("1", "look", "{}"),
            inAgents("2", "look"),
            item(
                "{'id':'ctc_3','type':'custom_tool_call','status':'completed','call_id':'3',"
                    + "'name':'patch','input':'*** Begin'}"),
            item(
                "{'id':'ctc_4','type':'custom_tool_call','status':'completed','call_id':'4',"
                    + "'name':'patch','input':'cut off'}"),
            new Part.ToolCall("5", "unknown", "{}"));
  }

  @Test
  void aStreamTellsTheTextOfACustomToolWhole() {
    FlatTools flat = FlatTools.of(chat(List.of(AGENTS, PATCH)));
    List<Record> told = new ArrayList<>();

    for (ChatEvent event :
        List.of(
            new ChatEvent.PartDelta(0, new Part.ToolCall("1", "spawn", "{")),
            new ChatEvent.PartDelta(1, new Part.ToolCall("2", "patch", "{\"inp")),
            new ChatEvent.PartDelta(0, new Part.ToolCall("", "", "}")),
            new ChatEvent.PartDelta(1, new Part.ToolCall("", "", "ut\":\"x\"}")),
            new ChatEvent.PartDone(0),
            new ChatEvent.PartDone(1),
            new ChatEvent.PartDelta(2, new Part.ToolCall("3", "patch", "{\"input\":\"y\"}")))) {
      told.add(flat.back((Record) event));
    }

    assertThat(told)
        .containsExactly(
            new ChatEvent.PartDelta(
                0,
                new Part.ToolCall(
                    "1", "spawn", "{", ((Part.ToolCall) inAgents("1", "spawn")).extra())),
            new ChatEvent.PartGrown(1, 5),
            new ChatEvent.PartDelta(0, new Part.ToolCall("", "", "}")),
            new ChatEvent.PartGrown(1, 8),
            new ChatEvent.PartDone(0),
            new ChatEvent.PartDelta(
                1,
                item(
                    "{'id':'ctc_2','type':'custom_tool_call','status':'completed','call_id':'2',"
                        + "'name':'patch','input':'x'}")),
            new ChatEvent.PartDelta(
                2,
                item(
                    "{'id':'ctc_3','type':'custom_tool_call','status':'completed','call_id':'3',"
                        + "'name':'patch','input':'y'}")));
  }

  @Test
  void theConversationIsTurnedAsTheToolsAre() {
    ChatRequest asked =
        chat(List.of(PLAIN, AGENTS, PATCH))
            .withMessages(
                List.of(
                    Message.text(Role.USER, "hi"),
                    new Message(
                        Role.ASSISTANT,
                        List.of(
                            inAgents("1", "look"),
                            item(
                                "{'type':'custom_tool_call','call_id':'2','name':'patch','input':'p'}"),
                            item("{'type':'local_shell_call','call_id':'3'}"))),
                    result("1", new Part.Text("one")),
                    result(
                        "2",
                        item("{'type':'custom_tool_call_output','call_id':'2','output':'two'}")),
                    result(
                        "3",
                        item(
                            "{'type':'local_shell_call_output','call_id':'3','output':'three'}"))));

    List<Message> turned = FlatTools.of(asked).request().messages();

    assertThat(turned).hasSize(4);
    assertThat(turned.get(1).parts())
        .startsWith(
            new Part.ToolCall("1", "agents__look", "{}"),
            new Part.ToolCall("2", "patch", "{\"input\":\"p\"}"));
    assertThat(turned.get(3)).isEqualTo(result("2", new Part.Text("two")));
  }

  @Test
  void aChoiceOfOneIsThatOfItsFunctionAndOfWhatIsGoneIsNone() {
    ChatRequest patch = choosing("{'type':'custom','name':'patch'}");
    ChatRequest search = choosing("{'type':'web_search'}");

    assertThat(FlatTools.of(patch).request().toolChoice()).isEqualTo("patch");
    assertThat(FlatTools.of(search).request().toolChoice()).isNull();
    assertThat(FlatTools.of(search).lost()).contains("toolChoice");
  }

  @Test
  void aChatOfFunctionsNeedsNothing() {
    assertThat(FlatTools.isNeeded(chat(List.of(PLAIN)))).isFalse();
    assertThat(FlatTools.isNeeded(chat(List.of(SEARCH)))).isTrue();
  }

  private static ChatRequest choosing(String choice) {
    return chat(List.of(PATCH, SEARCH)).toBuilder()
        .extra(Map.of(OWN, Json.EMPTY.with("tool_choice", json(choice))))
        .build();
  }

  private static ChatRequest chat(List<Tool> tools) {
    return ChatRequest.builder("m", List.of(Message.text(Role.USER, "hi"))).tools(tools).build();
  }

  private static ChatResponse answer(Part... parts) {
    return new ChatResponse(
        "i", "m", List.of(parts), FinishReason.TOOL_CALLS, TokenUsage.NONE, null);
  }

  private static Message result(String id, Part.Content content) {
    return new Message(Role.TOOL, List.of(new Part.ToolResult(id, List.of(content), null)));
  }

  private static Part inAgents(String id, String name) {
    return new Part.ToolCall(
        id, name, "{}", Map.of(OWN, Json.EMPTY.with("namespace", Json.of("agents"))));
  }

  private static Part.Opaque item(String text) {
    return new Part.Opaque(OWN, json(text));
  }

  private static Tool own(String name, String text) {
    return Tool.builder(name, Json.EMPTY)
        .extra(Map.of(OWN, json(text)))
        .strict(true)
        .dialect(OWN)
        .build();
  }
}
