package io.auterity.gateway.anthropic;

import io.auterity.gateway.dialect.ChatCall;
import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.MediaNotice;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.gateway.dialect.RequestHeaders;
import io.auterity.gateway.dialect.SamplingFields;
import io.auterity.gateway.dialect.XmlField;
import io.auterity.platform.json.JsonPath;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Sampling;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.Tool;
import io.auterity.spi.ai.XmlFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads bodies of {@code POST /v1/messages} and of its count of tokens. A field that the canonical
 * request has no name for goes into its {@code extra} untouched.
 */
record MessagesReader(JsonReader json, BlockReader blocks) {

  /** A conversation of which the vendor keeps what was said before. */
  static final String THREAD = "thread";

  private static final String BETAS = "betas";
  private static final SamplingFields SAMPLING = new SamplingFields("top_k", null, null, null);

  ChatCall read(byte[] body, RequestHeaders headers) {
    return json.read(
        body,
        parser -> {
          RequestFields fields = new RequestFields("");
          List<Message> conversation = conversation(parser, fields);
          return call(fields, conversation, headers);
        });
  }

  /** Of all fields but the conversation, and that. */
  static ChatCall call(RequestFields fields, List<Message> conversation, RequestHeaders headers) {
    boolean stream = fields.flag("stream");
    Integer longest = fields.positive("max_tokens");
    if (longest == null) {
      throw FieldRefusals.missing("max_tokens");
    }
    return new ChatCall(request(fields, conversation, longest, headers), stream, true);
  }

  /** Reads one whose tokens are only counted: it has no longest answer. */
  ChatRequest readCounted(byte[] body, RequestHeaders headers) {
    return json.read(
        body,
        parser -> {
          RequestFields fields = new RequestFields("");
          List<Message> conversation = conversation(parser, fields);
          return request(fields, conversation, null, headers);
        });
  }

  /** The messages; all other fields are put aside, the system's text as messages of its own. */
  private List<Message> conversation(JsonParser parser, RequestFields fields) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw FieldRefusals.wrongType("", "an object", JsonReader.value(parser));
    }
    List<Message> said = null;
    List<Part> system = List.of();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      switch (name) {
        case "messages" -> said = messages(parser);
        case "system" -> system = system(JsonReader.value(parser));
        default -> fields.put(name, JsonReader.value(parser));
      }
    }
    if (said == null) {
      throw FieldRefusals.missing("messages");
    }
    if (!system.isEmpty()) {
      said.addFirst(new Message(Role.SYSTEM, system));
    }
    return said;
  }

  private List<Part> system(Json content) {
    return content instanceof Json.Null ? List.of() : blocks.readAll("system", content);
  }

  private List<Message> messages(JsonParser parser) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw FieldRefusals.wrongType("messages", "an array", JsonReader.value(parser));
    }
    List<Message> messages = new ArrayList<>();
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      add(RequestFields.read(JsonPath.item("messages", i), parser), messages);
    }
    if (messages.isEmpty()) {
      throw FieldRefusals.invalid("messages", "must hold at least one message");
    }
    return messages;
  }

  private void add(RequestFields fields, List<Message> messages) {
    String word = fields.requiredText("role");
    Role role =
        switch (word) {
          case "user" -> Role.USER;
          case "assistant" -> Role.ASSISTANT;
          case "system" -> Role.SYSTEM;
          default ->
              throw FieldRefusals.invalid(
                  fields.at("role"), "must be user, assistant or system, not " + word);
        };
    Json content = fields.take("content");
    if (content == null) {
      throw FieldRefusals.missing(fields.at("content"));
    }
    List<Part> parts = blocks.readAll(fields.at("content"), content);
    if (role == Role.USER) {
      addTurn(parts, messages);
    } else {
      messages.add(
          new Message(role, parts.stream().filter(part -> !MediaNotice.is(part)).toList()));
    }
    Map<String, Json.Obj> extra = fields.extra(AnthropicDialect.NAME);
    if (extra != null) {
      Message last = messages.removeLast();
      messages.add(new Message(last.role(), last.parts(), extra));
    }
  }

  /** What tools answered, with their marks, are messages of their own. */
  private static void addTurn(List<Part> parts, List<Message> messages) {
    List<Part> run = new ArrayList<>();
    Role role = Role.USER;
    for (Part part : parts) {
      Role next =
          part instanceof Part.ToolResult
              ? Role.TOOL
              : part instanceof Part.CachePoint ? role : Role.USER;
      if (next != role && !run.isEmpty()) {
        messages.add(new Message(role, run));
        run.clear();
      }
      role = next;
      run.add(part);
    }
    messages.add(new Message(role, run));
  }

  // What its vendor kept of a conversation no route, guardrail or budget here would see.
  private static void refuseThread(RequestFields fields) {
    if (fields.take(THREAD) != null) {
      throw FieldRefusals.unsupported(THREAD, "is kept nowhere: send the whole conversation");
    }
  }

  private static ChatRequest request(
      RequestFields fields,
      List<Message> conversation,
      @Nullable Integer longest,
      RequestHeaders headers) {
    refuseThread(fields);
    String model = fields.model();
    RequestFields choice = fields.object("tool_choice");
    Thinking.Mode mode = null;
    Integer budget = null;
    RequestFields thinking = fields.object("thinking");
    if (thinking != null) {
      mode = mode(thinking);
      budget = thinking.positive("budget_tokens");
      putRest(fields, "thinking", thinking);
    }
    RequestFields output = fields.object("output_config");
    String effort = output == null ? null : output.text("effort");
    Json.Obj schema = output == null ? null : schema(output);
    putRest(fields, "output_config", output);
    String user = user(fields);
    putBetas(fields, headers);
    List<Tool> tools = ToolsReader.tools(fields.list("tools"));
    Double temperature = fields.number("temperature");
    Double topP = fields.number("top_p");
    List<String> stop = stop(fields);
    Sampling sampling = SAMPLING.read(fields);
    XmlFormat xml = XmlField.take(fields, XmlField.NAME);
    ChatRequest request =
        ChatRequest.builder(model, conversation)
            .tools(tools)
            .toolChoice(choice == null ? null : ToolsReader.choice(choice))
            .maxOutputTokens(longest)
            .temperature(temperature)
            .topP(topP)
            .stop(stop)
            .answerSchema(schema)
            .extra(fields.extra(AnthropicDialect.NAME))
            .thinking(mode == null && effort == null ? null : new Thinking(mode, budget, effort))
            .parallelTools(choice == null ? null : ToolsReader.parallel(choice))
            .user(user)
            .sampling(sampling)
            .build();
    return XmlField.with(xml, request);
  }

  private static Thinking.Mode mode(RequestFields thinking) {
    String type = thinking.requiredText("type");
    return switch (type) {
      case "enabled" -> Thinking.Mode.ON;
      case "disabled" -> Thinking.Mode.OFF;
      case "adaptive" -> Thinking.Mode.ADAPTIVE;
      default ->
          throw FieldRefusals.invalid(
              thinking.at("type"), "must be enabled, disabled or adaptive, not " + type);
    };
  }

  private static Json.@Nullable Obj schema(RequestFields output) {
    Json whole = output.take("format");
    if (whole == null) {
      return null;
    }
    RequestFields format = RequestFields.of(output.at("format"), whole);
    if (format.requiredText("type").equals("json_schema")
        && format.take("schema") instanceof Json.Obj schema
        && format.isEmpty()) {
      return schema;
    }
    output.put("format", whole);
    return null;
  }

  private static @Nullable String user(RequestFields fields) {
    RequestFields metadata = fields.object("metadata");
    String user = metadata == null ? null : metadata.text("user_id");
    putRest(fields, "metadata", metadata);
    return user;
  }

  /** What is not known of an object goes on as that object's further fields. */
  private static void putRest(RequestFields fields, String name, @Nullable RequestFields object) {
    if (object != null && !object.isEmpty()) {
      fields.put(name, object.rest());
    }
  }

  // Features in test stand in a header, which the connector sends again.
  private static void putBetas(RequestFields fields, RequestHeaders headers) {
    fields.take(BETAS);
    String header = headers.get("anthropic-beta");
    if (header != null) {
      List<Json> betas =
          Arrays.stream(header.split(","))
              .map(String::strip)
              .filter(beta -> !beta.isEmpty())
              .map(Json::of)
              .toList();
      if (!betas.isEmpty()) {
        fields.put(BETAS, Json.array(betas));
      }
    }
  }

  private static @Nullable List<String> stop(RequestFields fields) {
    List<Json> items = fields.list("stop_sequences");
    if (items == null) {
      return null;
    }
    List<String> stop = new ArrayList<>();
    for (Json item : items) {
      if (!(item instanceof Json.Str(String text))) {
        throw FieldRefusals.wrongType("stop_sequences", "an array of strings", item);
      }
      stop.add(text);
    }
    return stop;
  }
}
