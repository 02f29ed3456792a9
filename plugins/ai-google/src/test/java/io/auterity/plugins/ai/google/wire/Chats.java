package io.auterity.plugins.ai.google.wire;

import static io.auterity.plugins.ai.google.wire.RecordedGoogle.object;

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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chat requests of every form, all of which the dialect can carry whole. */
final class Chats {

  private Chats() {}

  static ChatRequest text(String text) {
    return of(Message.text(Role.USER, text));
  }

  static ChatRequest said(Role role, Part... parts) {
    return of(new Message(role, List.of(parts)));
  }

  static ChatRequest of(Message... messages) {
    return of("gemini-2.5-flash", null, messages);
  }

  static ChatRequest of(String model, @Nullable Map<String, Json.Obj> extra, Message... messages) {
    return ChatRequest.builder(model, List.of(messages)).extra(extra).build();
  }

  static ChatRequest tools(@Nullable String choice, Tool... tools) {
    return ChatRequest.builder("gemini-2.5-flash", List.of(Message.text(Role.USER, "Hello")))
        .tools(List.of(tools))
        .toolChoice(choice)
        .build();
  }

  /** Every setting that a request can have. */
  static ChatRequest settings() {
    return ChatRequest.builder(
            "gemini-2.5-flash",
            List.of(Message.text(Role.SYSTEM, "Be brief."), Message.text(Role.USER, "Hello")))
        .tools(
            List.of(
                new Tool(
                    "get_capital",
                    "Knows capitals",
                    object("{'type':'object','properties':{'country':{'type':'string'}}}"),
                    Extra.of("gemini", object("{'behavior':'BLOCKING'}")),
                    null,
                    true,
                    null),
                new Tool(
                    "google_search",
                    null,
                    Json.EMPTY,
                    Extra.of("gemini", object("{'googleSearch':{}}")),
                    null,
                    null,
                    "gemini")))
        .toolChoice("required")
        .maxOutputTokens(100)
        .temperature(0.5)
        .topP(0.9)
        .stop(List.of("END"))
        .answerSchema(object("{'type':'object','properties':{'a':{'type':'string'}}}"))
        .extra(
            Extra.of(
                "gemini",
                object(
                    "{'safetySettings':[{'category':'HARM_CATEGORY_HARASSMENT',"
                        + "'threshold':'BLOCK_NONE'}],'generationConfig':{"
                        + "'thinkingConfig':{'includeThoughts':false}}}")))
        .thinking(new Thinking(Thinking.Mode.ON, 1_000, null))
        .parallelTools(true)
        .sampling(new Sampling(5, 7L, 0.5, -0.5))
        .answerFormat(new AnswerFormat(null, "answer", null, true))
        .logprobs(5)
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
                new Part.Audio("audio/wav", "UklGRg=="),
                new Part.File(null, null, "application/pdf", "JVBERi0="),
                new Part.File(null, "https://example.org/b.pdf?x=1", null, null),
                new Part.File(
                    null,
                    "https://youtu.be/x",
                    "video/mp4",
                    null,
                    Extra.of("gemini", object("{'videoMetadata':{'startOffset':'1s'}}"))))),
        new Message(
            Role.ASSISTANT,
            List.of(
                new Part.Reasoning("It asks for two capitals.", "c2lnbmVk", "gemini"),
                new Part.Opaque(
                    "gemini", object("{'executableCode':{'language':'PYTHON','code':'1'}}")),
                new Part.Reasoning(null, "bW9yZQ==", "gemini"),
                new Part.Text("One moment"),
                new Part.Reasoning(null, "c2VhbGVk", "gemini"),
                new Part.ToolCall("call_1", "get_capital", "{\"country\":\"UK\"}"),
                new Part.ToolCall("call_2", "get_capital", "{}"))),
        new Message(
            Role.TOOL,
            List.of(
                new Part.ToolResult(
                    "call_1",
                    List.of(
                        new Part.Text("London"), new Part.Image(null, "image/png", "iVBORw0KGgo=")),
                    null))),
        new Message(
            Role.TOOL, List.of(new Part.ToolResult("call_2", List.of(new Part.Text("no")), true))),
        Message.text(Role.USER, "Thanks."));
  }
}
