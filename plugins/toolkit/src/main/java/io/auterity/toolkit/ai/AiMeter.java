package io.auterity.toolkit.ai;

import io.auterity.spi.Call;
import io.auterity.spi.ai.TokenUsage;

/** Writes tokens into the usage of a call. */
public final class AiMeter {

  private AiMeter() {}

  /**
   * Input that came from the vendor's cache counts as input: a budget is never charged too little.
   */
  public static void meter(TokenUsage usage, Call call) {
    add(call, "input_tokens", usage.input());
    add(call, "output_tokens", usage.output());
  }

  private static void add(Call call, String unit, long quantity) {
    if (quantity > 0) {
      call.meter(unit, quantity);
    }
  }
}
