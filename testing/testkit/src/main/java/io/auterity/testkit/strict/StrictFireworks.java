package io.auterity.testkit.strict;

import io.auterity.spi.Json;
import java.util.List;

/**
 * Fireworks' chat completions. Sources: the vendor's reference of the operation (fields); midscene
 * 1322 and Flowise 2866 (the words of a field that it has not); the vendor's page on vision models
 * (no PDF).
 */
public final class StrictFireworks extends StrictChat {

  private static final List<String> FIELDS =
      List.of(
          "context_length_exceeded_behavior",
          "echo",
          "frequency_penalty",
          "function_call",
          "functions",
          "ignore_eos",
          "logit_bias",
          "logprobs",
          "max_completion_tokens",
          "max_tokens",
          "messages",
          "metadata",
          "min_p",
          "mirostat_lr",
          "mirostat_target",
          "model",
          "n",
          "parallel_tool_calls",
          "perf_metrics_in_response",
          "prediction",
          "presence_penalty",
          "prompt_cache_isolation_key",
          "prompt_cache_key",
          "prompt_truncate_len",
          "raw_output",
          "reasoning_effort",
          "reasoning_history",
          "repetition_penalty",
          "response_format",
          "return_token_ids",
          "safe_tokenization",
          "seed",
          "service_tier",
          "speculation",
          "stop",
          "stream",
          "stream_options",
          "temperature",
          "thinking",
          "tool_choice",
          "tools",
          "top_k",
          "top_logprobs",
          "top_p",
          "typical_p",
          "user");

  private static final List<StrictRule> RULES =
      List.of(
          StrictRule.when(
              asked -> asked.texts("messages[*].content[*].type").contains("file"),
              "Extra inputs are not permitted, field: 'messages[0].content[1].file'"),
          StrictRule.known("Extra inputs are not permitted, field: '%s'", FIELDS, null),
          StrictChat::pairs);

  @Override
  Json.Obj thoughts(String words) {
    return Json.EMPTY.with("reasoning_content", text(words));
  }

  @Override
  List<StrictRule> rules() {
    return RULES;
  }
}
