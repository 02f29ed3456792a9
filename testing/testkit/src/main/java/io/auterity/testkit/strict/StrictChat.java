package io.auterity.testkit.strict;

import io.auterity.spi.Json;
import java.util.ArrayList;
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

/** OpenAI's chat completions. */
public sealed class StrictChat extends StrictVendor
    permits StrictOpenRouter,
        StrictDeepSeek,
        StrictGroq,
        StrictMistral,
        StrictXai,
        StrictCerebras,
        StrictFireworks,
        StrictTogether,
        StrictVllm,
        StrictAzure {

  static final String NAME = "^[a-zA-Z0-9_-]{1,64}$";
  static final String NAME_SAID =
      "Invalid '%s': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$' of at most 64 letters; too long or wrong: %s";

  private static final List<String> FIELDS =
      List.of(
          "audio",
          "frequency_penalty",
          "function_call",
          "functions",
          "logit_bias",
          "logprobs",
          "max_completion_tokens",
          "max_tokens",
          "messages",
          "metadata",
          "modalities",
          "model",
          "n",
          "parallel_tool_calls",
          "prediction",
          "presence_penalty",
          "prompt_cache_key",
          "prompt_cache_retention",
          "reasoning_effort",
          "response_format",
          "safety_identifier",
          "seed",
          "service_tier",
          "stop",
          "store",
          "stream",
          "stream_options",
          "temperature",
          "tool_choice",
          "tools",
          "top_logprobs",
          "top_p",
          "user",
          "verbosity",
          "web_search_options");

  private static final Pattern THINKER = Pattern.compile("(o[0-9]|gpt-5).*");
  private static final Pattern THINKS_AT_WILL = Pattern.compile("gpt-5\\.[1-9].*");
  private static final Pattern NO_THINKER = Pattern.compile("(chatgpt-4o|gpt-4|gpt-3\\.5).*");

  private static final Map<String, Integer> MOST = most();

  private static Map<String, Integer> most() {
    Map<String, Integer> most = new LinkedHashMap<>();
    most.put("gpt-4o", 16_384);
    most.put("gpt-4.1", 32_768);
    most.put("gpt-5.1", 128_000);
    return most;
  }

  private static final String UNRECOGNIZED = "Unrecognized request argument supplied: %s";

  static boolean neverThinks(Asked asked) {
    return NO_THINKER.matcher(asked.model()).matches();
  }

  /** Whether it is asked for another temperature than it can have. */
  static boolean tooHot(Asked asked, String effort) {
    Double temperature = asked.number("temperature");
    if (temperature == null || temperature == 1 || !THINKER.matcher(asked.model()).matches()) {
      return false;
    }
    List<String> asksToThink = asked.texts(effort);
    return !THINKS_AT_WILL.matcher(asked.model()).matches()
        || !(asksToThink.isEmpty() || asksToThink.equals(List.of("none")));
  }

  private static final List<StrictRule> RULES =
      List.of(
          StrictRule.known(UNRECOGNIZED, FIELDS, null),
          StrictRule.longest("user", 64),
          StrictRule.longest("safety_identifier", 64),
          StrictRule.when(
              asked -> neverThinks(asked) && asked.has("reasoning_effort"),
              UNRECOGNIZED.formatted("reasoning_effort")),
          StrictRule.when(
              asked -> asked.has("max_tokens") && THINKER.matcher(asked.model()).matches(),
              "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
              "max_tokens",
              "unsupported_parameter"),
          StrictRule.when(
              asked -> tooHot(asked, "reasoning_effort"),
              "Unsupported value: 'temperature' does not support this value with this model. Only the default (1) value is supported.",
              "temperature",
              "unsupported_value"),
          output("max_tokens"),
          output("max_completion_tokens"),
          StrictRule.form("tools[*].function.name", NAME, NAME_SAID),
          StrictRule.form("messages[*].tool_calls[*].function.name", NAME, NAME_SAID),
          StrictRule.form("tools[*].custom.name", NAME, NAME_SAID),
          StrictRule.form("messages[*].tool_calls[*].custom.name", NAME, NAME_SAID),
          StrictChat::types,
          StrictRule.longest("messages[*].tool_calls[*].id", 40),
          StrictRule.longest("messages[*].tool_call_id", 40),
          StrictRule.when(
              asked -> Places.at(asked.body(), "tools").equals(List.of(Json.array(List.of()))),
              "Invalid 'tools': empty array. Expected an array with minimum length 1, but got an empty array instead.",
              "tools",
              "empty_array"),
          onlyWith("tool_choice", "tools"),
          onlyWith("parallel_tool_calls", "tools"),
          StrictRule.when(
              asked -> asked.has("stream_options") && !asked.is("stream"),
              "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
              "stream_options",
              null),
          StrictRule.when(
              asked -> Places.at(asked.body(), "stop[*]").size() > 4,
              "Invalid 'stop': array too long. Expected an array with maximum length 4.",
              "stop",
              "array_above_max_length"),
          StrictChat::pairs,
          StrictChat::pictures);

  private static StrictRule output(String place) {
    return StrictRule.output(
        place,
        MOST,
        "max_tokens is too large: %d. This model supports at most %d completion tokens, whereas you provided more. (%s)");
  }

  static StrictRule onlyWith(String name, String other) {
    return StrictRule.when(
        asked -> asked.has(name) && !asked.has(other),
        "Invalid value for '%s': '%s' is only allowed when '%s' are specified."
            .formatted(name, name, other),
        name,
        null);
  }

  static Stream<StrictRule.Refusal> pairs(Asked asked) {
    Set<String> open = new HashSet<>();
    for (Json.Obj message : asked.objects("messages[*]")) {
      if ("tool".equals(message.text("role"))) {
        if (!open.remove(message.text("tool_call_id"))) {
          return Stream.of(
              StrictRule.Refusal.of(
                  "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'."));
        }
      } else if (!open.isEmpty()) {
        break;
      } else {
        open.addAll(Places.texts(message, "tool_calls[*].id"));
      }
    }
    return open.isEmpty()
        ? Stream.empty()
        : Stream.of(
            StrictRule.Refusal.of(
                "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: "
                    + open));
  }

  // Each has the object that its type names, and no type is known but these.
  private static Stream<StrictRule.Refusal> types(Asked asked) {
    return Stream.of("tools", "messages[*].tool_calls")
        .flatMap(place -> asked.objects(place + "[*]").stream().map(one -> wrong(place, one)))
        .filter(Objects::nonNull);
  }

  private static StrictRule.@Nullable Refusal wrong(String place, Json.Obj one) {
    String type = String.valueOf(one.text("type"));
    if (!type.equals("function") && !type.equals("custom")) {
      return new StrictRule.Refusal(
          "Invalid value: '%s'. Supported values are: 'function' and 'custom'.".formatted(type),
          place + "[0].type",
          "invalid_value");
    }
    return one.get(type) instanceof Json.Obj
        ? null
        : new StrictRule.Refusal(
            "Missing required parameter: '%s[0].%s'.".formatted(place, type),
            place + "[0]." + type,
            "missing_required_parameter");
  }

  private static Stream<StrictRule.Refusal> pictures(Asked asked) {
    return asked.objects("messages[*]").stream()
        .filter(message -> !"user".equals(message.text("role")))
        .filter(message -> Places.texts(message, "content[*].type").contains("image_url"))
        .map(
            message ->
                StrictRule.Refusal.of(
                    "Invalid 'messages': Image URLs are only allowed for messages with role 'user', but this message with role '%s' contains an image URL."
                        .formatted(message.text("role"))));
  }

  @Override
  List<StrictRule> rules() {
    return RULES;
  }

  @Override
  Json error(StrictRule.Refusal refusal) {
    return openAiError(refusal);
  }

  static Json openAiError(StrictRule.Refusal refusal) {
    return json(
        "{'error': {'message': %s, 'type': 'invalid_request_error', 'param': %s, 'code': %s}}",
        text(refusal.message()), Json.of(refusal.param()), Json.of(refusal.code()));
  }

  @Override
  List<String> tools(Asked request) {
    return Stream.concat(
            request.texts("tools[*].function.name").stream(),
            request.texts("tools[*].custom.name").stream())
        .toList();
  }

  @Override
  boolean streams(Asked request) {
    return request.is("stream");
  }

  @Override
  Json whole(Asked request, Said said) {
    return json(
        "{'id': 'c1', 'object': 'chat.completion', 'created': 1, 'model': %s, 'choices': [{'index': 0, 'message': %s, 'finish_reason': '%s'}], 'usage': %s}",
        text(request.model()), message(request, said, ""), end(said), USAGE);
  }

  private static final String USAGE =
      "{\"prompt_tokens\": 20, \"completion_tokens\": 5, \"total_tokens\": 25}";

  private static String end(Said said) {
    return said.isCall() ? "tool_calls" : "stop";
  }

  /** Fields of a message in which its thoughts stand; none where the vendor tells none. */
  Json.Obj thoughts(String words) {
    return Json.EMPTY;
  }

  private Json message(Asked request, Said said, String index) {
    Json.Obj message = (Json.Obj) spoken(request, said, index);
    for (var field : (said.thinks() ? thoughts(said.thought()) : Json.EMPTY).fields().entrySet()) {
      message = message.with(field.getKey(), field.getValue());
    }
    return message;
  }

  private static Json spoken(Asked request, Said said, String index) {
    if (said.isCall() && request.texts("tools[*].custom.name").contains(said.tool())) {
      return json(
          "{'role': 'assistant', 'content': null, 'tool_calls': [{%s'id': 'call_1', 'type': 'custom', 'custom': {'name': %s, 'input': %s}}]}",
          index,
          text(said.tool()),
          text(index.isEmpty() ? String.valueOf(said.arguments().text("input")) : ""));
    }
    return said.isCall()
        ? json(
            "{'role': 'assistant', 'content': null, 'tool_calls': [{%s'id': 'call_1', 'type': 'function', 'function': {'name': %s, 'arguments': %s}}]}",
            index, text(said.tool()), text(said.arguments().toString()))
        : json("{'role': 'assistant', 'content': %s}", text(said.text()));
  }

  @Override
  String streamed(Asked request, Said said) {
    List<String> events = new ArrayList<>();
    Json begun = message(request, said, "\"index\": 0, ");
    events.add(chunk(request, begun, "null"));
    if (Places.texts(begun, "tool_calls[*].type").contains("custom")) {
      String input = String.valueOf(said.arguments().text("input"));
      int half = input.length() / 2;
      events.add(chunk(request, more(input.substring(0, half)), "null"));
      events.add(chunk(request, more(input.substring(half)), "null"));
    }
    events.add(chunk(request, Json.EMPTY, text(end(said)).toString()));
    if (Places.at(request.body(), "stream_options.include_usage").contains(Json.of(true))) {
      events.add(
          event(
              json(
                  "{'id': 'c1', 'object': 'chat.completion.chunk', 'created': 1, 'model': %s, 'choices': [], 'usage': %s}",
                  text(request.model()), USAGE)));
    }
    events.add("data: [DONE]\n\n");
    return String.join("", events);
  }

  private static Json more(String input) {
    return json("{'tool_calls': [{'index': 0, 'custom': {'input': %s}}]}", text(input));
  }

  private String chunk(Asked request, Json delta, String end) {
    return event(
        json(
            "{'id': 'c1', 'object': 'chat.completion.chunk', 'created': 1, 'model': %s, 'choices': [{'index': 0, 'delta': %s, 'finish_reason': %s}]}",
            text(request.model()), delta, end));
  }

  @Override
  Optional<Json> told(Asked request) {
    return models(request);
  }

  static Optional<Json> models(Asked request) {
    return request.method().equals("GET") && request.path().endsWith("/models")
        ? Optional.of(
            json(
                "{'object': 'list', 'data': [%s]}",
                String.join(
                    ", ",
                    Stream.of("gpt-5.1", "gpt-4o", "gpt-4.1", "o3")
                        .map(StrictChat::model)
                        .toList())))
        : Optional.empty();
  }

  private static String model(String id) {
    return json("{'id': %s, 'object': 'model', 'created': 1, 'owned_by': 'o'}", text(id))
        .toString();
  }
}
