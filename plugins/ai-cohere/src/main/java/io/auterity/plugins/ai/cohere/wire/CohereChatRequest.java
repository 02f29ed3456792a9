package io.auterity.plugins.ai.cohere.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Sampling;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.Tool;
import io.auterity.toolkit.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A chat request in Cohere's form. The vendor's own fields come last and win; documents among them
 * stand before those of files.
 */
final class CohereChatRequest {

  private static final Set<String> TYPED_ONLY = Set.of("model", "max_tokens", "stream");
  private static final Set<String> CHOICES = Set.of("auto", "none", "required");
  private static final String DOCUMENTS = "documents";

  private final Map<String, Json> fields = new LinkedHashMap<>();

  private CohereChatRequest() {}

  static Json.Obj write(ChatRequest asked) {
    if (asked.messages().isEmpty()) {
      throw Refusal.invalid("messages", "must be at least one");
    }
    ChatRequest request = CohereFit.of(asked);
    CohereChatRequest json = new CohereChatRequest();
    CohereMessages messages = CohereMessages.of(request.messages());
    json.put("model", Json.of(request.model()));
    json.put("messages", messages.messages());
    json.putTools(request);
    json.put("response_format", format(request));
    json.put("max_tokens", whole(request.maxOutputTokens()));
    json.put("stop_sequences", texts(request.stop()));
    json.put("temperature", number(request.temperature()));
    json.put("p", number(request.topP()));
    json.putSampling(request.sampling());
    json.put("thinking", thinking(request.thinking()));
    json.putExtra(Extra.in(request.extra(), CohereFit.DIALECT), messages.documents());
    return new Json.Obj(json.fields);
  }

  private void put(String name, @Nullable Json value) {
    if (value != null) {
      fields.put(name, value);
    }
  }

  private void putTools(ChatRequest request) {
    List<Tool> tools = request.tools();
    String choice = request.toolChoice();
    if (tools == null || tools.isEmpty()) {
      return;
    }
    boolean named = choice != null && !CHOICES.contains(choice);
    List<Tool> shown = choice == null || !named ? tools : only(choice, tools);
    put("tools", Json.array(shown.stream().map(this::tool).toList()));
    if (tools.stream().allMatch(CohereFit::isStrict)) {
      put("strict_tools", Json.of(true));
    }
    if ("none".equals(choice)) {
      put("tool_choice", Json.of("NONE"));
    } else if (named || "required".equals(choice)) {
      put("tool_choice", Json.of("REQUIRED"));
    }
  }

  /** That one tool must be called is said by showing no other and asking for a call. */
  private static List<Tool> only(String name, List<Tool> tools) {
    List<Tool> found = tools.stream().filter(tool -> tool.name().equals(name)).toList();
    if (found.isEmpty()) {
      throw Refusal.invalid("toolChoice", "must be auto, none, required or the name of a tool");
    }
    return found;
  }

  private Json tool(Tool tool) {
    Map<String, Json> function = new LinkedHashMap<>();
    function.put("name", Json.of(tool.name()));
    if (tool.description() != null) {
      function.put("description", Json.of(tool.description()));
    }
    function.put("parameters", tool.parameters());
    function.putAll(Extra.in(tool.extra(), CohereFit.DIALECT).fields());
    return CohereMessages.typed("function", new Json.Obj(function));
  }

  private void putSampling(@Nullable Sampling sampling) {
    if (sampling != null) {
      put("k", whole(sampling.topK()));
      put("seed", whole(sampling.seed()));
      put("frequency_penalty", number(sampling.frequencyPenalty()));
      put("presence_penalty", number(sampling.presencePenalty()));
    }
  }

  private static @Nullable Json format(ChatRequest request) {
    Json.Obj any = Json.EMPTY.with("type", Json.of("json_object"));
    if (request.answerSchema() != null) {
      return any.with("json_schema", request.answerSchema());
    }
    return request.wantsAnyJson() ? any : null;
  }

  private static @Nullable Json thinking(@Nullable Thinking thinking) {
    if (thinking == null) {
      return null;
    }
    boolean off = thinking.mode() == Thinking.Mode.OFF;
    Json.Obj asked = Json.EMPTY.with("type", Json.of(off ? "disabled" : "enabled"));
    Integer budget = thinking.budgetTokens();
    return budget == null || off ? asked : asked.with("token_budget", Json.of(budget.longValue()));
  }

  private void putExtra(Json.Obj own, List<Json> ofFiles) {
    for (String name : TYPED_ONLY) {
      if (own.get(name) != null) {
        throw Refusal.invalid(
            "extra.%s.%s".formatted(CohereFit.DIALECT, name),
            "must not be given among further fields");
      }
    }
    fields.putAll(own.fields());
    if (!ofFiles.isEmpty()) {
      List<Json> all = new ArrayList<>();
      if (own.get(DOCUMENTS) instanceof Json.Arr(List<Json> given)) {
        all.addAll(given);
      }
      all.addAll(ofFiles);
      put(DOCUMENTS, Json.array(all));
    }
  }

  private static @Nullable Json whole(@Nullable Number value) {
    return value == null ? null : Json.of(value.longValue());
  }

  private static @Nullable Json number(@Nullable Double value) {
    return value == null ? null : Json.of(value.doubleValue());
  }

  private static @Nullable Json texts(@Nullable List<String> texts) {
    return texts == null || texts.isEmpty()
        ? null
        : Json.array(texts.stream().map(Json::of).toList());
  }
}
