package io.auterity.cli.prices;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A price field of LiteLLM's file, and what it prices.
 *
 * @param above length of input above which it holds, in tokens; 0 for any
 * @param times for how many of what it prices a price list tells one price
 */
record LiteLlmField(String unit, long above, BigDecimal times) {

  private static final Pattern TIER = Pattern.compile("(.+)_above_(\\d{1,6})k_tokens");
  private static final BigDecimal MILLION = new BigDecimal("1000000");
  private static final BigDecimal MINUTE = new BigDecimal("60");

  private static final Map<String, String> TOKENS =
      Map.of(
          "input_cost_per_token", "input",
          "output_cost_per_token", "output",
          "cache_read_input_token_cost", "cached_input",
          "cache_creation_input_token_cost", "cache_write",
          "cache_creation_input_token_cost_above_1hr", "cache_write_long",
          "output_cost_per_reasoning_token", "reasoning");

  private static final Map<String, LiteLlmField> OTHERS =
      Map.of(
          "input_cost_per_character", new LiteLlmField("characters", 0, MILLION),
          "input_cost_per_second", new LiteLlmField("audio_minute", 0, MINUTE),
          "input_cost_per_query", new LiteLlmField("search", 0, BigDecimal.ONE),
          "output_cost_per_image", new LiteLlmField("image", 0, BigDecimal.ONE));

  /** Null when it prices nothing that can be taken. */
  static @Nullable LiteLlmField of(String name) {
    Matcher tier = TIER.matcher(name);
    boolean tiered = tier.matches();
    String unit = TOKENS.get(tiered ? tier.group(1) : name);
    if (unit == null) {
      return OTHERS.get(name);
    }
    return new LiteLlmField(unit, tiered ? Long.parseLong(tier.group(2)) * 1_000 : 0, MILLION);
  }
}
