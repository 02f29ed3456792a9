package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.ai.AnswerFormat;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Tool;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.JsonUtf8;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /responses} for a chat. Nothing is kept by the vendor unless its own
 * fields ask so: what it thought comes back sealed.
 */
final class ResponsesBody {

  private static final int SHORTEST = 16;
  private static final String LIMIT = "max_tool_calls";
  private static final String OPTIONS = "stream_options";
  private static final String UNSEEN =
      "cannot be asked: the vendor bills words that are not in the request; send them in it";

  /** What the call hangs on is typed. */
  private static final Set<String> TYPED_ONLY =
      Set.of("model", "input", "max_output_tokens", "stream");

  /** What is not asked, and why. */
  private static final Map<String, String> NEVER =
      Map.of(
          "background", "cannot be asked: an answer is made while its caller waits",
          "context_management", "cannot be asked: the vendor bills what it does beside the answer",
          "conversation", UNSEEN,
          "previous_response_id", UNSEEN,
          "prompt", UNSEEN);

  /** What the endpoint that counts tokens knows. */
  private static final Set<String> COUNTED =
      Set.of(
          "model",
          "input",
          "tools",
          "tool_choice",
          "text",
          "reasoning",
          "truncation",
          "parallel_tool_calls");

  private final Map<String, Json> fields = new LinkedHashMap<>();

  private ResponsesBody() {}

  // Unlike those of chats, no address of it names the model.
  static WireRequest request(ChatRequest asked, OpenAiEndpoint endpoint, boolean stream) {
    return WireRequest.json(endpoint.at("responses"), JsonUtf8.write(of(asked, endpoint, stream)));
  }

  /**
   * What is asked to know how many tokens a request would be.
   *
   * @throws CallFailedException {@code unsupported} where a chat takes what responses cannot say
   */
  static WireRequest count(ChatRequest asked, OpenAiEndpoint endpoint) {
    if (asked.messages().isEmpty()) {
      throw Refusal.invalid("messages", "must be at least one");
    }
    ResponsesBody body;
    try {
      body = told(asked, endpoint, false);
    } catch (CallFailedException e) {
      throw uncounted(e);
    }
    body.fields.keySet().retainAll(COUNTED);
    return WireRequest.json(
        endpoint.at("responses/input_tokens"), JsonUtf8.write(new Json.Obj(body.fields)));
  }

  // A caller that would send it as a chat did nothing wrong.
  private static CallFailedException uncounted(CallFailedException refused) {
    Failure failure = refused.failure();
    return failure.code() == FailureCode.INVALID
        ? new CallFailedException(
            Failure.of(
                    FailureCode.UNSUPPORTED,
                    "its tokens cannot be counted as responses: " + failure.message())
                .withFields(failure.fields()))
        : refused;
  }

  private static Json.Obj of(ChatRequest asked, OpenAiEndpoint endpoint, boolean stream) {
    ResponsesBody body = told(asked, endpoint, stream);
    body.putLimit(asked.maxOutputTokens());
    return new Json.Obj(body.fields);
  }

  private static ResponsesBody told(ChatRequest asked, OpenAiEndpoint endpoint, boolean stream) {
    if (asked.messages().isEmpty()) {
      throw Refusal.invalid("messages", "must be at least one");
    }
    ChatRequest request = ResponsesFit.of(asked);
    ResponsesBody body = new ResponsesBody();
    body.put("model", Json.of(request.model()));
    body.put("input", InputItems.write(request.messages()));
    body.putTools(request);
    body.put("temperature", number(request.temperature()));
    body.put("top_p", number(request.topP()));
    body.put("text", format(request));
    if (request.thinking() != null && request.thinking().effort() != null) {
      body.put("reasoning", Json.EMPTY.with("effort", Json.of(request.thinking().effort())));
    }
    Boolean parallel = request.parallelTools();
    body.put("parallel_tool_calls", parallel == null ? null : Json.of(parallel));
    body.put("user", request.user() == null ? null : Json.of(request.user()));
    body.put("store", Json.of(false));
    body.putInclude(request.logprobs());
    body.putExtra(request.extra(), stream);
    body.put(LIMIT, ResponsesTools.checked(body.fields.get("tools"), body.fields.get(LIMIT)));
    if (stream) {
      body.put("stream", Json.of(true));
    }
    body.fields.keySet().removeAll(endpoint.traits().drops());
    return body;
  }

  /** An object of a type with one more field. */
  static Json.Obj typed(String type, String name, Json value) {
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("type", Json.of(type));
    fields.put(name, value);
    return new Json.Obj(fields);
  }

  private void put(String name, @Nullable Json value) {
    if (value != null) {
      fields.put(name, value);
    }
  }

  private void putLimit(@Nullable Integer longest) {
    if (longest != null && longest < SHORTEST) {
      throw Refusal.of(
          FailureCode.UNSUPPORTED,
          "maxOutputTokens",
          "maxOutputTokens must be at least %d at the Responses API, not %d"
              .formatted(SHORTEST, longest));
    }
    put("max_output_tokens", longest == null ? null : Json.of(longest.longValue()));
  }

  private void putInclude(@Nullable Integer logprobs) {
    List<Json> include = new ArrayList<>(List.of(Json.of("reasoning.encrypted_content")));
    if (logprobs != null) {
      include.add(Json.of("message.output_text.logprobs"));
      put("top_logprobs", Json.of(logprobs.longValue()));
    }
    put("include", Json.array(include));
  }

  private void putTools(ChatRequest request) {
    List<Tool> tools = request.tools();
    if (tools == null || tools.isEmpty()) {
      return;
    }
    put("tools", Json.array(tools.stream().map(ResponsesBody::tool).toList()));
    String choice = request.toolChoice();
    if (choice != null) {
      put("tool_choice", choice(choice));
    }
  }

  // Who says nothing of strictness is not held to what only strict schemas may hold.
  private static Json tool(Tool tool) {
    if (tool.dialect() != null) {
      return CustomTools.tool(Extra.in(tool.extra(), tool.dialect()));
    }
    Map<String, Json> function = new LinkedHashMap<>();
    function.put("type", Json.of("function"));
    function.put("name", Json.of(tool.name()));
    if (tool.description() != null) {
      function.put("description", Json.of(tool.description()));
    }
    function.put("parameters", tool.parameters());
    function.put("strict", Json.of(Boolean.TRUE.equals(tool.strict())));
    function.putAll(Extra.in(tool.extra(), ResponsesFit.DIALECT).fields());
    return new Json.Obj(function);
  }

  private static Json choice(String choice) {
    return switch (choice) {
      case "auto", "none", "required" -> Json.of(choice);
      default -> typed("function", "name", Json.of(choice));
    };
  }

  private static @Nullable Json format(ChatRequest request) {
    Json.Obj schema = request.answerSchema();
    if (schema == null) {
      return request.wantsAnyJson()
          ? Json.EMPTY.with("format", Json.EMPTY.with("type", Json.of("json_object")))
          : null;
    }
    AnswerFormat called = request.answerFormat();
    String name = called == null || called.name() == null ? "answer" : called.name();
    Json.Obj format = typed("json_schema", "name", Json.of(name)).with("schema", schema);
    if (called != null && called.description() != null) {
      format = format.with("description", Json.of(called.description()));
    }
    boolean strict = called != null && Boolean.TRUE.equals(called.strict());
    return Json.EMPTY.with("format", format.with("strict", Json.of(strict)));
  }

  private void putExtra(@Nullable Map<String, Json.Obj> extra, boolean stream) {
    Json.Obj shared = Extra.in(extra, ChatJson.DIALECT);
    Json.Obj own = Extra.in(extra, ResponsesFit.DIALECT);
    refuse(own);
    shared
        .fields()
        .forEach(
            (name, value) -> {
              if (ResponsesFit.SHARED.contains(name)) {
                putShared(name, value, stream);
              }
            });
    own.fields().forEach(this::putOwn);
  }

  private static void refuse(Json.Obj own) {
    for (Map.Entry<String, Json> field : own.fields().entrySet()) {
      String name = field.getKey();
      String why = NEVER.get(name);
      if (TYPED_ONLY.contains(name)) {
        throw Refusal.invalid(place(name), "must not be given among further fields");
      }
      if (why != null && !field.getValue().equals(Json.NULL)) {
        throw Refusal.of(FailureCode.UNSUPPORTED, place(name), name + " " + why);
      }
    }
  }

  private static String place(String name) {
    return "extra.%s.%s".formatted(ResponsesFit.DIALECT, name);
  }

  private void putShared(String name, Json value, boolean stream) {
    switch (name) {
      case "verbosity" -> merge("text", Json.EMPTY.with(name, value));
      case "tool_choice" -> put(name, CustomTools.choice(value));
      case OPTIONS -> put(name, stream ? value : null);
      default -> put(name, value);
    }
  }

  // What holds a typed field as well is joined with it, and lists grow.
  private void putOwn(String name, Json value) {
    switch (name) {
      case "reasoning", "text" -> merge(name, value);
      case "include", "tools" -> append(name, value);
      default -> put(name, value);
    }
  }

  private void merge(String name, Json more) {
    if (!(more instanceof Json.Obj told && fields.get(name) instanceof Json.Obj known)) {
      fields.put(name, more);
      return;
    }
    Map<String, Json> all = new LinkedHashMap<>(known.fields());
    all.putAll(told.fields());
    fields.put(name, new Json.Obj(all));
  }

  private void append(String name, Json more) {
    if (!(more instanceof Json.Arr(List<Json> told)
        && fields.get(name) instanceof Json.Arr(List<Json> known))) {
      fields.put(name, more);
      return;
    }
    List<Json> all = new ArrayList<>(known);
    told.stream().filter(one -> !all.contains(one)).forEach(all::add);
    fields.put(name, Json.array(all));
  }

  private static @Nullable Json number(@Nullable Double value) {
    return value == null ? null : Json.of(value);
  }
}
