package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.TokenUsage;

/** The dialect's {@code usage}. */
final class Usage {

  private Usage() {}

  /** Some endpoints count thoughts in the total only: what is not input is output. */
  static TokenUsage read(Json.Obj usage) {
    long input = Reply.number(usage, "prompt_tokens");
    long output =
        Math.max(
            Reply.number(usage, "completion_tokens"), Reply.number(usage, "total_tokens") - input);
    return new TokenUsage(
        input,
        output,
        Reply.number(Reply.object(usage, "prompt_tokens_details"), "cached_tokens"),
        Reply.number(Reply.object(usage, "completion_tokens_details"), "reasoning_tokens"));
  }
}
