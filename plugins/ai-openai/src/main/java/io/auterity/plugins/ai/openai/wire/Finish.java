package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.ai.FinishReason;
import org.jspecify.annotations.Nullable;

/** The dialect's {@code finish_reason}. */
final class Finish {

  /**
   * Some endpoints say {@code stop}, or nothing, although they ask for tools; Together says {@code
   * eos}, and Mistral {@code model_length} where the model's room ends.
   */
  static FinishReason read(String reason, boolean asksForTools) {
    return switch (reason) {
      case "stop", "eos", "" -> asksForTools ? FinishReason.TOOL_CALLS : FinishReason.STOP;
      case "length", "model_length" -> FinishReason.LENGTH;
      case "tool_calls", "function_call" -> FinishReason.TOOL_CALLS;
      case "content_filter" -> FinishReason.CONTENT_REFUSED;
      default -> FinishReason.OTHER;
    };
  }

  /** The vendor's word where the reason does not say it. */
  static @Nullable String detail(FinishReason reason, String word) {
    return reason == FinishReason.OTHER ? word : null;
  }
}
