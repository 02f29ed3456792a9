package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.toolkit.json.ReplyFields;
import java.util.LinkedHashMap;
import java.util.Map;

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
    Map<String, Json> whole = new LinkedHashMap<>(told.fields());
    whole.put("prompt_tokens", Json.of(usage.input()));
    whole.put("completion_tokens", Json.of(usage.output()));
    whole.put("total_tokens", Json.of(usage.input() + usage.output()));
    putDetail(whole, "prompt_tokens_details", "cached_tokens", usage.cachedInput());
    putDetail(whole, "completion_tokens_details", "reasoning_tokens", usage.reasoning());
    return new Json.Obj(whole);
  }

  private static void putDetail(Map<String, Json> usage, String part, String name, long tokens) {
    Json.Obj told = usage.get(part) instanceof Json.Obj details ? details : Json.EMPTY;
    usage.put(part, told.with(name, Json.of(tokens)));
  }
}
