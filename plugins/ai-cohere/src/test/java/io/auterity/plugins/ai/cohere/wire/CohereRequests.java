package io.auterity.plugins.ai.cohere.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.AnswerFormat;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Sampling;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.Tool;
import io.auterity.toolkit.json.JsonUtf8;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chat requests of every form, all of which Cohere can carry whole. */
final class CohereRequests {

  static final Tool CAPITAL =
      new Tool(
          "get_capital",
          "Knows capitals",
          object("{'type':'object','properties':{'country':{'type':'string'}}}"),
          null,
          null,
          true,
          null);

  private CohereRequests() {}

  static ChatRequest text(String text) {
    return of(Message.text(Role.USER, text));
  }

  static ChatRequest said(Role role, Part... parts) {
    return of(new Message(role, List.of(parts)));
  }

  static ChatRequest of(Message... messages) {
    return ChatRequest.builder("command-a-03-2025", List.of(messages)).build();
  }

  static ChatRequest with(@Nullable Map<String, Json.Obj> extra, @Nullable Thinking thinking) {
    return ChatRequest.builder("command-a-03-2025", List.of(Message.text(Role.USER, "Hello")))
        .extra(extra)
        .thinking(thinking)
        .build();
  }

  static ChatRequest tools(@Nullable String choice, Tool... tools) {
    return ChatRequest.builder("command-a-03-2025", List.of(Message.text(Role.USER, "Hello")))
        .tools(List.of(tools))
        .toolChoice(choice)
        .build();
  }

  /** Every setting that a request can have. */
  static ChatRequest settings() {
    return ChatRequest.builder(
            "command-a-03-2025",
            List.of(Message.text(Role.SYSTEM, "Be brief."), Message.text(Role.USER, "Hello")))
        .tools(List.of(CAPITAL))
        .toolChoice("required")
        .maxOutputTokens(100)
        .temperature(0.5)
        .topP(0.9)
        .stop(List.of("END"))
        .answerSchema(object("{'type':'object','properties':{'a':{'type':'string'}}}"))
        .extra(
            Extra.of(
                "cohere",
                object(
                    "{'safety_mode':'STRICT','citation_options':{'mode':'FAST'},"
                        + "'documents':['Grass is green.']}")))
        .thinking(new Thinking(Thinking.Mode.ON, 500, null))
        .parallelTools(true)
        .sampling(new Sampling(5, 7L, 0.5, 1.0))
        .answerFormat(new AnswerFormat(null, "answer", null, true))
        .build();
  }

  /** A conversation with pieces of every type that may be sent. */
  static ChatRequest conversation() {
    return of(
        new Message(
            Role.USER,
            List.of(
                new Part.Text("What is this?"),
                new Part.Image("https://example.org/cat.png", null, null),
                new Part.Image(
                    null,
                    "image/png",
                    "iVBORw0KGgo=",
                    Extra.of("cohere", object("{'detail':'low'}"))),
                new Part.File("c.txt", null, "text/plain", "R3JlZW4u"))),
        new Message(
            Role.ASSISTANT,
            List.of(
                CohereSaid.plan("I will look up two capitals."),
                new Part.Reasoning("It asks for two.", null),
                new Part.Text("The grass is green"),
                new Part.Citation(
                    "",
                    null,
                    "c.txt",
                    Extra.of(
                        "cohere",
                        object(
                            "{'start':13,'end':18,'text':'green','sources':[{'type':'document',"
                                + "'id':'doc:0','document':{'title':'c.txt','text':'Green.'}}]}"))),
                new Part.ToolCall("call_1", "get_capital", "{\"country\":\"UK\"}"),
                new Part.ToolCall("call_2", "get_capital", "{}"))),
        new Message(
            Role.TOOL,
            List.of(
                new Part.ToolResult("call_1", "London"),
                new Part.ToolResult(
                    "call_2",
                    List.of(
                        new Part.Text("Paris"),
                        new Part.File("d.json", null, "application/json", "eyJhIjoxfQ==")),
                    null))),
        Message.text(Role.ASSISTANT, "London."),
        Message.text(Role.USER, "Bye."));
  }

  static Json.Obj object(String json) {
    return (Json.Obj) JsonUtf8.read(json.replace('\'', '"'));
  }
}
