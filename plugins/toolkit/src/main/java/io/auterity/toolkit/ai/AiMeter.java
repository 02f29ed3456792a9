package io.auterity.toolkit.ai;

import io.auterity.spi.Call;
import io.auterity.spi.ai.TokenUsage;

/** Writes tokens into the usage of a call. */
public final class AiMeter {

  /** Each token in one unit only. */
  public static void meter(TokenUsage usage, Call call) {
    usage.quantities().forEach(call::meter);
  }
}
