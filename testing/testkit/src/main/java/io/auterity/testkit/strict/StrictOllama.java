package io.auterity.testkit.strict;

import io.auterity.spi.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A server of Ollama, of which models with {@code qwen3}, {@code r1} or {@code gpt-oss} think. */
public final class StrictOllama extends StrictVendor {

  private static final List<StrictRule> RULES =
      List.of(
          asked ->
              asked.texts("think").stream()
                  .filter(level -> !asked.model().startsWith("gpt-oss"))
                  .map(
                      level ->
                          StrictRule.Refusal.of(
                              "think value \"%s\" is not supported for this model"
                                  .formatted(level))),
          asked ->
              asked.has("think")
                      && !Json.of(false).equals(asked.body().get("think"))
                      && !thinks(asked.model())
                  ? Stream.of(
                      StrictRule.Refusal.of(
                          "\"%s\" does not support thinking".formatted(asked.model())))
                  : Stream.empty(),
          StrictRule.when(
              asked ->
                  Places.at(asked.body(), "messages[*].content").stream()
                      .anyMatch(content -> !(content instanceof Json.Str)),
              "json: cannot unmarshal array into Go struct field ChatRequest.messages.content of type string"));

  private static boolean thinks(String model) {
    return Stream.of("qwen3", "deepseek-r1", "gpt-oss").anyMatch(model::startsWith);
  }

  @Override
  List<StrictRule> rules() {
    return RULES;
  }

  @Override
  Json error(StrictRule.Refusal refusal) {
    return json("{'error': %s}", text(refusal.message()));
  }

  @Override
  List<String> tools(Asked request) {
    return request.texts("tools[*].function.name");
  }

  @Override
  boolean streams(Asked request) {
    return !Json.of(false).equals(request.body().get("stream"));
  }

  @Override
  Json whole(Asked request, Said said) {
    Json message =
        said.isCall()
            ? json(
                "{'role': 'assistant', 'content': '', 'tool_calls': [{'function': {'name': %s, 'arguments': %s}}]}",
                text(said.tool()), said.arguments())
            : json("{'role': 'assistant', 'content': %s}", text(said.text()));
    return line(
        request,
        said.thinks() ? ((Json.Obj) message).with("thinking", text(said.thought())) : message,
        true);
  }

  private static final String END =
      ", 'done_reason': 'stop', 'prompt_eval_count': 20, 'eval_count': 5, 'total_duration': 1"
          .replace('\'', '"');

  private static Json line(Asked request, Json message, boolean done) {
    return json(
        "{'model': %s, 'created_at': '2026-11-25T10:00:00Z', 'message': %s, 'done': %s%s}",
        text(request.model()), message, done, done ? END : "");
  }

  @Override
  String streamed(Asked request, Said said) {
    Json.Obj whole = (Json.Obj) whole(request, said);
    Json said1 = line(request, whole.fields().getOrDefault("message", Json.NULL), false);
    return event(said1) + event(line(request, json("{'role': 'assistant', 'content': ''}"), true));
  }

  @Override
  String event(Json event) {
    return event + "\n";
  }

  @Override
  String streamType() {
    return "application/x-ndjson";
  }

  @Override
  Optional<Json> told(Asked request) {
    return switch (request.path()) {
      case "/api/show" -> Optional.of(shown(request.model()));
      case "/api/tags" ->
          Optional.of(json("{'models': [%s, %s]}", tag("qwen3:8b"), tag("llama3.1")));
      case "/api/version" -> Optional.of(json("{'version': '0.12.0'}"));
      default -> Optional.empty();
    };
  }

  private static Json tag(String name) {
    return json(
        "{'name': %s, 'model': %s, 'modified_at': '2026-11-01T00:00:00Z', 'size': 1, 'digest': 'd', 'details': {'family': 'f'}}",
        text(name), text(name));
  }

  private static Json shown(String model) {
    return json(
        "{'details': {'family': 'f', 'parameter_size': '8B', 'quantization_level': 'Q4'}, 'model_info': {'general.architecture': 'f', 'f.context_length': 40960}, 'capabilities': ['completion', 'tools'%s]}",
        thinks(model) ? ", \"thinking\"" : "");
  }
}
