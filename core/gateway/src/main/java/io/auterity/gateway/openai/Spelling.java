package io.auterity.gateway.openai;

import io.auterity.gateway.dialect.KeptParts;
import io.auterity.gateway.dialect.NativeFinish;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenUsage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** How this dialect spells canonical values. */
final class Spelling {

  /** Field of a message for what a model thought, as DeepSeek and vLLM name it. */
  static final String THOUGHTS = "reasoning_content";

  /** Field of a message for what this dialect has no place for. */
  static final String KEPT = KeptParts.FIELD;

  private Spelling() {}

  /**
   * Why an answer ended, in one of the five words that the dialect has.
   *
   * @param refuses whether the model refused in words of its own: to this dialect an answer like
   *     any other, unlike one that a filter kept back
   * @param older whether a call is told as {@code function_call}
   */
  static String of(FinishReason reason, boolean refuses, boolean older) {
    return switch (reason) {
      case STOP, STOP_TEXT -> "stop";
      case LENGTH, CONTEXT_FULL -> "length";
      case TOOL_CALLS -> older ? "function_call" : "tool_calls";
      case CONTENT_REFUSED -> refuses ? "stop" : "content_filter";
      default -> "stop";
    };
  }

  /** Writes why a choice ended, and the vendor's own word where that says more. */
  static void finish(JsonGenerator out, ChatEvent.Finished end, boolean refuses, boolean older) {
    finish(out, of(end.reason(), refuses, older), end);
  }

  /** The same in a form that has words of its own. */
  static void finish(JsonGenerator out, String word, ChatEvent.Finished end) {
    out.writeStringProperty("finish_reason", word);
    String own = NativeFinish.beside(word, end.reason(), end.detail());
    if (own != null) {
      out.writeStringProperty(NativeFinish.FIELD, own);
    }
  }

  /** Whether the vendor told what it used; no answer uses nothing. */
  static boolean told(TokenUsage usage) {
    return !usage.equals(TokenUsage.NONE);
  }

  /** What several answers used together; nothing unless the vendor told it of each. */
  static void usage(JsonGenerator out, List<TokenUsage> each) {
    if (each.stream().allMatch(Spelling::told)) {
      usage(out, each.stream().reduce(TokenUsage.NONE, TokenUsage::plus));
    }
  }

  static void usage(JsonGenerator out, TokenUsage usage) {
    out.writeObjectPropertyStart("usage");
    out.writeNumberProperty("prompt_tokens", usage.input());
    out.writeNumberProperty("completion_tokens", usage.output());
    out.writeNumberProperty("total_tokens", usage.input() + usage.output());
    out.writeObjectPropertyStart("prompt_tokens_details");
    out.writeNumberProperty("cached_tokens", usage.cachedInput());
    if (usage.cacheWrite() > 0) {
      out.writeNumberProperty("cache_write_tokens", usage.cacheWrite());
    }
    out.writeEndObject();
    out.writeObjectPropertyStart("completion_tokens_details");
    out.writeNumberProperty("reasoning_tokens", usage.reasoning());
    out.writeEndObject();
    out.writeEndObject();
  }

  /** The words of a refusal; null when the part is none. */
  static @Nullable String refusal(Part part) {
    return part instanceof Part.Opaque(String dialect, Json value)
            && dialect.equals(PartReader.DIALECT)
            && value instanceof Json.Obj object
            && "refusal".equals(object.text("type"))
        ? object.text("refusal")
        : null;
  }

  /** A call as {@code function_call}. */
  static void olderCall(JsonGenerator out, @Nullable String name, String arguments) {
    out.writeObjectPropertyStart("function_call");
    if (name != null) {
      out.writeStringProperty("name", name);
    }
    out.writeStringProperty("arguments", arguments);
    out.writeEndObject();
  }

  /** The source of the text between two places. */
  static void citation(JsonGenerator out, String url, @Nullable String title, int from, int to) {
    out.writeStartObject();
    out.writeStringProperty("type", "url_citation");
    out.writeObjectPropertyStart("url_citation");
    out.writeNumberProperty("start_index", from);
    out.writeNumberProperty("end_index", to);
    out.writeStringProperty("url", url);
    out.writeStringProperty("title", title == null ? url : title);
    out.writeEndObject();
    out.writeEndObject();
  }
}
