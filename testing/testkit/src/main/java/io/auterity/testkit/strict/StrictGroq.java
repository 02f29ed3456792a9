package io.auterity.testkit.strict;

import io.auterity.spi.Json;
import java.util.List;
import java.util.stream.Stream;

/**
 * Groq's chat completions, which know few members of messages; freellmapi 1070 and jan 8136 tell of
 * thoughts.
 */
public final class StrictGroq extends StrictChat {

  private static final List<String> FIELDS =
      List.of(
          "citation_options",
          "compound_custom",
          "disable_tool_validation",
          "documents",
          "exclude_domains",
          "frequency_penalty",
          "function_call",
          "functions",
          "include_domains",
          "include_reasoning",
          "max_completion_tokens",
          "max_tokens",
          "messages",
          "metadata",
          "model",
          "n",
          "parallel_tool_calls",
          "presence_penalty",
          "reasoning_effort",
          "reasoning_format",
          "response_format",
          "search_settings",
          "seed",
          "service_tier",
          "stop",
          "store",
          "stream",
          "stream_options",
          "temperature",
          "tool_choice",
          "tools",
          "top_p",
          "user");

  private static final List<String> UNSUPPORTED =
      List.of(
          "annotations",
          "metadata",
          "timestamp",
          "id",
          "reasoning_details",
          "reasoning_content",
          "name");

  private static final List<StrictRule> RULES =
      List.of(
          StrictRule.known("property '%s' is unsupported", FIELDS, null),
          StrictGroq::members,
          StrictRule.when(
              asked -> asked.has("n") && !Double.valueOf(1).equals(asked.number("n")),
              "'n' : number must be at most 1"),
          StrictRule.when(
              asked ->
                  asked.texts("response_format.type").contains("json_object") && asked.has("tools"),
              "response_format json_object cannot be combined with tool/function calling"),
          StrictChat::pairs);

  private static Stream<StrictRule.Refusal> members(Asked asked) {
    return asked.objects("messages[*]").stream()
        .flatMap(
            message ->
                message.fields().keySet().stream()
                    .filter(UNSUPPORTED::contains)
                    .map(
                        name ->
                            StrictRule.Refusal.of(
                                "'messages.0' : for 'role:%s' the following must be satisfied[('messages.0' : property '%s' is unsupported)]"
                                    .formatted(message.text("role"), name))));
  }

  @Override
  Json.Obj thoughts(String words) {
    return Json.EMPTY.with("reasoning", text(words));
  }

  @Override
  List<StrictRule> rules() {
    return RULES;
  }
}
