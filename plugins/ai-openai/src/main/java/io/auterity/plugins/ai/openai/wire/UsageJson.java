package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.toolkit.json.ReplyFields;

/** The dialect's {@code usage}. */
final class UsageJson {

  private UsageJson() {}

  /** Some endpoints count thoughts in the total only: what is not input is output. */
  static TokenUsage read(Json.Obj usage) {
    long input = ReplyFields.number(usage, "prompt_tokens");
    long output =
        Math.max(
            ReplyFields.number(usage, "completion_tokens"),
            ReplyFields.number(usage, "total_tokens") - input);
    return new TokenUsage(
        input,
        output,
        ReplyFields.number(ReplyFields.object(usage, "prompt_tokens_details"), "cached_tokens"),
        ReplyFields.number(
            ReplyFields.object(usage, "completion_tokens_details"), "reasoning_tokens"));
  }

  /** The same with all that callers of the dialect look for. */
  static Json.Obj whole(Json.Obj told, TokenUsage usage) {
    return told.with("prompt_tokens", Json.of(usage.input()))
        .with("completion_tokens", Json.of(usage.output()))
        .with("total_tokens", Json.of(usage.input() + usage.output()))
        .with(
            "prompt_tokens_details",
            ReplyFields.object(told, "prompt_tokens_details")
                .with("cached_tokens", Json.of(usage.cachedInput())))
        .with(
            "completion_tokens_details",
            ReplyFields.object(told, "completion_tokens_details")
                .with("reasoning_tokens", Json.of(usage.reasoning())));
  }
}
