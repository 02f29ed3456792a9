package io.auterity.gateway.openai;

import io.auterity.gateway.dialect.DataUrl;
import io.auterity.gateway.dialect.NativeFinish;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenUsage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The spelling of canonical values in the OpenAI dialect. */
final class Spelling {

  /** Field of a message for what a model thought, as DeepSeek and vLLM name it. */
  static final String THOUGHTS = "reasoning_content";

  /** Field of a message for pictures that a model drew, as OpenRouter names it. */
  static final String PICTURES = "images";

  /** Field of a message for what this dialect has no place for. */
  static final String KEPT = UnsupportedParts.FIELD;

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
  static void finish(
      JsonGenerator out,
      ChatEvent.Finished end,
      boolean refuses,
      boolean older,
      AnswerExtra extra) {
    String word = of(end.reason(), refuses, older);
    if (extra.tells(NativeFinish.FIELD)) {
      out.writeStringProperty("finish_reason", word);
    } else {
      finish(out, word, end);
    }
    extra.writeChoice(out);
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
    usage(out, each, new AnswerExtra(Json.EMPTY));
  }

  /** The same with what else a vendor told of it. */
  static void usage(JsonGenerator out, List<TokenUsage> each, AnswerExtra extra) {
    if (each.stream().allMatch(Spelling::told)) {
      TokenUsage all = each.stream().reduce(TokenUsage.NONE, TokenUsage::plus);
      JsonWriter.field(out, "usage", extra.usage(usage(all)));
    }
  }

  private static Json.Obj usage(TokenUsage usage) {
    Json.Obj read = Json.EMPTY.with("cached_tokens", Json.of(usage.cachedInput()));
    return Json.EMPTY
        .with("prompt_tokens", Json.of(usage.input()))
        .with("completion_tokens", Json.of(usage.output()))
        .with("total_tokens", Json.of(usage.input() + usage.output()))
        .with(
            "prompt_tokens_details",
            usage.cacheWrite() > 0
                ? read.with("cache_write_tokens", Json.of(usage.cacheWrite()))
                : read)
        .with(
            "completion_tokens_details",
            Json.EMPTY.with("reasoning_tokens", Json.of(usage.reasoning())));
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

  /** Pictures of an answer, each with its bytes or its address. */
  static void pictures(JsonGenerator out, List<Part.Image> pictures) {
    out.writeArrayPropertyStart(PICTURES);
    for (Part.Image picture : pictures) {
      out.writeStartObject();
      out.writeStringProperty("type", "image_url");
      out.writeObjectPropertyStart("image_url");
      out.writeStringProperty("url", DataUrl.of(picture));
      out.writeEndObject();
      out.writeEndObject();
    }
    out.writeEndArray();
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
