package io.auterity.gateway.openai;

import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.TokenUsage;
import tools.jackson.core.JsonGenerator;

/** How this dialect spells canonical values. */
final class Spelling {

  private Spelling() {}

  static String of(FinishReason reason) {
    return switch (reason) {
      case STOP -> "stop";
      case LENGTH -> "length";
      case TOOL_CALLS -> "tool_calls";
      case CONTENT_REFUSED -> "content_filter";
      default -> "other";
    };
  }

  static void usage(JsonGenerator out, TokenUsage usage) {
    out.writeObjectPropertyStart("usage");
    out.writeNumberProperty("prompt_tokens", usage.input());
    out.writeNumberProperty("completion_tokens", usage.output());
    out.writeNumberProperty("total_tokens", usage.input() + usage.output());
    out.writeObjectPropertyStart("prompt_tokens_details");
    out.writeNumberProperty("cached_tokens", usage.cachedInput());
    out.writeEndObject();
    out.writeObjectPropertyStart("completion_tokens_details");
    out.writeNumberProperty("reasoning_tokens", usage.reasoning());
    out.writeEndObject();
    out.writeEndObject();
  }
}
