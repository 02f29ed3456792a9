package io.auterity.plugins.ai.anthropic.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.Tool;
import io.auterity.toolkit.json.JsonUtf8;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chat requests of every form, all of which the dialect can carry whole. */
final class ChatRequests {

  private ChatRequests() {}

  static ChatRequest text(String text) {
    return of(Message.text(Role.USER, text));
  }

  static ChatRequest said(Role role, Part... parts) {
    return of(new Message(role, List.of(parts)));
  }

  static ChatRequest of(Message... messages) {
    return ChatRequest.builder("claude-opus-4-6", List.of(messages)).build();
  }

  static ChatRequest with(@Nullable Map<String, Json.Obj> extra) {
    return ChatRequest.builder("claude-opus-4-6", List.of(Message.text(Role.USER, "Hello")))
        .extra(extra)
        .build();
  }

  /** Every setting that a request can have which is to think. */
  static ChatRequest settings() {
    return ChatRequest.builder(
            "claude-opus-4-6",
            List.of(
                new Message(
                    Role.SYSTEM, List.of(new Part.Text("Be brief."), new Part.CachePoint("1h"))),
                Message.text(Role.USER, "Hello")))
        .tools(
            List.of(
                new Tool(
                    "get_capital",
                    "Knows capitals",
                    object("{'type':'object','properties':{'country':{'type':'string'}}}"),
                    Extra.of("anthropic", object("{'defer_loading':false}")),
                    new Part.CachePoint(null),
                    true,
                    null),
                new Tool(
                    "web_search",
                    null,
                    Json.EMPTY,
                    Extra.of("anthropic", object("{'type':'web_search_20250305','max_uses':3}")),
                    null,
                    null,
                    "anthropic")))
        .toolChoice("required")
        .maxOutputTokens(100)
        .topP(0.97)
        .stop(List.of("END"))
        .answerSchema(object("{'type':'object','properties':{'a':{'type':'string'}}}"))
        .extra(
            Extra.of(
                "anthropic",
                object("{'service_tier':'standard_only','thinking':{'display':'omitted'}}")))
        .thinking(new Thinking(Thinking.Mode.ADAPTIVE, null, "high"))
        .parallelTools(false)
        .user("user-1")
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
                new Part.Image(null, "image/png", "iVBORw0KGgo="),
                new Part.File("a.pdf", null, "application/pdf", "JVBERi0="),
                new Part.File(null, "https://example.org/b.pdf", null, null),
                new Part.File(
                    "c.txt",
                    null,
                    "text/plain",
                    "R3JlZW4u",
                    Extra.of("anthropic", object("{'citations':{'enabled':true},'context':'c'}"))),
                new Part.CachePoint(null))),
        new Message(
            Role.ASSISTANT,
            List.of(
                new Part.Reasoning("It asks for two capitals.", "c2lnbmVk", "anthropic"),
                new Part.Opaque(
                    "anthropic", object("{'type':'redacted_thinking','data':'c2VhbGVk'}")),
                new Part.Text("The grass is green"),
                new Part.Citation(
                    "Green.",
                    null,
                    "c.txt",
                    Extra.of(
                        "anthropic",
                        object(
                            "{'type':'char_location','cited_text':'Green.','document_index':2,"
                                + "'document_title':'c.txt','start_char_index':0,"
                                + "'end_char_index':6}"))),
                new Part.ToolCall("call_1", "get_capital", "{\"country\":\"UK\"}"),
                new Part.ToolCall("call_2", "get_capital", "{}"))),
        new Message(
            Role.TOOL,
            List.of(
                new Part.ToolResult(
                    "call_1",
                    List.of(
                        new Part.Text("London"),
                        new Part.Image(null, "image/png", "iVBORw0KGgo="),
                        new Part.CachePoint(null)),
                    null))),
        new Message(
            Role.TOOL, List.of(new Part.ToolResult("call_2", List.of(new Part.Text("no")), true))),
        Message.text(Role.USER, "Thanks."),
        Message.text(Role.ASSISTANT, "London."),
        Message.text(Role.USER, "Bye."));
  }

  static Json.Obj object(String json) {
    return (Json.Obj) JsonUtf8.read(json.replace('\'', '"'));
  }
}
