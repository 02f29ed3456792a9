package io.auterity.testkit.strict;

import io.auterity.spi.Json;
import java.util.List;
import java.util.stream.Stream;

/**
 * Cerebras' chat completions, which refuse what they do not know. Sources: the vendor's page on
 * OpenAI compatibility (fields); Empryo pull request 209 (tried at the vendor), kilocode 10375 and
 * qwen-code 11045 (members of messages), opencode 6648 (the words for a field of the body).
 */
public final class StrictCerebras extends StrictChat {

  private static final List<String> FIELDS =
      List.of(
          "clear_thinking",
          "disable_reasoning",
          "logprobs",
          "max_completion_tokens",
          "max_tokens",
          "messages",
          "model",
          "n",
          "prediction",
          "prompt_cache_key",
          "reasoning_effort",
          "reasoning_format",
          "response_format",
          "seed",
          "stop",
          "stream",
          "stream_options",
          "temperature",
          "tool_choice",
          "tools",
          "top_logprobs",
          "top_p",
          "user");

  private static final List<String> MEMBERS =
      List.of("content", "name", "reasoning", "role", "tool_call_id", "tool_calls");

  private static final List<StrictRule> RULES =
      List.of(
          StrictRule.known("body.%1$s: property 'body.%1$s' is unsupported", FIELDS, null),
          StrictCerebras::members,
          StrictChat::pairs);

  private static Stream<StrictRule.Refusal> members(Asked asked) {
    List<Json.Obj> messages = asked.objects("messages[*]");
    return messages.stream()
        .flatMap(
            message ->
                message.fields().keySet().stream()
                    .filter(name -> !MEMBERS.contains(name))
                    .map(
                        name ->
                            "messages.%d.%s.%s"
                                .formatted(messages.indexOf(message), message.text("role"), name)))
        .map(
            place ->
                StrictRule.Refusal.of("%1$s: property '%1$s' is unsupported".formatted(place)));
  }

  @Override
  Json.Obj thoughts(String words) {
    return Json.EMPTY.with("reasoning", text(words));
  }

  @Override
  List<StrictRule> rules() {
    return RULES;
  }

  @Override
  Json error(StrictRule.Refusal refusal) {
    return json(
        "{'message': %s, 'type': 'invalid_request_error', 'param': 'validation_error', 'code': 'wrong_api_format'}",
        text(refusal.message()));
  }
}
