package io.auterity.plugins.ai.anthropic.wire;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Part;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes parts as the dialect's content blocks. Two kinds of part are no blocks of their own: a
 * mark for the cache and a citation stand on the block before them.
 */
final class ContentBlocks {

  private static final String REDACTED = "redacted_thinking";

  private final List<Json> blocks = new ArrayList<>();

  private ContentBlocks() {}

  /**
   * The blocks of parts that {@link AnthropicFit} has left.
   *
   * @param place where the parts stand, for refusals
   */
  static List<Json> write(List<? extends Part> parts, String place) {
    ContentBlocks content = new ContentBlocks();
    for (int i = 0; i < parts.size(); i++) {
      content.add(parts.get(i), "%s.parts[%d]".formatted(place, i));
    }
    return content.blocks;
  }

  static boolean isRedacted(Part.Opaque piece) {
    return piece.value() instanceof Json.Obj block && REDACTED.equals(block.text("type"));
  }

  private void add(Part part, String at) {
    switch (part) {
      case Part.CachePoint mark -> onLast("cache_control", cacheControl(mark), at);
      case Part.Citation source -> cite(source, at);
      default -> blocks.add(block(part, at));
    }
  }

  private void onLast(String name, Json value, String at) {
    if (blocks.isEmpty()) {
      throw unsupported(at);
    }
    blocks.add(((Json.Obj) blocks.removeLast()).with(name, value));
  }

  private void cite(Part.Citation source, String at) {
    Json.Obj own = Extra.in(source.extra(), AnthropicFit.DIALECT);
    if (own.fields().isEmpty() || blocks.isEmpty()) {
      throw unsupported(at);
    }
    List<Json> cited = new ArrayList<>();
    if (((Json.Obj) blocks.getLast()).get("citations") instanceof Json.Arr(List<Json> before)) {
      cited.addAll(before);
    }
    cited.add(own);
    onLast("citations", Json.array(cited), at);
  }

  /** How long to keep what is marked; as long as usual when no time is named. */
  static Json.Obj cacheControl(Part.CachePoint mark) {
    Json.Obj control = typed("ephemeral");
    return mark.ttl() == null ? control : control.with("ttl", Json.of(mark.ttl()));
  }

  private static Json.Obj block(Part part, String at) {
    return switch (part) {
      case Part.Text(String text) -> typed("text").with("text", Json.of(text));
      case Part.Image image -> image(image, at);
      case Part.File file -> document(file, at);
      case Part.ToolCall call -> toolUse(call, at);
      case Part.ToolResult result -> toolResult(result, at);
      case Part.Reasoning thought when thought.signature() != null ->
          typed("thinking")
              .with("thinking", Json.of(thought.text() == null ? "" : thought.text()))
              .with("signature", Json.of(thought.signature()));
      case Part.Opaque(String dialect, Json value)
          when dialect.equals(AnthropicFit.DIALECT) && value instanceof Json.Obj block ->
          block;
      default -> throw unsupported(at);
    };
  }

  private static Json.Obj image(Part.Image image, String at) {
    return withOwn(
        typed("image")
            .with(
                "source",
                image.url() == null
                    ? bytes(image.mediaType(), image.base64(), at)
                    : url(image.url())),
        image.extra());
  }

  private static Json.Obj document(Part.File file, String at) {
    Json.Obj document = typed("document").with("source", source(file, at));
    return withOwn(
        file.name() == null ? document : document.with("title", Json.of(file.name())),
        file.extra());
  }

  private static Json.Obj source(Part.File file, String at) {
    if (file.url() != null) {
      return url(file.url());
    }
    return "text/plain".equals(file.mediaType()) && file.base64() != null
        ? typed("text")
            .with("media_type", Json.of("text/plain"))
            .with("data", Json.of(text(file.base64(), at)))
        : bytes(file.mediaType(), file.base64(), at);
  }

  private static Json.Obj url(String url) {
    return typed("url").with("url", Json.of(url));
  }

  private static Json.Obj bytes(@Nullable String mediaType, @Nullable String base64, String at) {
    if (mediaType == null || base64 == null) {
      throw Refusal.invalid(at, "must have a url, or base64 with a mediaType");
    }
    return typed("base64").with("media_type", Json.of(mediaType)).with("data", Json.of(base64));
  }

  private static String text(String base64, String at) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid(at, "holds no base64");
    }
  }

  private static Json.Obj toolUse(Part.ToolCall call, String at) {
    return withOwn(
        typed("tool_use")
            .with("id", Json.of(call.id()))
            .with("name", Json.of(call.name()))
            .with("input", input(call.arguments(), at)),
        call.extra());
  }

  private static Json.Obj input(String arguments, String at) {
    try {
      if (arguments.isBlank()) {
        return Json.EMPTY;
      }
      if (JsonUtf8.readForeign(arguments.getBytes(StandardCharsets.UTF_8))
          instanceof Json.Obj input) {
        return input;
      }
    } catch (MalformedJsonException e) {
      // refused below like any other text that is no object
    }
    throw Refusal.invalid(at, "has arguments that are no JSON object, as this dialect needs them");
  }

  private static Json.Obj toolResult(Part.ToolResult result, String at) {
    Json.Obj block =
        typed("tool_result")
            .with("tool_use_id", Json.of(result.id()))
            .with("content", Json.array(write(result.parts(), at)));
    return result.error() == null ? block : block.with("is_error", Json.of(result.error()));
  }

  private static Json.Obj withOwn(Json.Obj block, @Nullable Map<String, Json.Obj> extra) {
    Json.Obj own = Extra.in(extra, AnthropicFit.DIALECT);
    if (own.fields().isEmpty()) {
      return block;
    }
    Map<String, Json> fields = new LinkedHashMap<>(block.fields());
    fields.putAll(own.fields());
    return new Json.Obj(fields);
  }

  static Json.Obj typed(String type) {
    return Json.EMPTY.with("type", Json.of(type));
  }

  /** Another vendor may be able to carry it: the call can go there. */
  private static CallFailedException unsupported(String at) {
    return Refusal.of(
        FailureCode.UNSUPPORTED, at, at + " is of a type that this dialect has not there");
  }
}
