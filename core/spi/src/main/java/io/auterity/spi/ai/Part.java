package io.auterity.spi.ai;

import io.auterity.spi.Json;
import org.jspecify.annotations.Nullable;

/**
 * One piece of a message. The set grows: a switch over it has a default. In JSON the field {@code
 * type} names the piece, e.g. {@code tool_call}.
 */
public sealed interface Part {

  record Text(String text) implements Part {}

  /** A picture by URL, or by bytes in base64 with their media type. */
  record Image(@Nullable String url, @Nullable String mediaType, @Nullable String base64)
      implements Part {}

  record Audio(String mediaType, String base64) implements Part {}

  record File(
      @Nullable String name,
      @Nullable String url,
      @Nullable String mediaType,
      @Nullable String base64)
      implements Part {}

  /** The model asks for a tool; {@code arguments} is JSON text exactly as the model wrote it. */
  record ToolCall(String id, String name, String arguments) implements Part {}

  /** What a tool answered to the call of that id. */
  record ToolResult(String id, String text) implements Part {}

  /** Thoughts of the model; the signature is opaque and goes back to the same vendor unchanged. */
  record Reasoning(@Nullable String text, @Nullable String signature) implements Part {}

  record Citation(String text, @Nullable String url, @Nullable String title) implements Part {}

  /** A piece that only its vendor understands, carried unchanged. */
  record Opaque(String dialect, Json value) implements Part {}
}
