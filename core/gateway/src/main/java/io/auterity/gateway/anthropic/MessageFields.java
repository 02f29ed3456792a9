package io.auterity.gateway.anthropic;

import io.auterity.gateway.dialect.NativeFinish;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.TokenUsage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The fields of an Anthropic message beside its content: its stop reason, its usage, and the
 * vendor's own.
 */
final class MessageFields {

  private static final String USAGE = "usage";
  private static final String SEARCHES = "web_search_requests";

  /** Fields of the message that are written of themselves. */
  private static final Set<String> OURS =
      Set.of("id", "type", "role", "model", "content", "stop_reason", "stop_sequence", USAGE);

  private final Json.Obj extra;

  MessageFields(@Nullable Map<String, Json.Obj> extra) {
    this.extra = Extra.in(extra, AnthropicDialect.NAME);
  }

  static void stop(JsonGenerator out, FinishReason reason, @Nullable String detail) {
    String word = word(reason);
    out.writeStringProperty("stop_reason", word);
    out.writeName("stop_sequence");
    out.writeString(reason == FinishReason.STOP_TEXT ? detail : null);
    String own = NativeFinish.beside(word, reason, detail);
    if (own != null) {
      out.writeStringProperty(NativeFinish.FIELD, own);
    }
  }

  private static String word(FinishReason reason) {
    return switch (reason) {
      case LENGTH -> "max_tokens";
      case STOP_TEXT -> "stop_sequence";
      case TOOL_CALLS -> "tool_use";
      case PAUSED -> "pause_turn";
      case CONTENT_REFUSED -> "refusal";
      case CONTEXT_FULL -> "model_context_window_exceeded";
      default -> "end_turn";
    };
  }

  /** The vendor's own fields. */
  void own(JsonGenerator out) {
    extra
        .fields()
        .forEach(
            (name, value) -> {
              if (!OURS.contains(name)) {
                JsonWriter.field(out, name, value);
              }
            });
  }

  /** The input's tokens leave those out that came from the vendor's cache or went there. */
  void usage(JsonGenerator out, TokenUsage usage) {
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("input_tokens", Json.of(usage.input() - usage.cachedInput() - usage.cacheWrite()));
    fields.put("cache_creation_input_tokens", Json.of(usage.cacheWrite()));
    fields.put("cache_read_input_tokens", Json.of(usage.cachedInput()));
    if (usage.cacheWrite() > 0) {
      fields.put("cache_creation", created(usage));
    }
    fields.put("output_tokens", Json.of(usage.output()));
    if (usage.reasoning() > 0) {
      fields.put(
          "output_tokens_details", Json.EMPTY.with("thinking_tokens", Json.of(usage.reasoning())));
    }
    Long searches = usage.other() == null ? null : usage.other().get(SEARCHES);
    if (searches != null) {
      fields.put(
          "server_tool_use",
          Json.EMPTY.with(SEARCHES, Json.of(searches)).with("web_fetch_requests", Json.of(0)));
    }
    if (extra.get(USAGE) instanceof Json.Obj own) {
      fields.putAll(own.fields());
    }
    JsonWriter.field(out, USAGE, new Json.Obj(fields));
  }

  private static Json created(TokenUsage usage) {
    return Json.EMPTY
        .with("ephemeral_5m_input_tokens", Json.of(usage.cacheWrite() - usage.cacheWriteLong()))
        .with("ephemeral_1h_input_tokens", Json.of(usage.cacheWriteLong()));
  }
}
