package io.auterity.gateway.openai.responses;

import io.auterity.gateway.dialect.ChatCall;
import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.gateway.dialect.ResponseCall;
import io.auterity.gateway.dialect.SamplingFields;
import io.auterity.gateway.dialect.StoredResponse;
import io.auterity.gateway.dialect.XmlField;
import io.auterity.platform.json.JsonPath;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.AnswerFormat;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Sampling;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.Tool;
import io.auterity.spi.ai.XmlFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies of {@code POST /v1/responses}. What has a place in chat completions as well goes on
 * under its name there; what only responses have goes on as theirs, as do fields that are not
 * known. What cannot be answered is refused.
 */
record ResponsesReader(JsonReader json, ItemReader items) {

  /** Name of chat completions on fields and pieces. */
  static final String CHAT = "openai";

  /** Name of responses on fields and pieces that only they have. */
  static final String RESPONSES = "openai-responses";

  private static final Set<String> RESPONSES_ONLY =
      Set.of("context_management", "max_tool_calls", "moderation");

  /** Further fields that chat completions have as well; no other crosses to them. */
  private static final Set<String> SHARED =
      Set.of(
          "prompt_cache_key",
          "prompt_cache_retention",
          "safety_identifier",
          "service_tier",
          "tool_choice",
          "verbosity");

  /** Fields of chat completions, and what they are called here. */
  private static final Map<String, String> CHATS_OWN =
      Map.of(
          "messages", "input",
          "max_tokens", "max_output_tokens",
          "max_completion_tokens", "max_output_tokens",
          "response_format", "text.format",
          "reasoning_effort", "reasoning.effort");

  private static final Map<String, String> CANNOT =
      Map.of(
          "background", "cannot be done: an answer is made while its caller waits",
          "conversation", "is not kept here: send the items in input, or previous_response_id",
          "prompt", "names a template of the vendor's, which is not here: send its text",
          "n", "cannot be carried",
          "functions", "cannot be carried: use tools",
          "function_call", "cannot be carried: use tool_choice",
          "logprobs", "cannot be carried");

  private static final Set<String> INCLUDED =
      Set.of(
          "reasoning.encrypted_content",
          "message.input_image.image_url",
          "computer_call_output.output.image_url",
          "code_interpreter_call.outputs",
          "file_search_call.results",
          "web_search_call.results",
          "web_search_call.action.sources");

  /**
   * Reads a body.
   *
   * @param references items that it may name
   * @throws CallFailedException {@code invalid} or {@code unsupported}; {@code fields} names the
   *     place
   */
  ResponseCall read(byte[] bytes, ItemReferences references) {
    return read(json.read(bytes), references, items);
  }

  /**
   * Reads a body of this API that came to chat completions, as some clients send them; empty when
   * it is none.
   *
   * @throws CallFailedException as {@link #read} does
   */
  Optional<ChatCall> chat(byte[] bytes, ItemReferences references) {
    if (!(json.read(bytes) instanceof Json.Obj told) || told.get("input") == null) {
      return Optional.empty();
    }
    Map<String, Json> fields = new LinkedHashMap<>(told.fields());
    boolean usage =
        fields.remove("stream_options") instanceof Json.Obj options
            && Json.of(true).equals(options.get("include_usage"));
    ResponseCall call = read(new Json.Obj(fields), references, items);
    if (call.previous() != null) {
      throw FieldRefusals.unsupported("previous_response_id", "is for /v1/responses alone");
    }
    List<Message> messages = new ArrayList<>(call.lead());
    messages.addAll(call.chat().request().messages());
    return Optional.of(
        new ChatCall(call.chat().request().withMessages(messages), call.chat().stream(), usage)
            .or(call.chat().alternatives()));
  }

  private static ResponseCall read(Json value, ItemReferences references, ItemReader items) {
    RequestFields body = RequestFields.of("", value);
    List<String> alternatives = body.alternatives();
    Json.Obj asked = asked(body.rest());
    refuse(body);
    boolean stream = body.flag("stream");
    refuseOptions(body, stream);
    String instructions = body.text("instructions");
    UUID previous = previous(body.text("previous_response_id"));
    Boolean store = body.choice("store");
    body.object("metadata"); // Of the answer, which repeats it: nothing that a model is told.
    List<Message> messages = items.read(body.take("input"), previous != null, references);
    return new ResponseCall(
        instructions == null ? List.of() : List.of(Message.text(Role.SYSTEM, instructions)),
        new ChatCall(request(body, messages), stream, true).or(alternatives),
        previous,
        asked,
        !Boolean.FALSE.equals(store));
  }

  private static Json.Obj asked(Json.Obj body) {
    Map<String, Json> asked = new LinkedHashMap<>(body.fields());
    asked.keySet().removeAll(Set.of("input", "stream", "stream_options", XmlField.NAME));
    asked.computeIfPresent("tools", (name, tools) -> whole(tools));
    return new Json.Obj(asked);
  }

  // The dialect wants both fields of each function, which callers may leave out.
  private static Json whole(Json tools) {
    return tools instanceof Json.Arr(List<Json> items)
        ? Json.array(items.stream().map(ResponsesReader::wholeTool).toList())
        : tools;
  }

  private static Json wholeTool(Json tool) {
    if (!(tool instanceof Json.Obj(Map<String, Json> fields))) {
      return tool;
    }
    Map<String, Json> all = new LinkedHashMap<>(fields);
    if (Json.of("function").equals(fields.get("type"))) {
      all.putIfAbsent("parameters", FunctionReader.NO_PARAMETERS);
      all.putIfAbsent("strict", Json.of(false));
    }
    return new Json.Obj(all);
  }

  private static ChatRequest request(RequestFields body, List<Message> messages) {
    Map<String, Json> own = new LinkedHashMap<>();
    List<Tool> tools = FunctionReader.tools(body);
    include(body, tools, own);
    Thinking thinking = thinking(body, own);
    truncation(body, own);
    RESPONSES_ONLY.forEach(name -> move(body, name, own));
    Format format = format(body);
    Sampling sampling = SamplingFields.SNAKE.read(body);
    Boolean parallel = body.choice("parallel_tool_calls");
    String user = body.text("user");
    XmlFormat xml = XmlField.take(body, XmlField.NAME);
    ChatRequest request =
        ChatRequest.builder(body.model(), messages)
            .tools(tools)
            .toolChoice(FunctionReader.choice(body, own))
            .maxOutputTokens(body.positive("max_output_tokens"))
            .temperature(body.number("temperature"))
            .topP(body.number("top_p"))
            .answerSchema(format.schema())
            .extra(extra(body, own))
            .thinking(thinking)
            .parallelTools(parallel)
            .user(user)
            .sampling(sampling)
            .answerFormat(format.named())
            .build();
    return XmlField.with(xml, request);
  }

  private static void refuse(RequestFields body) {
    CHATS_OWN.forEach(
        (name, here) -> {
          if (body.take(name) != null) {
            throw FieldRefusals.invalid(name, "is called %s here".formatted(here));
          }
        });
    CANNOT.forEach(
        (name, why) -> {
          Json value = body.take(name);
          if (value != null && !value.equals(Json.of(false))) {
            throw FieldRefusals.unsupported(name, why);
          }
        });
    Json most = body.take("top_logprobs");
    if (most != null && !most.equals(Json.of(0))) {
      throw FieldRefusals.unsupported("top_logprobs", "can be 0 only, not " + most);
    }
  }

  // All that there is of it is always told; the rest is of tools that vendors carry out themselves.
  private static void include(
      RequestFields body, @Nullable List<Tool> tools, Map<String, Json> own) {
    List<Json> asked = body.list("include");
    for (int i = 0; asked != null && i < asked.size(); i++) {
      if (!(asked.get(i) instanceof Json.Str(String what) && INCLUDED.contains(what))) {
        throw FieldRefusals.unsupported(
            JsonPath.item("include", i), "cannot be told: " + asked.get(i));
      }
    }
    if (asked != null && FunctionReader.anyOwn(tools)) {
      own.put("include", Json.array(asked));
    }
  }

  private static void refuseOptions(RequestFields body, boolean stream) {
    RequestFields options = body.object("stream_options");
    if (options == null) {
      return;
    }
    if (!stream) {
      throw FieldRefusals.invalid("stream_options", "goes with stream only");
    }
    if (options.flag("include_obfuscation")) {
      throw FieldRefusals.unsupported(
          options.at("include_obfuscation"), "can be false only: events are not filled up");
    }
    options.refuseRest();
  }

  private static @Nullable UUID previous(@Nullable String id) {
    if (id == null) {
      return null;
    }
    try {
      return StoredResponse.ID.read(id);
    } catch (CallFailedException e) {
      throw noPrevious(id);
    }
  }

  /** As OpenAI refuses one that it does not have (any more). */
  static CallFailedException noPrevious(String id) {
    return new CallFailedException(
        Failure.of(FailureCode.INVALID, "Previous response with id '%s' not found.".formatted(id))
            .withFields(
                Map.of(
                    "previous_response_id",
                    "names no response that is kept for this key",
                    Failure.vendors(RESPONSES, "param"),
                    "previous_response_id",
                    Failure.vendors(RESPONSES, "code"),
                    "previous_response_not_found")));
  }

  private static @Nullable Thinking thinking(RequestFields body, Map<String, Json> own) {
    RequestFields reasoning = body.object("reasoning");
    if (reasoning == null) {
      return null;
    }
    String effort = reasoning.text("effort");
    if (!reasoning.isEmpty()) {
      own.put("reasoning", reasoning.rest());
    }
    return effort == null ? null : Thinking.effort(effort);
  }

  // Not to cut is what is always done.
  private static void truncation(RequestFields body, Map<String, Json> own) {
    String how = body.text("truncation");
    if (how != null && !how.equals("disabled")) {
      own.put("truncation", Json.of(how));
    }
  }

  private static void move(RequestFields body, String name, Map<String, Json> own) {
    Json value = body.take(name);
    if (value != null) {
      own.put(name, value);
    }
  }

  private static Format format(RequestFields body) {
    RequestFields text = body.object("text");
    if (text == null) {
      return Format.TEXT;
    }
    Json verbosity = text.take("verbosity");
    if (verbosity != null) {
      body.put("verbosity", verbosity);
    }
    RequestFields format = text.object("format");
    text.refuseRest();
    return format == null ? Format.TEXT : Format.of(format);
  }

  /** The form that an answer shall have. */
  private record Format(Json.@Nullable Obj schema, @Nullable AnswerFormat named) {

    static final Format TEXT = new Format(null, null);

    static Format of(RequestFields format) {
      String type = format.requiredText("type");
      Format read =
          switch (type) {
            case "text" -> TEXT;
            case "json_object" -> new Format(null, AnswerFormat.JSON);
            case "json_schema" -> schema(format);
            default ->
                throw FieldRefusals.unsupported(
                    format.at("type"), "must be text, json_object or json_schema, not " + type);
          };
      format.refuseRest();
      return read;
    }

    private static Format schema(RequestFields format) {
      String name = format.requiredText("name");
      AnswerFormat named =
          AnswerFormat.of(name, format.text("description"), format.choice("strict"));
      return switch (format.take("schema")) {
        case null -> throw FieldRefusals.missing(format.at("schema"));
        case Json.Obj schema -> new Format(schema, named);
        case Json other -> throw FieldRefusals.wrongType(format.at("schema"), "an object", other);
      };
    }
  }

  private static @Nullable Map<String, Json.Obj> extra(RequestFields body, Map<String, Json> own) {
    Map<String, Json> shared = new LinkedHashMap<>();
    body.rest()
        .fields()
        .forEach((name, value) -> (SHARED.contains(name) ? shared : own).put(name, value));
    Map<String, Json.Obj> extra = new LinkedHashMap<>();
    if (!shared.isEmpty()) {
      extra.put(CHAT, new Json.Obj(shared));
    }
    if (!own.isEmpty()) {
      extra.put(RESPONSES, new Json.Obj(own));
    }
    return extra.isEmpty() ? null : extra;
  }
}
