package io.auterity.gateway.openai;

import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.TokenUsage;
import tools.jackson.core.JsonGenerator;

/** How this dialect spells canonical values. */
final class Spelling {

  private Spelling() {}

  /**
   * Why an answer ended.
   *
   * @param refuses whether the model refused in words of its own: to this dialect an answer like
   *     any other, unlike one that a filter kept back
   */
  static String of(FinishReason reason, boolean refuses) {
    return switch (reason) {
      case STOP, STOP_TEXT -> "stop";
      case LENGTH, CONTEXT_FULL -> "length";
      case TOOL_CALLS -> "tool_calls";
      case CONTENT_REFUSED -> refuses ? "stop" : "content_filter";
      default -> "other";
    };
  }

  /** Whether the vendor told what it used; no answer uses nothing. */
  static boolean told(TokenUsage usage) {
    return !usage.equals(TokenUsage.NONE);
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
