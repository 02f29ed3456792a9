package io.auterity.toolkit.ai;

import io.auterity.spi.Call;
import io.auterity.spi.ai.TokenUsage;

/** Writes tokens into the usage of a call; input that came from a cache is metered apart. */
public final class AiMeter {

  private AiMeter() {}

  public static void meter(TokenUsage usage, Call call) {
    add(call, "input_tokens", usage.input() - usage.cachedInput());
    add(call, "cached_input_tokens", usage.cachedInput());
    add(call, "output_tokens", usage.output());
  }

  private static void add(Call call, String unit, long quantity) {
    if (quantity > 0) {
      call.meter(unit, quantity);
    }
  }
}
