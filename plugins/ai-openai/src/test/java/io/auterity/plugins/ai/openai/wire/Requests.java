package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.AnswerFormat;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Sampling;
import io.auterity.spi.ai.Tool;
import io.auterity.toolkit.json.JsonUtf8;
import java.util.List;

/** Chat requests of every form. */
final class Requests {

  private Requests() {}

  static ChatRequest text(String model, String text) {
    return of(model, List.of(Message.text(Role.USER, text)));
  }

  static ChatRequest of(String model, List<Message> messages) {
    return ChatRequest.builder(model, messages).build();
  }

  /** Every setting that a request can have. */
  static ChatRequest settings() {
    return ChatRequest.builder(
            "gpt-4o",
            List.of(
                Message.text(Role.SYSTEM, "Be brief."),
                new Message(
                    Role.USER,
                    List.of(new Part.Text("Hello")),
                    Extra.of("openai", object("{\"name\":\"ann\"}")))))
        .tools(List.of(capital()))
        .toolChoice("get_capital")
        .maxOutputTokens(100)
        .temperature(0.5)
        .topP(0.9)
        .stop(List.of("END"))
        .answerSchema(object("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}"))
        .extra(Extra.of("openai", object("{\"temperature\":1}")))
        .build()
        .withSampling(new Sampling(null, 7L, 0.5, -0.5))
        .withAnswerFormat(new AnswerFormat(null, "answer", "A letter", true))
        .withLogprobs(3);
  }

  /** A conversation with pieces of every type that may be sent. */
  static ChatRequest conversation() {
    return of(
        "gpt-4o",
        List.of(
            new Message(
                Role.USER,
                List.of(
                    new Part.Text("What is this?"),
                    new Part.Image("https://example.org/cat.png", null, null),
                    new Part.Image(null, "image/png", "iVBORw0KGgo="),
                    new Part.Audio("audio/wav", "UklGRg=="),
                    new Part.File("a.pdf", null, "application/pdf", "JVBERi0="))),
            new Message(
                Role.ASSISTANT,
                List.of(
                    new Part.Reasoning("It asks for two capitals.", null),
                    new Part.ToolCall("call_1", "get_capital", "{\"country\":\"UK\"}"),
                    new Part.ToolCall("call_2", "get_capital", "{\"country\":\"FR\"}"))),
            new Message(
                Role.TOOL,
                List.of(
                    new Part.ToolResult("call_1", "London"),
                    new Part.ToolResult("call_2", "Paris"))),
            Message.text(Role.ASSISTANT, "London and Paris."),
            Message.text(Role.USER, "Thanks.")));
  }

  static Tool capital() {
    return new Tool(
        "get_capital",
        "",
        object(
            "{\"additionalProperties\":false,\"properties\":{\"country\":{\"type\":\"string\"}},"
                + "\"required\":[\"country\"],\"type\":\"object\"}"),
        null,
        null,
        true,
        null);
  }

  static Json.Obj object(String json) {
    return (Json.Obj) JsonUtf8.read(json);
  }
}
