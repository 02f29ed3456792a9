package io.auterity.plugins.ai.anthropic.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Sampling;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.Tool;
import io.auterity.spi.ai.WireBody;
import io.auterity.toolkit.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A chat request in the dialect. The vendor's own fields come last: an object is joined with what
 * stands there, anything else takes its place. Those that what the call may cost hangs on have a
 * typed field only.
 */
final class MessagesRequest {

  private static final Set<String> TYPED_ONLY = Set.of("model", "max_tokens", "stream");

  /** In the vendor's fields: features in test that this call uses, which stand in a header. */
  private static final String BETAS = "betas";

  /** What a request to count tokens may hold; the last two in test. */
  private static final Set<String> COUNTED =
      Set.of(
          "model",
          "messages",
          "system",
          "tools",
          "tool_choice",
          "thinking",
          "output_config",
          "cache_control",
          "context_management",
          "mcp_servers");

  private final AnthropicEndpoint endpoint;
  private final ChatRequest request;
  private final Json.Obj own;
  private final Map<String, Json> fields = new LinkedHashMap<>();

  private MessagesRequest(AnthropicEndpoint endpoint, ChatRequest request) {
    if (request.messages().isEmpty()) {
      throw Refusal.invalid("messages", "must be at least one");
    }
    this.endpoint = endpoint;
    this.request = AnthropicFit.of(request);
    this.own = Extra.in(request.extra(), AnthropicFit.DIALECT);
    putAll();
  }

  static WireRequest chat(AnthropicEndpoint endpoint, ChatRequest request, boolean stream) {
    MessagesRequest body = new MessagesRequest(endpoint, request);
    if (stream) {
      body.fields.put("stream", Json.of(true));
    }
    return endpoint.chat(new Json.Obj(body.fields), stream, body.betas());
  }

  /** A chat as its caller wrote it, but for the model and the limit. */
  static WireRequest passed(AnthropicEndpoint endpoint, WireBody body, boolean stream) {
    Map<String, Json> set = new LinkedHashMap<>();
    if (stream) {
      set.put("stream", Json.of(true));
    }
    Integer longest = body.frame().maxOutputTokens();
    if (longest != null) {
      set.put("max_tokens", Json.of(longest.longValue()));
    }
    List<String> betas = betas(Extra.in(body.frame().extra(), AnthropicFit.DIALECT));
    return endpoint.chat(body, set, stream, betas);
  }

  static WireRequest count(AnthropicEndpoint endpoint, ChatRequest request) {
    MessagesRequest body = new MessagesRequest(endpoint, request);
    body.fields.keySet().retainAll(COUNTED);
    return endpoint.count(new Json.Obj(body.fields), body.betas());
  }

  private void putAll() {
    put("model", Json.of(request.model()));
    put("max_tokens", Json.of(longest()));
    putMessages();
    putTools();
    Thinking thinking = request.thinking();
    if (thinking != null) {
      put("thinking", thinking(thinking));
    }
    putOutputConfig();
    put("temperature", number(request.temperature()));
    put("top_p", number(request.topP()));
    Sampling.Field.TOP_K
        .of(request.sampling())
        .ifPresent(k -> put("top_k", Json.of(k.longValue())));
    List<String> stop = request.stop();
    if (stop != null && !stop.isEmpty()) {
      put("stop_sequences", Json.array(stop.stream().map(Json::of).toList()));
    }
    if (request.user() != null) {
      put("metadata", Json.EMPTY.with("user_id", Json.of(request.user())));
    }
    own.fields().forEach(this::putOwn);
  }

  private void put(String name, @Nullable Json value) {
    if (value != null) {
      fields.put(name, value);
    }
  }

  private void putOwn(String name, Json value) {
    if (TYPED_ONLY.contains(name)) {
      throw Refusal.invalid(
          "extra.%s.%s".formatted(AnthropicFit.DIALECT, name),
          "must not be given among further fields");
    }
    if (name.equals(BETAS)) {
      return;
    }
    fields.put(
        name,
        fields.get(name) instanceof Json.Obj ours && value instanceof Json.Obj further
            ? joined(ours, further)
            : value);
  }

  private static Json.Obj joined(Json.Obj ours, Json.Obj own) {
    Map<String, Json> joined = new LinkedHashMap<>(ours.fields());
    joined.putAll(own.fields());
    return new Json.Obj(joined);
  }

  private List<String> betas() {
    return betas(own);
  }

  private static List<String> betas(Json.Obj own) {
    if (!(own.get(BETAS) instanceof Json.Arr(List<Json> names))) {
      return List.of();
    }
    List<String> betas = new ArrayList<>();
    for (Json name : names) {
      if (!(name instanceof Json.Str(String beta)) || !AnthropicEndpoint.isBeta(beta)) {
        throw Refusal.invalid("extra.anthropic.betas", "must be names of features");
      }
      betas.add(beta);
    }
    return betas;
  }

  /** The dialect wants a limit always; thoughts count towards it. */
  private long longest() {
    if (request.maxOutputTokens() != null) {
      return request.maxOutputTokens();
    }
    Thinking thinking = request.thinking();
    Integer budget = thinking == null ? null : thinking.budgetTokens();
    return (long) endpoint.maxTokens() + (budget == null ? 0 : budget);
  }

  private void putMessages() {
    List<Json> system = new ArrayList<>();
    List<Json> messages = new ArrayList<>();
    List<Json> turn = new ArrayList<>();
    Role before = null;
    for (int i = 0; i < request.messages().size(); i++) {
      Message message = request.messages().get(i);
      List<Json> blocks = ContentBlocks.write(message.parts(), "messages[%d]".formatted(i));
      boolean inTurn = before != null && AnthropicFit.standsInTurn(message);
      if (message.role() == Role.SYSTEM && !inTurn) {
        system.addAll(blocks);
        continue;
      }
      if (!sameTurn(before, message.role())) {
        close(turn, before, messages);
      }
      turn.addAll(blocks);
      before = message.role();
    }
    close(turn, before, messages);
    put("system", system.isEmpty() ? null : Json.array(system));
    put("messages", Json.array(messages));
  }

  /** All that tools answered to one message stands in one, with what the user says to it. */
  private static boolean sameTurn(@Nullable Role before, Role role) {
    return before == Role.TOOL && (role == Role.TOOL || role == Role.USER);
  }

  private static void close(List<Json> turn, @Nullable Role role, List<Json> messages) {
    if (!turn.isEmpty()) {
      messages.add(Json.EMPTY.with("role", Json.of(word(role))).with("content", Json.array(turn)));
      turn.clear();
    }
  }

  private static String word(@Nullable Role role) {
    return switch (role) {
      case ASSISTANT -> "assistant";
      case SYSTEM -> "system";
      case null, default -> "user";
    };
  }

  private void putTools() {
    List<Tool> tools = request.tools();
    if (tools == null || tools.isEmpty()) {
      return;
    }
    put("tools", Json.array(tools.stream().map(MessagesRequest::tool).toList()));
    Json.Obj choice = choice(request.toolChoice(), request.parallelTools() != null);
    if (choice == null) {
      return;
    }
    Boolean parallel = request.parallelTools();
    put(
        "tool_choice",
        parallel == null || "none".equals(choice.text("type"))
            ? choice
            : choice.with("disable_parallel_tool_use", Json.of(!parallel)));
  }

  private static Json tool(Tool tool) {
    Map<String, Json> fields = new LinkedHashMap<>();
    // Some of the vendor's own tools have none.
    if (!tool.name().isEmpty()) {
      fields.put("name", Json.of(tool.name()));
    }
    if (tool.dialect() == null) {
      if (tool.description() != null) {
        fields.put("description", Json.of(tool.description()));
      }
      fields.put("input_schema", tool.parameters());
      if (tool.strict() != null) {
        fields.put("strict", Json.of(tool.strict()));
      }
    }
    if (tool.cachePoint() != null) {
      fields.put("cache_control", ContentBlocks.cacheControl(tool.cachePoint()));
    }
    fields.putAll(Extra.in(tool.extra(), AnthropicFit.DIALECT).fields());
    return new Json.Obj(fields);
  }

  private static Json.@Nullable Obj choice(@Nullable String choice, boolean needed) {
    return switch (choice) {
      case null -> needed ? ContentBlocks.typed("auto") : null;
      case "auto", "none" -> ContentBlocks.typed(choice);
      case "required" -> ContentBlocks.typed("any");
      default -> ContentBlocks.typed("tool").with("name", Json.of(choice));
    };
  }

  private static @Nullable Json thinking(Thinking thinking) {
    return switch (thinking.mode()) {
      case OFF -> ContentBlocks.typed("disabled");
      case ADAPTIVE -> ContentBlocks.typed("adaptive");
      case null, default ->
          thinking.budgetTokens() == null
              ? null
              : ContentBlocks.typed("enabled")
                  .with("budget_tokens", Json.of(thinking.budgetTokens().longValue()));
    };
  }

  private void putOutputConfig() {
    Json.Obj config = Json.EMPTY;
    Thinking thinking = request.thinking();
    if (thinking != null && thinking.effort() != null) {
      config = config.with("effort", Json.of(thinking.effort()));
    }
    if (request.answerSchema() != null) {
      config =
          config.with(
              "format", ContentBlocks.typed("json_schema").with("schema", request.answerSchema()));
    }
    put("output_config", config.fields().isEmpty() ? null : config);
  }

  private static @Nullable Json number(@Nullable Double value) {
    return value == null ? null : Json.of(value.doubleValue());
  }
}
