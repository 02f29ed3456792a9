package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.AnswerFormat;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Sampling;
import io.auterity.spi.ai.Tool;
import io.auterity.toolkit.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The dialect's form of a chat request; the vendor's own fields come last and win. Those that what
 * the call may cost hangs on have a typed field, or one value only.
 */
final class ChatJson {

  /** Name of this dialect on fields and pieces that only it understands. */
  static final String DIALECT = "openai";

  /** Field of a piece or a tool, which few endpoints take. */
  static final String MARK = "cache_control";

  private static final List<String> TYPED_ONLY =
      List.of("max_tokens", "max_completion_tokens", "n", "model", "models");

  private final Map<String, Json> fields = new LinkedHashMap<>();

  private ChatJson() {}

  static Json.Obj write(ChatRequest asked, OpenAiEndpoint endpoint) {
    if (asked.messages().isEmpty()) {
      throw Refusal.invalid("messages", "must be at least one");
    }
    ChatRequest request = OpenAiFit.of(asked, endpoint.traits());
    ChatJson json = new ChatJson();
    json.put("model", Json.of(request.model()));
    json.put("messages", MessagesJson.write(request.messages()));
    json.putTools(request);
    json.put(endpoint.tokenLimit(), number(request.maxOutputTokens()));
    json.put("temperature", number(request.temperature()));
    json.put("top_p", number(request.topP()));
    json.put("stop", texts(request.stop()));
    json.put("response_format", format(request));
    json.putLogprobs(request.logprobs());
    json.putSampling(request.sampling(), endpoint.traits());
    if (request.thinking() != null) {
      endpoint.traits().thinking().write(request.thinking(), json.fields);
    }
    json.put("parallel_tool_calls", flag(request.parallelTools()));
    json.put("user", text(request.user()));
    json.put("modalities", texts(request.modalities()));
    refuseTyped(request.extra());
    addExtra(json.fields, request.extra());
    return new Json.Obj(endpoint.traits().shaped(json.fields));
  }

  private void put(String name, @Nullable Json value) {
    if (value != null) {
      fields.put(name, value);
    }
  }

  private void putSampling(@Nullable Sampling sampling, VendorTraits traits) {
    if (sampling != null) {
      put("top_k", traits.takes().contains("top_k") ? number(sampling.topK()) : null);
      put("seed", number(sampling.seed()));
      put("frequency_penalty", number(sampling.frequencyPenalty()));
      put("presence_penalty", number(sampling.presencePenalty()));
    }
  }

  private void putLogprobs(@Nullable Integer others) {
    if (others != null) {
      put("logprobs", Json.of(true));
      put("top_logprobs", others == 0 ? null : number(others));
    }
  }

  private void putTools(ChatRequest request) {
    List<Tool> tools = request.tools();
    if (tools == null || tools.isEmpty()) {
      return;
    }
    put("tools", Json.array(tools.stream().map(ChatJson::tool).toList()));
    String choice = request.toolChoice();
    if (choice != null) {
      put("tool_choice", choice(choice));
    }
  }

  private static Json tool(Tool tool) {
    if (tool.dialect() != null) {
      return Extra.in(tool.extra(), DIALECT);
    }
    Map<String, Json> function = new LinkedHashMap<>();
    function.put("name", Json.of(tool.name()));
    if (tool.description() != null) {
      function.put("description", Json.of(tool.description()));
    }
    function.put("parameters", tool.parameters());
    if (tool.strict() != null) {
      function.put("strict", Json.of(tool.strict()));
    }
    addExtra(function, tool.extra());
    Json beside = function.remove("tool");
    Map<String, Json> all = new LinkedHashMap<>(typed("function", new Json.Obj(function)).fields());
    if (beside instanceof Json.Obj(Map<String, Json> more)) {
      more.forEach(all::putIfAbsent);
    }
    if (tool.cachePoint() != null) {
      all.put(MARK, mark(tool.cachePoint()));
    }
    return new Json.Obj(all);
  }

  /** How endpoints that hand it on to their vendor write a mark for its cache. */
  static Json mark(Part.CachePoint point) {
    Json.Obj mark = Json.EMPTY.with("type", Json.of("ephemeral"));
    return point.ttl() == null ? mark : mark.with("ttl", Json.of(point.ttl()));
  }

  private static Json choice(String choice) {
    return switch (choice) {
      case "auto", "none", "required" -> Json.of(choice);
      default -> typed("function", Json.object(Map.of("name", Json.of(choice))));
    };
  }

  private static @Nullable Json format(ChatRequest request) {
    Json.Obj schema = request.answerSchema();
    if (schema == null) {
      return request.wantsAnyJson() ? Json.EMPTY.with("type", Json.of("json_object")) : null;
    }
    AnswerFormat called = request.answerFormat();
    Map<String, Json> named = new LinkedHashMap<>();
    named.put("name", Json.of(called == null || called.name() == null ? "answer" : called.name()));
    if (called != null && called.description() != null) {
      named.put("description", Json.of(called.description()));
    }
    named.put("schema", schema);
    if (called != null && called.strict() != null) {
      named.put("strict", Json.of(called.strict()));
    }
    return typed("json_schema", new Json.Obj(named));
  }

  private static void refuseTyped(@Nullable Map<String, Json.Obj> extra) {
    Json.Obj own = Extra.in(extra, DIALECT);
    for (String name : TYPED_ONLY) {
      if (own.get(name) != null) {
        throw Refusal.invalid(
            "extra.%s.%s".formatted(DIALECT, name), "must not be given among further fields");
      }
    }
  }

  static void addExtra(Map<String, Json> fields, @Nullable Map<String, Json.Obj> extra) {
    fields.putAll(Extra.in(extra, DIALECT).fields());
  }

  /** An object with a type and one field of the type's name. */
  static Json.Obj typed(String type, Json value) {
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("type", Json.of(type));
    fields.put(type, value);
    return new Json.Obj(fields);
  }

  private static @Nullable Json text(@Nullable String value) {
    return value == null ? null : Json.of(value);
  }

  private static @Nullable Json flag(@Nullable Boolean value) {
    return value == null ? null : Json.of(value);
  }

  private static @Nullable Json number(@Nullable Number value) {
    return switch (value) {
      case null -> null;
      case Integer whole -> Json.of(whole.longValue());
      case Long whole -> Json.of(whole);
      default -> Json.of(value.doubleValue());
    };
  }

  private static @Nullable Json texts(@Nullable List<String> texts) {
    return texts == null || texts.isEmpty()
        ? null
        : Json.array(texts.stream().map(Json::of).toList());
  }
}
