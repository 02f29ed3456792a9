package io.auterity.plugins.ai.bedrock.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.Tool;
import io.auterity.toolkit.json.JsonUtf8;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests for tests. */
final class Chats {

  static final String CLAUDE = "us.anthropic.claude-sonnet-4-6";
  static final String NOVA = "us.amazon.nova-pro-v1:0";

  private Chats() {}

  static Json.Obj object(String json) {
    return (Json.Obj) JsonUtf8.read(json.replace('\'', '"'));
  }

  static ChatRequest text(String text) {
    return of(CLAUDE, Message.text(Role.USER, text));
  }

  static ChatRequest of(String model, Message... messages) {
    return ChatRequest.builder(model, List.of(messages)).build();
  }

  static ChatRequest said(String model, Role role, Part... parts) {
    return of(model, new Message(role, Arrays.asList(parts)));
  }

  static ChatRequest thinking(String model, Thinking thinking, @Nullable Integer longest) {
    return ChatRequest.builder(model, List.of(Message.text(Role.USER, "Hello")))
        .maxOutputTokens(longest)
        .thinking(thinking)
        .build();
  }

  static ChatRequest with(@Nullable Map<String, Json.Obj> extra) {
    return ChatRequest.builder(CLAUDE, List.of(Message.text(Role.USER, "Hello")))
        .maxOutputTokens(7)
        .extra(extra)
        .build();
  }

  static ChatRequest tools(String model, @Nullable String choice, Message... messages) {
    return ChatRequest.builder(model, List.of(messages))
        .tools(List.of(new Tool("get_capital", null, object("{'type':'object'}"))))
        .toolChoice(choice)
        .build();
  }

  /** Every setting that arrives. */
  static ChatRequest settings() {
    return ChatRequest.builder(
            CLAUDE,
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
                    null,
                    new Part.CachePoint(null),
                    true,
                    null),
                new Tool("nova_grounding", null, Json.EMPTY, null, null, null, "bedrock")))
        .toolChoice("required")
        .maxOutputTokens(100)
        .topP(0.97)
        .stop(List.of("END"))
        .answerSchema(object("{'type':'object','properties':{'a':{'type':'string'}}}"))
        .extra(
            Extra.of(
                "bedrock",
                object(
                    "{'guardrailConfig':{'guardrailIdentifier':'gr1','guardrailVersion':'1'},"
                        + "'serviceTier':{'type':'flex'},'requestMetadata':{'team':'a'},"
                        + "'additionalModelRequestFields':{'top_k':5}}")))
        .thinking(new Thinking(Thinking.Mode.ADAPTIVE, null, "high"))
        .build();
  }

  /** A conversation with pieces of every type that may be sent. */
  static ChatRequest conversation() {
    return tools(
        CLAUDE,
        "auto",
        new Message(
            Role.USER,
            List.of(
                new Part.Text("What is this?"),
                new Part.Image(null, "image/png", "iVBORw0KGgo="),
                new Part.Image("s3://bucket-1/cat.jpg", null, null),
                new Part.Audio("audio/mpeg", "AAAA"),
                new Part.File("report", null, "application/pdf", "JVBERi0="),
                new Part.File(null, "s3://bucket-1/b.pdf", "application/pdf", null),
                new Part.File(null, null, "video/mp4", "AAAA"),
                new Part.File(
                    "notes",
                    null,
                    "text/plain",
                    "R3JlZW4u",
                    Extra.of("bedrock", object("{'citations':{'enabled':true},'context':'c'}"))),
                new Part.CachePoint(null))),
        new Message(
            Role.ASSISTANT,
            List.of(
                new Part.Reasoning("It asks for two.", "c2lnbmVk", "bedrock"),
                new Part.Opaque(
                    "bedrock", object("{'reasoningContent':{'redactedContent':'c2VhbA=='}}")),
                new Part.Text("The grass is green"),
                new Part.Citation("Green.", null, "notes", Extra.of("bedrock", CITED)),
                new Part.Citation("Grass.", null, "notes", Extra.of("bedrock", CITED)),
                new Part.Text("."),
                new Part.ToolCall("call_1", "get_capital", "{\"country\":\"France\"}"),
                new Part.ToolCall("call_2", "get_capital", ""))),
        new Message(
            Role.TOOL,
            List.of(
                new Part.ToolResult("call_1", "Paris"),
                new Part.ToolResult(
                    "call_2",
                    List.of(
                        new Part.Text("no country"),
                        new Part.Image(null, "image/webp", "AAAA"),
                        new Part.File("table", null, "text/csv", "YSxi")),
                    true))),
        Message.text(Role.USER, "And now?"));
  }

  static final Json.Obj CITED =
      object(
          "{'title':'notes','sourceContent':[{'text':'Green.'}],"
              + "'location':{'documentChar':{'documentIndex':3,'start':0,'end':6}}}");
}
