package io.auterity.cli.prices;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a field of LiteLLM's file prices.
 *
 * @param above length of input above which it holds, in tokens; 0 for any
 */
record LiteLlmField(String unit, long above) {

  private static final Pattern TIER = Pattern.compile("(.+)_above_(\\d{1,6})k_tokens");
  private static final Map<String, String> UNITS =
      Map.of(
          "input_cost_per_token", "input",
          "output_cost_per_token", "output",
          "cache_read_input_token_cost", "cached_input",
          "cache_creation_input_token_cost", "cache_write",
          "cache_creation_input_token_cost_above_1hr", "cache_write_long",
          "output_cost_per_reasoning_token", "reasoning");

  /** Null when it prices nothing that can be taken. */
  static @Nullable LiteLlmField of(String name) {
    Matcher tier = TIER.matcher(name);
    boolean tiered = tier.matches();
    String unit = UNITS.get(tiered ? tier.group(1) : name);
    if (unit == null) {
      return null;
    }
    return new LiteLlmField(unit, tiered ? Long.parseLong(tier.group(2)) * 1_000 : 0);
  }
}
