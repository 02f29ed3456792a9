package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.Surcharge;
import io.auterity.spi.ai.TokenUnit;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.toolkit.json.ReplyFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The dialect's {@code usage}. */
final class UsageJson {

  /** What vendors of searching models bill beside tokens of a chat, and its unit. */
  private static final Map<String, String> FURTHER =
      Map.of("num_search_queries", Surcharge.WEB_SEARCHES, "citation_tokens", "citation_tokens");

  /** Tokens of a part that have a unit of their own. */
  private record Detail(String part, String name, TokenUnit unit) {}

  private static final List<Detail> DETAILS =
      List.of(
          new Detail("prompt_tokens_details", "audio_tokens", TokenUnit.AUDIO_INPUT),
          new Detail("prompt_tokens_details", "image_tokens", TokenUnit.IMAGE_INPUT),
          new Detail("completion_tokens_details", "audio_tokens", TokenUnit.AUDIO_OUTPUT),
          new Detail("completion_tokens_details", "image_tokens", TokenUnit.IMAGE_OUTPUT));

  static final String SERVICE_TIER = "service_tier";

  /** Some endpoints count thoughts in the total only: what is not input is output. */
  static TokenUsage read(Json.Obj usage) {
    long input = ReplyFields.number(usage, "prompt_tokens");
    long output =
        Math.max(
            ReplyFields.number(usage, "completion_tokens"),
            ReplyFields.number(usage, "total_tokens") - input);
    long thoughts =
        ReplyFields.number(
            ReplyFields.object(usage, "completion_tokens_details"), "reasoning_tokens");
    long apart = thoughts == 0 ? thoughtsApart(usage) : 0;
    long cached = cached(usage);
    long written = written(ReplyFields.object(usage, "prompt_tokens_details"), input - cached);
    return new TokenUsage(
        input, output + apart, cached, thoughts + apart, written, 0, further(usage));
  }

  /** What was written to the vendor's cache: a part of the input that was not read from it. */
  static long written(Json.Obj details, long uncached) {
    return Math.clamp(ReplyFields.number(details, "cache_write_tokens"), 0, Math.max(0, uncached));
  }

  /** That of an answer, which tells beside it how it was served. */
  static TokenUsage of(Json.Obj reply) {
    return served(read(ReplyFields.object(reply, "usage")), ReplyFields.text(reply, SERVICE_TIER));
  }

  /** The same with the class of service that an answer tells; nothing used is nothing served. */
  static TokenUsage served(TokenUsage usage, String tier) {
    return usage.equals(TokenUsage.NONE)
        ? usage
        : Surcharge.tier(tier).map(unit -> usage.and(unit, 1)).orElse(usage);
  }

  /** DeepSeek has a name of its own. */
  private static long cached(Json.Obj usage) {
    long told =
        ReplyFields.number(ReplyFields.object(usage, "prompt_tokens_details"), "cached_tokens");
    return told > 0 ? told : ReplyFields.number(usage, "prompt_cache_hit_tokens");
  }

  /** Perplexity's deep research tells its thoughts beside the total, as it does its citations. */
  private static long thoughtsApart(Json.Obj usage) {
    return usage.get("citation_tokens") == null ? 0 : ReplyFields.number(usage, "reasoning_tokens");
  }

  private static Map<String, Long> further(Json.Obj usage) {
    Map<String, Long> further = new LinkedHashMap<>();
    FURTHER.forEach((name, unit) -> further.put(unit, ReplyFields.number(usage, name)));
    DETAILS.forEach(
        detail ->
            further.put(
                detail.unit().wire(),
                ReplyFields.number(ReplyFields.object(usage, detail.part()), detail.name())));
    further.values().removeIf(quantity -> quantity <= 0);
    return further;
  }

  /** The same with the sums that were read: some endpoints leave thoughts out of them. */
  static Json.Obj whole(Json.Obj told, TokenUsage usage) {
    Map<String, Json> whole = new LinkedHashMap<>(told.fields());
    whole.put("prompt_tokens", Json.of(usage.input()));
    whole.put("completion_tokens", Json.of(usage.output()));
    whole.put("total_tokens", Json.of(usage.input() + usage.output()));
    return new Json.Obj(whole);
  }
}
