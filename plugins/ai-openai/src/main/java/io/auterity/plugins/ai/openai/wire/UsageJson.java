package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.TokenUsage;

/** The dialect's {@code usage}. */
final class UsageJson {

  private UsageJson() {}

  /** Some endpoints count thoughts in the total only: what is not input is output. */
  static TokenUsage read(Json.Obj usage) {
    long input = ReplyJson.number(usage, "prompt_tokens");
    long output =
        Math.max(
            ReplyJson.number(usage, "completion_tokens"),
            ReplyJson.number(usage, "total_tokens") - input);
    return new TokenUsage(
        input,
        output,
        ReplyJson.number(ReplyJson.object(usage, "prompt_tokens_details"), "cached_tokens"),
        ReplyJson.number(ReplyJson.object(usage, "completion_tokens_details"), "reasoning_tokens"));
  }
}
