package io.auterity.testkit.strict;

import io.auterity.spi.Json;
import java.util.List;
import java.util.stream.Stream;

/**
 * Mistral's chat completions, which heed the order of roles. Sources beside the specification:
 * litellm 30835 and zeroclaw 2693 (members of messages).
 */
public final class StrictMistral extends StrictChat {

  private static final List<String> FIELDS =
      List.of(
          "frequency_penalty",
          "guardrails",
          "max_tokens",
          "messages",
          "metadata",
          "model",
          "n",
          "parallel_tool_calls",
          "prediction",
          "presence_penalty",
          "prompt_cache_key",
          "prompt_mode",
          "random_seed",
          "reasoning_effort",
          "response_format",
          "safe_prompt",
          "stop",
          "stream",
          "temperature",
          "tool_choice",
          "tools",
          "top_p");

  private static final List<String> MEMBERS =
      List.of("content", "name", "prefix", "role", "tool_call_id", "tool_calls");

  private static final String ID = "^[a-zA-Z0-9]{9}$";
  private static final String ID_SAID =
      "%s: Tool call id was %s but must be a-z, A-Z, 0-9, with a length of 9.";

  private static final List<StrictRule> RULES =
      List.of(
          StrictRule.known("%s: Extra inputs are not permitted", FIELDS, null),
          StrictRule.form("messages[*].tool_calls[*].id", ID, ID_SAID),
          StrictRule.form("messages[*].tool_call_id", ID, ID_SAID),
          // danny-avila/LibreChat pull request 12144
          StrictRule.when(
              asked ->
                  asked.objects("messages[*].content[*]").stream()
                      .anyMatch(piece -> piece.get("file") != null),
              "messages.0.content.1.file: Extra inputs are not permitted"),
          StrictMistral::members,
          StrictMistral::order,
          StrictMistral::end,
          StrictChat::pairs);

  private static Stream<StrictRule.Refusal> members(Asked asked) {
    return asked.objects("messages[*]").stream()
        .flatMap(message -> message.fields().keySet().stream())
        .filter(name -> !MEMBERS.contains(name))
        .map(
            name ->
                StrictRule.Refusal.of(
                    "messages.0.assistant.%s: Extra inputs are not permitted".formatted(name)));
  }

  private static Stream<StrictRule.Refusal> order(Asked asked) {
    List<String> roles = asked.texts("messages[*].role");
    for (int i = 1; i < roles.size(); i++) {
      if (roles.get(i - 1).equals("tool") && List.of("user", "system").contains(roles.get(i))) {
        return Stream.of(
            new StrictRule.Refusal(
                "Unexpected role '%s' after role 'tool'".formatted(roles.get(i)), null, "3230"));
      }
    }
    return Stream.empty();
  }

  private static Stream<StrictRule.Refusal> end(Asked asked) {
    List<Json.Obj> messages = asked.objects("messages[*]");
    String role = messages.isEmpty() ? "nothing" : String.valueOf(messages.getLast().text("role"));
    boolean begun =
        role.equals("assistant") && Json.of(true).equals(messages.getLast().get("prefix"));
    return begun || role.equals("user") || role.equals("tool")
        ? Stream.empty()
        : Stream.of(
            new StrictRule.Refusal(
                "Expected last role User or Tool (or Assistant with prefix True) for serving but got "
                    + role,
                null,
                "3230"));
  }

  @Override
  Json.Obj thoughts(String words) {
    return (Json.Obj)
        json(
            "{'content': [{'type': 'thinking', 'thinking': [{'type': 'text', 'text': %s}], 'closed': true}]}",
            text(words));
  }

  @Override
  List<StrictRule> rules() {
    return RULES;
  }

  @Override
  int refused() {
    return 422;
  }

  @Override
  Json error(StrictRule.Refusal refusal) {
    return json(
        "{'object': 'error', 'message': %s, 'type': 'invalid_request_error', 'param': %s, 'code': %s}",
        text(refusal.message()), Json.of(refusal.param()), Json.of(refusal.code()));
  }
}
