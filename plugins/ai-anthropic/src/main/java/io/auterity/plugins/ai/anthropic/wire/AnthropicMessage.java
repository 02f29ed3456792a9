package io.auterity.plugins.ai.anthropic.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Surcharge;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.toolkit.json.ReplyFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A message of the model, whole or as far as a stream has told it. */
record AnthropicMessage(Json.Obj fields) {

  private static final Set<String> READ =
      Set.of("id", "type", "role", "model", "content", "stop_reason", "stop_sequence", "usage");
  private static final Set<String> COUNTED =
      Set.of(
          "input_tokens",
          "output_tokens",
          "cache_creation_input_tokens",
          "cache_read_input_tokens");
  private static final String SEARCHES = "web_search_requests";
  private static final List<String> SERVICE = List.of("service_tier", "speed", "inference_geo");
  private static final Json DIRECT = ContentBlocks.typed("direct");

  String id() {
    return ReplyFields.text(fields, "id");
  }

  String model() {
    return ReplyFields.text(fields, "model");
  }

  /** With what the end of a stream tells; its usage is of the whole, where it tells it. */
  AnthropicMessage with(Json.Obj delta, Json.Obj usage) {
    Map<String, Json> told = new LinkedHashMap<>(fields.fields());
    putTold(told, delta);
    Map<String, Json> used = new LinkedHashMap<>(ReplyFields.object(fields, "usage").fields());
    putTold(used, usage);
    told.put("usage", new Json.Obj(used));
    return new AnthropicMessage(new Json.Obj(told));
  }

  private static void putTold(Map<String, Json> fields, Json.Obj told) {
    told.fields()
        .forEach(
            (name, value) -> {
              if (!(value instanceof Json.Null)) {
                fields.put(name, value);
              }
            });
  }

  /** The vendor counts what it read from its cache and wrote to it beside the input. */
  TokenUsage usage() {
    Json.Obj usage = ReplyFields.object(fields, "usage");
    long cached = ReplyFields.number(usage, "cache_read_input_tokens");
    long written = ReplyFields.number(usage, "cache_creation_input_tokens");
    long output = ReplyFields.number(usage, "output_tokens");
    long thoughts =
        ReplyFields.number(ReplyFields.object(usage, "output_tokens_details"), "thinking_tokens");
    long anHour =
        ReplyFields.number(
            ReplyFields.object(usage, "cache_creation"), "ephemeral_1h_input_tokens");
    long searches = ReplyFields.number(ReplyFields.object(usage, "server_tool_use"), SEARCHES);
    TokenUsage used =
        new TokenUsage(
            ReplyFields.number(usage, "input_tokens") + cached + written,
            output,
            cached,
            Math.min(thoughts, output),
            written,
            Math.min(anHour, written),
            searches > 0 ? Map.of(Surcharge.WEB_SEARCHES, searches) : null);
    return used.equals(TokenUsage.NONE) ? used : served(used, usage);
  }

  private TokenUsage served(TokenUsage used, Json.Obj usage) {
    String[] words =
        SERVICE.stream().map(name -> ReplyFields.text(usage, name)).toArray(String[]::new);
    TokenUsage served = Surcharge.tier(words).map(unit -> used.and(unit, 1)).orElse(used);
    return fields.get("container") instanceof Json.Obj
        ? served.and(Surcharge.CODE_SESSIONS, 1)
        : served;
  }

  boolean ended() {
    return fields.text("stop_reason") != null;
  }

  FinishReason reason() {
    return switch (ReplyFields.text(fields, "stop_reason")) {
      case "end_turn" -> FinishReason.STOP;
      case "max_tokens" -> FinishReason.LENGTH;
      case "stop_sequence" -> FinishReason.STOP_TEXT;
      case "tool_use" -> FinishReason.TOOL_CALLS;
      case "pause_turn" -> FinishReason.PAUSED;
      case "refusal" -> FinishReason.CONTENT_REFUSED;
      case "model_context_window_exceeded" -> FinishReason.CONTEXT_FULL;
      default -> FinishReason.OTHER;
    };
  }

  /** The text that ended it, or the vendor's word. */
  @Nullable String detail() {
    return switch (reason()) {
      case STOP_TEXT -> fields.text("stop_sequence");
      case OTHER -> fields.text("stop_reason");
      default -> null;
    };
  }

  /** What the canonical answer has no field for. */
  @Nullable Map<String, Json.Obj> extra() {
    Map<String, Json> rest = told(fields, READ);
    Map<String, Json> usage = told(ReplyFields.object(fields, "usage"), COUNTED);
    if (!usage.isEmpty()) {
      rest.put("usage", new Json.Obj(usage));
    }
    return Extra.of(AnthropicFit.DIALECT, new Json.Obj(rest));
  }

  private static Map<String, Json> told(Json.Obj object, Set<String> read) {
    Map<String, Json> told = new LinkedHashMap<>();
    putTold(told, object);
    told.keySet().removeAll(read);
    return told;
  }

  List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    for (Json.Obj block : ReplyFields.objects(fields, "content")) {
      parts.add(part(block));
      ReplyFields.objects(block, "citations").forEach(source -> parts.add(citation(source)));
    }
    return parts;
  }

  /** A block without its citations; one that only this vendor understands is carried unchanged. */
  static Part part(Json.Obj block) {
    return switch (ReplyFields.text(block, "type")) {
      case "text" -> new Part.Text(ReplyFields.text(block, "text"));
      case "thinking" ->
          new Part.Reasoning(thoughts(block), block.text("signature"), AnthropicFit.DIALECT);
      case "tool_use" ->
          new Part.ToolCall(
              ReplyFields.text(block, "id"),
              ReplyFields.text(block, "name"),
              ReplyFields.object(block, "input").toString(),
              caller(block));
      default -> new Part.Opaque(AnthropicFit.DIALECT, block);
    };
  }

  /** Null when the vendor shows none of them. */
  private static @Nullable String thoughts(Json.Obj block) {
    String text = ReplyFields.text(block, "thinking");
    return text.isEmpty() ? null : text;
  }

  /** Who calls, unless it is the model itself. */
  static @Nullable Map<String, Json.Obj> caller(Json.Obj toolUse) {
    return toolUse.get("caller") instanceof Json.Obj caller && !caller.equals(DIRECT)
        ? Extra.of(AnthropicFit.DIALECT, Json.EMPTY.with("caller", caller))
        : null;
  }

  static Part citation(Json.Obj source) {
    String title = source.text("title");
    return new Part.Citation(
        ReplyFields.text(source, "cited_text"),
        source.text("url"),
        title == null ? source.text("document_title") : title,
        Extra.of(AnthropicFit.DIALECT, source));
  }
}
