package io.auterity.gateway.ollama;

import io.auterity.gateway.dialect.ChatCall;
import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.LogprobFields;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.gateway.dialect.SamplingFields;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.gateway.dialect.XmlField;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import io.auterity.spi.ai.AnswerFormat;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Sampling;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.Tool;
import io.auterity.spi.ai.XmlFormat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies of {@code /api/chat} and {@code /api/generate}; an answer is streamed unless it is
 * asked not to be. A field that the canonical request has no name for goes into its {@code extra}
 * untouched, in the place where it stood.
 */
record OllamaReader(JsonReader json, UnsupportedParts kept) {

  /** What shapes a prompt for one model's own template cannot be told to any. */
  private static final List<String> TEMPLATES = List.of("suffix", "template", "context");

  ChatCall chat(byte[] body) {
    RequestFields fields = RequestFields.of("", json.read(body));
    List<Json> messages = fields.list("messages");
    if (messages == null || messages.isEmpty()) {
      throw FieldRefusals.invalid("messages", "must hold at least one message");
    }
    return call(fields, new TurnReader(kept).read("messages", messages));
  }

  ChatCall generate(byte[] body) {
    RequestFields fields = RequestFields.of("", json.read(body));
    for (String name : TEMPLATES) {
      Json value = fields.take(name);
      if (value != null && !value.equals(Json.of(""))) {
        throw FieldRefusals.unsupported(name, "cannot be carried");
      }
    }
    if (fields.flag("raw")) {
      throw FieldRefusals.unsupported("raw", "can be false only");
    }
    List<Message> said = new ArrayList<>();
    String system = fields.text("system");
    if (system != null && !system.isEmpty()) {
      said.add(Message.text(Role.SYSTEM, system));
    }
    said.add(new Message(Role.USER, prompt(fields)));
    return call(fields, said);
  }

  private static List<Part> prompt(RequestFields fields) {
    List<Part> parts = new ArrayList<>();
    String prompt = fields.text("prompt");
    if (prompt != null && !prompt.isEmpty()) {
      parts.add(new Part.Text(prompt));
    }
    TurnReader.pictures(fields, parts);
    if (parts.isEmpty()) {
      throw FieldRefusals.invalid("prompt", "must not be empty: no model is loaded beforehand");
    }
    return parts;
  }

  private static ChatCall call(RequestFields fields, List<Message> conversation) {
    Boolean stream = fields.choice("stream");
    Integer logprobs = LogprobFields.read(fields, "logprobs", "top_logprobs");
    List<Tool> tools = ToolDefinitions.read(fields.list("tools"));
    Thinking thinking = thinking(fields);
    Json.Obj schema = schema(fields);
    AnswerFormat format = schema == null ? format(fields) : null;
    RequestFields given = fields.object("options");
    RequestFields options = given == null ? new RequestFields("options") : given;
    Integer longest = longest(options);
    Double temperature = options.number("temperature");
    Double topP = options.number("top_p");
    List<String> stop = stop(options);
    Sampling sampling = SamplingFields.SNAKE.read(options);
    if (!options.isEmpty()) {
      fields.put("options", options.rest());
    }
    String model = fields.model();
    XmlFormat xml = XmlField.take(fields, XmlField.NAME);
    ChatRequest request =
        ChatRequest.builder(model, conversation)
            .tools(tools)
            .maxOutputTokens(longest)
            .temperature(temperature)
            .topP(topP)
            .stop(stop)
            .answerSchema(schema)
            .extra(fields.extra(OllamaDialect.NAME))
            .thinking(thinking)
            .sampling(sampling)
            .answerFormat(format)
            .logprobs(logprobs)
            .build();
    return new ChatCall(XmlField.with(xml, request), !Boolean.FALSE.equals(stream), true);
  }

  /** Below 1 it means no limit of the caller's. */
  private static @Nullable Integer longest(RequestFields options) {
    Integer longest = options.integer("num_predict");
    return longest == null || longest < 1 ? null : longest;
  }

  private static @Nullable Thinking thinking(RequestFields fields) {
    return switch (fields.take("think")) {
      case null -> null;
      case Json.Bool(boolean on) ->
          new Thinking(on ? Thinking.Mode.ON : Thinking.Mode.OFF, null, null);
      case Json.Str(String word) -> Thinking.effort(word);
      case Json other ->
          throw FieldRefusals.wrongType(fields.at("think"), "true, false or a word", other);
    };
  }

  /** A schema; {@code json} alone is read by {@link #format}. */
  private static Json.@Nullable Obj schema(RequestFields fields) {
    return switch (fields.take("format")) {
      case null -> null;
      case Json.Obj schema -> schema;
      case Json.Str(String word) when word.isEmpty() -> null;
      case Json.Str(String word) when word.equals("json") -> {
        fields.put("format", Json.of(word));
        yield null;
      }
      case Json other ->
          throw FieldRefusals.invalid(
              "format", "must be json or a JSON Schema, not " + kind(other));
    };
  }

  private static @Nullable AnswerFormat format(RequestFields fields) {
    return fields.take("format") == null ? null : AnswerFormat.JSON;
  }

  private static String kind(Json value) {
    return value instanceof Json.Str ? "another word" : "another type";
  }

  private static @Nullable List<String> stop(RequestFields options) {
    return switch (options.take("stop")) {
      case null -> null;
      case Json.Str(String one) -> List.of(one);
      case Json.Arr(List<Json> several) -> {
        List<String> stop = new ArrayList<>();
        for (Json item : several) {
          if (!(item instanceof Json.Str(String text))) {
            throw FieldRefusals.wrongType(options.at("stop"), "an array of strings", item);
          }
          stop.add(text);
        }
        yield stop;
      }
      case Json other ->
          throw FieldRefusals.wrongType(options.at("stop"), "a string or an array", other);
    };
  }
}
