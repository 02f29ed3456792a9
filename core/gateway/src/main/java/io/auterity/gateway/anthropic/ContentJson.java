package io.auterity.gateway.anthropic;

import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Part;
import org.jspecify.annotations.Nullable;

/** Writes single content blocks of the Anthropic dialect, in whole answers and in streamed ones. */
final class ContentJson {

  static Json.Obj typed(String type) {
    return Json.EMPTY.with("type", Json.of(type));
  }

  static Json.Obj text(String text) {
    return typed("text").with("text", Json.of(text));
  }

  static Json.Obj thinking(@Nullable String text, @Nullable String signature) {
    return typed("thinking")
        .with("thinking", Json.of(text == null ? "" : text))
        .with("signature", Json.of(signature == null ? "" : signature));
  }

  /** A call with that input; who calls is the model itself unless the vendor said otherwise. */
  static Json.Obj toolUse(Part.ToolCall call, Json.Obj input) {
    Json caller = Extra.in(call.extra(), AnthropicDialect.NAME).get("caller");
    return typed("tool_use")
        .with("id", Json.of(call.id()))
        .with("name", Json.of(call.name()))
        .with("input", input)
        .with("caller", caller == null ? typed("direct") : caller);
  }

  /** A block that only this dialect knows; null when the part is none. */
  static Json.@Nullable Obj own(Part part) {
    return part instanceof Part.Opaque(String dialect, Json value)
            && dialect.equals(AnthropicDialect.NAME)
            && value instanceof Json.Obj block
        ? block
        : null;
  }

  /** A source; null when it has no place in this dialect. */
  static Json.@Nullable Obj citation(Part.Citation source) {
    Json.Obj own = Extra.in(source.extra(), AnthropicDialect.NAME);
    if (!own.fields().isEmpty()) {
      return own;
    }
    return source.url() == null
        ? null
        : typed("web_search_result_location")
            .with("cited_text", Json.of(source.text()))
            .with("url", Json.of(source.url()))
            .with("title", Json.of(source.title() == null ? source.url() : source.title()))
            .with("encrypted_index", Json.of(""));
  }
}
