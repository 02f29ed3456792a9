package io.auterity.testkit.strict;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.spi.Json;
import io.auterity.testkit.files.YamlTree;
import java.util.List;
import java.util.Set;

/**
 * The chat completions of a vLLM server, which takes fields that it does not know (vllm pull
 * request 10463). Sources: the checks of its request (chat_completion/protocol.py: tools, their
 * choice, words for thinking, options of streams, likelihoods), vllm pull request 39780 (no tools),
 * vllm pull request 57774 and LibreChat 16234 (files), vllm 43995 (arguments that are no JSON).
 */
public final class StrictVllm extends StrictChat {

  private static final Set<String> PIECES =
      Set.of(
          "text",
          "refusal",
          "thinking",
          "image_url",
          "image_embeds",
          "audio_url",
          "audio_embeds",
          "input_audio",
          "video_url");

  private static final List<StrictRule> RULES =
      List.of(
          StrictRule.when(
              asked -> Places.at(asked.body(), "tools").equals(List.of(Json.array(List.of()))),
              "`tools` must not be an empty array. Either provide at least one tool or omit the field entirely."),
          StrictRule.when(
              asked ->
                  asked.has("tool_choice")
                      && !Json.of("none").equals(asked.body().get("tool_choice"))
                      && !asked.has("tools"),
              "When using `tool_choice`, `tools` must be set."),
          StrictRule.form("tools[*].type", "function", "%s: Input should be 'function', not %s"),
          StrictRule.form(
              "reasoning_effort",
              "none|minimal|low|medium|high|xhigh|max",
              "%s: Input should be 'none', 'minimal', 'low', 'medium', 'high', 'xhigh' or 'max', not %s"),
          StrictRule.when(
              asked -> asked.has("stream_options") && !asked.is("stream"),
              "Stream options can only be defined when `stream=True`."),
          StrictRule.when(
              asked -> asked.has("top_logprobs") && !asked.is("logprobs"),
              "when using `top_logprobs`, `logprobs` must be set to true."),
          asked ->
              asked.texts("messages[*].content[*].type").stream()
                  .filter(type -> !PIECES.contains(type))
                  .map(
                      type ->
                          StrictRule.Refusal.of(
                              "Unsupported chat content part type: '%s'. Supported types: %s"
                                  .formatted(type, PIECES))),
          asked ->
              asked.texts("messages[*].tool_calls[*].function.arguments").stream()
                  .filter(arguments -> !arguments.isEmpty() && !isJson(arguments))
                  .map(
                      arguments ->
                          StrictRule.Refusal.of(
                              "Expecting ',' delimiter: line 1 column 54 (char 53)")));

  private static boolean isJson(String arguments) {
    try {
      return YamlTree.json(arguments.getBytes(UTF_8)) != null;
    } catch (RuntimeException e) {
      return false;
    }
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
        "{'error': {'message': %s, 'type': 'BadRequestError', 'param': %s, 'code': 400}}",
        text(refusal.message()), Json.of(refusal.param()));
  }
}
