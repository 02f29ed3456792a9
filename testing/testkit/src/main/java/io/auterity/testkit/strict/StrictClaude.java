package io.auterity.testkit.strict;

import io.auterity.spi.Json;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Anthropic's messages. */
public final class StrictClaude extends StrictVendor {

  private static final List<String> FIELDS =
      List.of(
          "cache_control",
          "container",
          "context_management",
          "inference_geo",
          "max_tokens",
          "mcp_servers",
          "messages",
          "metadata",
          "model",
          "output_config",
          "output_format",
          "service_tier",
          "stop_sequences",
          "stream",
          "system",
          "temperature",
          "thinking",
          "tool_choice",
          "tools",
          "top_k",
          "top_p");

  private static final Map<String, Integer> MOST = most();

  private static final Set<String> BOUNDS =
      Set.of("minimum", "maximum", "multipleOf", "minLength", "maxLength", "maxItems");

  private static final Pattern FROM_4_1 =
      Pattern.compile("claude-(opus-4-1|[a-z]+-4-[5-9]|[a-z]+-[5-9]).*");

  private static Map<String, Integer> most() {
    Map<String, Integer> most = new LinkedHashMap<>();
    most.put("claude-opus-4-1", 32_000);
    most.put("claude-sonnet-4-5", 64_000);
    most.put("claude-haiku-4-5", 64_000);
    return most;
  }

  /** What it signs a thought with. */
  public static final String SEAL = "c2VhbGVkLWJ5LWNsYXVkZQ==";

  private static final List<StrictRule> RULES =
      List.of(
          StrictRule.when(
              asked -> !asked.headers().containsKey("anthropic-version"),
              "anthropic-version: header is required"),
          StrictRule.when(asked -> !asked.has("max_tokens"), "max_tokens: Field required"),
          StrictRule.known("%s: Extra inputs are not permitted", FIELDS, null),
          StrictRule.output(
              "max_tokens",
              MOST,
              "max_tokens: %d > %d, which is the maximum allowed number of output tokens for %s"),
          StrictRule.when(
              asked ->
                  thinks(asked)
                      && asked.texts("tool_choice.type").stream()
                          .anyMatch(List.of("any", "tool")::contains),
              "Thinking may not be enabled when tool_choice forces tool use."),
          StrictRule.when(
              asked ->
                  thinks(asked)
                      && asked.has("temperature")
                      && !Objects.equals(asked.number("temperature"), 1.0),
              "`temperature` may only be set to 1 when thinking is enabled."),
          StrictRule.when(
              asked -> thinks(asked) && asked.has("top_k"),
              "`top_k` must be unset when thinking is enabled."),
          StrictRule.when(
              StrictClaude::badBudget,
              "thinking.budget_tokens: Input should be greater than or equal to 1024 and `max_tokens` must be greater than `thinking.budget_tokens`"),
          StrictRule.when(
              asked -> {
                Double temperature = asked.number("temperature");
                return temperature != null && (temperature < 0 || temperature > 1);
              },
              "temperature: Input should be less than or equal to 1"),
          StrictRule.when(
              asked ->
                  asked.has("temperature")
                      && asked.has("top_p")
                      && FROM_4_1.matcher(asked.model()).matches(),
              "`temperature` and `top_p` cannot both be specified for this model. Please use only one."),
          StrictRule.when(
              StrictClaude::emptyText, "messages: text content blocks must be non-empty"),
          StrictRule.when(
              StrictClaude::onlyBlanks,
              "messages: text content blocks must contain non-whitespace text"),
          StrictRule.when(
              StrictClaude::trailingBlank,
              "messages: final assistant content cannot end with trailing whitespace"),
          StrictRule.when(
              asked -> asked.texts("stop_sequences[*]").stream().anyMatch(String::isBlank),
              "stop_sequences: each stop sequence must contain non-whitespace"),
          StrictRule.when(
              asked -> asked.objects("messages[*]").isEmpty(),
              "messages: at least one message is required"),
          StrictRule.when(
              StrictClaude::emptyMessage,
              "messages.0: all messages must have non-empty content except for the optional final assistant message"),
          StrictClaude::roles,
          StrictClaude::calls,
          StrictRule.form(
              "messages[*].content[*].id",
              "[a-zA-Z0-9_-]+",
              "%s: String should match pattern '^[a-zA-Z0-9_-]+$' (%s)"),
          StrictRule.form(
              "messages[*].content[*].tool_use_id",
              "[a-zA-Z0-9_-]+",
              "%s: String should match pattern '^[a-zA-Z0-9_-]+$' (%s)"),
          StrictRule.form(
              "tools[*].name",
              "[a-zA-Z0-9_-]{1,128}",
              "%s: String should match pattern '^[a-zA-Z0-9_-]{1,128}$' (%s)"),
          StrictClaude::toolSchemas,
          StrictClaude::answerSchema,
          StrictClaude::cacheMarks,
          StrictRule.when(
              asked ->
                  asked.objects("messages[*].content[*]").stream()
                      .filter(block -> "thinking".equals(block.text("type")))
                      .anyMatch(
                          block ->
                              Objects.requireNonNullElse(block.text("signature"), "").isEmpty()
                                  || isSealedElsewhere(block.text("signature"))),
              "messages: Invalid `signature` in `thinking` block"));

  /** Whether another of these vendors signed it. */
  private static boolean isSealedElsewhere(@Nullable String signature) {
    return signature != null && signature.startsWith("c2VhbGVkLWJ5L") && !signature.equals(SEAL);
  }

  private static boolean thinks(Asked asked) {
    return asked.texts("thinking.type").stream().anyMatch(List.of("enabled", "adaptive")::contains);
  }

  private static boolean badBudget(Asked asked) {
    Double budget = asked.number("thinking.budget_tokens");
    Double most = asked.number("max_tokens");
    return budget != null && (budget < 1024 || (most != null && budget >= most));
  }

  private static List<String> words(Json.Obj message) {
    String text = message.text("content");
    return text == null ? Places.texts(message, "content[*].text") : List.of(text);
  }

  private static boolean emptyText(Asked asked) {
    return Stream.concat(
            asked.texts("system[*].text").stream(),
            asked.texts("messages[*].content[*].text").stream())
        .anyMatch(String::isEmpty);
  }

  private static boolean onlyBlanks(Asked asked) {
    return asked.objects("messages[*]").stream()
        .map(StrictClaude::words)
        .anyMatch(words -> !words.isEmpty() && words.stream().allMatch(String::isBlank));
  }

  private static boolean trailingBlank(Asked asked) {
    List<Json.Obj> last = asked.objects("messages[-1]");
    if (last.isEmpty() || !"assistant".equals(last.getFirst().text("role"))) {
      return false;
    }
    List<String> words = words(last.getFirst());
    return !words.isEmpty() && !words.getLast().equals(words.getLast().stripTrailing());
  }

  private static boolean emptyMessage(Asked asked) {
    List<Json.Obj> messages = asked.objects("messages[*]");
    for (int i = 0; i < messages.size(); i++) {
      Json content = messages.get(i).get("content");
      boolean empty =
          content == null || content.equals(Json.of("")) || content.equals(Json.array(List.of()));
      boolean lastWord =
          i == messages.size() - 1 && "assistant".equals(messages.get(i).text("role"));
      if (empty && !lastWord) {
        return true;
      }
    }
    return false;
  }

  private static Stream<StrictRule.Refusal> roles(Asked asked) {
    boolean systems =
        asked
            .headers()
            .getOrDefault("anthropic-beta", "")
            .contains("mid-conversation-system-2026-04-07");
    return asked.texts("messages[*].role").stream()
        .filter(role -> !List.of("user", "assistant").contains(role))
        .filter(role -> !(systems && role.equals("system")))
        .map(
            role ->
                StrictRule.Refusal.of(
                    "messages.0.role: Input should be 'user' or 'assistant', not " + role));
  }

  private static Stream<StrictRule.Refusal> calls(Asked asked) {
    Set<String> all = new HashSet<>();
    Set<String> open = new HashSet<>();
    for (Json.Obj message : asked.objects("messages[*]")) {
      if ("system".equals(message.text("role"))) {
        continue;
      }
      for (String answered : idsOf(message, "tool_result", "tool_use_id")) {
        if (!open.remove(answered)) {
          return Stream.of(
              StrictRule.Refusal.of(
                  "messages: unexpected `tool_use_id` found in `tool_result` blocks: " + answered));
        }
      }
      if (!open.isEmpty()) {
        break;
      }
      for (String id : idsOf(message, "tool_use", "id")) {
        if (!all.add(id)) {
          return Stream.of(StrictRule.Refusal.of("messages: `tool_use` ids must be unique"));
        }
        open.add(id);
      }
    }
    return open.isEmpty()
        ? Stream.empty()
        : Stream.of(
            StrictRule.Refusal.of(
                "messages: `tool_use` ids were found without `tool_result` blocks immediately after: "
                    + open));
  }

  private static List<String> idsOf(Json.Obj message, String type, String field) {
    return Places.objects(message, "content[*]").stream()
        .filter(block -> type.equals(block.text("type")))
        .flatMap(block -> Places.texts(block, field).stream())
        .toList();
  }

  private static Stream<StrictRule.Refusal> toolSchemas(Asked asked) {
    for (Json.Obj schema : asked.objects("tools[*].input_schema")) {
      if (!"object".equals(schema.text("type"))) {
        return Stream.of(
            StrictRule.Refusal.of("tools.0.custom.input_schema.type: Input should be 'object'"));
      }
      if (Stream.of("anyOf", "oneOf", "allOf").anyMatch(word -> schema.get(word) != null)) {
        return Stream.of(
            StrictRule.Refusal.of(
                "tools.0.custom.input_schema: input_schema does not support oneOf, allOf, or anyOf at the top level"));
      }
    }
    return Stream.empty();
  }

  private static Stream<StrictRule.Refusal> answerSchema(Asked asked) {
    return Stream.of("output_config.format.schema", "output_format.schema")
        .flatMap(place -> asked.objects(place).stream())
        .flatMap(schema -> Places.all("", schema))
        .flatMap(one -> wrongSchema(one.getKey(), one.getValue()));
  }

  private static Stream<StrictRule.Refusal> wrongSchema(String path, Json value) {
    if (!(value instanceof Json.Obj schema) || path.endsWith(".properties")) {
      return Stream.empty();
    }
    String type = String.valueOf(schema.text("type"));
    if (type.equals("object") && !Json.of(false).equals(schema.get("additionalProperties"))) {
      return Stream.of(
          StrictRule.Refusal.of(
              "output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false"));
    }
    boolean many = schema.get("minItems") instanceof Json.Int(long least) && least > 1;
    return Stream.concat(
            schema.fields().keySet().stream().filter(BOUNDS::contains),
            many ? Stream.of("minItems") : Stream.empty())
        .map(
            word ->
                StrictRule.Refusal.of(
                    "output_config.format.schema: For '%s' type, property '%s' is not supported"
                        .formatted(type, word)));
  }

  private static Stream<StrictRule.Refusal> cacheMarks(Asked asked) {
    long marks =
        Places.all("", asked.body())
            .filter(one -> one.getKey().endsWith(".cache_control"))
            .filter(one -> one.getValue() instanceof Json.Obj)
            .count();
    return marks > 4
        ? Stream.of(
            StrictRule.Refusal.of(
                "A maximum of 4 blocks with cache_control may be provided. Found %d."
                    .formatted(marks)))
        : Stream.empty();
  }

  @Override
  List<StrictRule> rules() {
    return RULES;
  }

  @Override
  Json error(StrictRule.Refusal refusal) {
    return json(
        "{'type': 'error', 'error': {'type': 'invalid_request_error', 'message': %s}, 'request_id': 'req_1'}",
        text(refusal.message()));
  }

  @Override
  List<String> tools(Asked request) {
    return request.texts("tools[*].name");
  }

  @Override
  boolean streams(Asked request) {
    return request.is("stream");
  }

  private static String thought(Said said, String comma) {
    return said.thinks()
        ? json(
                "{'type': 'thinking', 'thinking': %s, 'signature': '%s'}",
                text(said.thought()), SEAL)
            + comma
        : "";
  }

  private static Json block(Said said) {
    return said.isCall()
        ? json(
            "{'type': 'tool_use', 'id': 'toolu_1', 'name': %s, 'input': %s}",
            text(said.tool()), said.arguments())
        : json("{'type': 'text', 'text': %s}", text(said.text()));
  }

  private static String end(Said said) {
    return said.isCall() ? "tool_use" : "end_turn";
  }

  @Override
  Json whole(Asked request, Said said) {
    return json(
        "{'id': 'msg_1', 'type': 'message', 'role': 'assistant', 'model': %s, 'content': [%s%s], 'stop_reason': '%s', 'stop_sequence': null, 'usage': {'input_tokens': 20, 'output_tokens': 5}}",
        text(request.model()), thought(said, ", "), block(said), end(said));
  }

  @Override
  String streamed(Asked request, Said said) {
    Json begun =
        said.isCall()
            ? json(
                "{'type': 'tool_use', 'id': 'toolu_1', 'name': %s, 'input': {}}", text(said.tool()))
            : json("{'type': 'text', 'text': ''}");
    Json delta =
        said.isCall()
            ? json(
                "{'type': 'input_json_delta', 'partial_json': %s}",
                text(said.arguments().toString()))
            : json("{'type': 'text_delta', 'text': %s}", text(said.text()));
    int index = said.thinks() ? 1 : 0;
    return Stream.of(
            Stream.of(
                json(
                    "{'type': 'message_start', 'message': {'id': 'msg_1', 'type': 'message', 'role': 'assistant', 'model': %s, 'content': [], 'stop_reason': null, 'stop_sequence': null, 'usage': {'input_tokens': 20, 'output_tokens': 1}}}",
                    text(request.model()))),
            thinking(said),
            Stream.of(
                json(
                    "{'type': 'content_block_start', 'index': %d, 'content_block': %s}",
                    index, begun),
                json("{'type': 'content_block_delta', 'index': %d, 'delta': %s}", index, delta),
                json("{'type': 'content_block_stop', 'index': %d}", index),
                json(
                    "{'type': 'message_delta', 'delta': {'stop_reason': '%s', 'stop_sequence': null}, 'usage': {'output_tokens': 5}}",
                    end(said)),
                json("{'type': 'message_stop'}")))
        .flatMap(events -> events)
        .map(this::event)
        .reduce("", String::concat);
  }

  private static Stream<Json> thinking(Said said) {
    return said.thinks()
        ? Stream.of(
            json(
                "{'type': 'content_block_start', 'index': 0, 'content_block': {'type': 'thinking', 'thinking': '', 'signature': ''}}"),
            json(
                "{'type': 'content_block_delta', 'index': 0, 'delta': {'type': 'thinking_delta', 'thinking': %s}}",
                text(said.thought())),
            json(
                "{'type': 'content_block_delta', 'index': 0, 'delta': {'type': 'signature_delta', 'signature': '%s'}}",
                SEAL),
            json("{'type': 'content_block_stop', 'index': 0}"))
        : Stream.empty();
  }

  @Override
  String event(Json event) {
    return "event: %s\ndata: %s\n\n".formatted(((Json.Obj) event).text("type"), event);
  }

  @Override
  Optional<Json> told(Asked request) {
    return request.method().equals("GET") && request.path().endsWith("/models")
        ? Optional.of(
            json(
                "{'data': [{'type': 'model', 'id': 'claude-sonnet-4-5', 'display_name': 'C', 'created_at': '2025-09-29T00:00:00Z'}], 'has_more': false, 'first_id': null, 'last_id': null}"))
        : Optional.empty();
  }
}
