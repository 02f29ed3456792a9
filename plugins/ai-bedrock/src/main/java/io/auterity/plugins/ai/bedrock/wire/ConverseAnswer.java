package io.auterity.plugins.ai.bedrock.wire;

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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An answer of Converse, whole or as far as a stream has told it. */
record ConverseAnswer(Json.Obj fields) {

  private static final Set<String> READ = Set.of("output", "stopReason", "usage", "p");
  private static final String LONG = "1h";
  private static final String SERVERS = "server_tool_use";

  /** With what another event of a stream tells. */
  ConverseAnswer with(Json.Obj told) {
    return new ConverseAnswer(ConverseRequest.joined(fields, told));
  }

  /** The model that a router has chosen, or the one that was asked. */
  String model(String asked) {
    Json.Obj router = ReplyFields.object(ReplyFields.object(fields, "trace"), "promptRouter");
    String invoked = router.text("invokedModelId");
    return invoked == null ? asked : invoked;
  }

  /** The vendor counts what it read from its cache and wrote to it beside the input. */
  TokenUsage usage() {
    Json.Obj usage = ReplyFields.object(fields, "usage");
    long cached = ReplyFields.number(usage, "cacheReadInputTokens");
    long written = ReplyFields.number(usage, "cacheWriteInputTokens");
    long kept =
        ReplyFields.objects(usage, "cacheDetails").stream()
            .filter(detail -> LONG.equals(detail.text("ttl")))
            .mapToLong(detail -> ReplyFields.number(detail, "inputTokens"))
            .sum();
    TokenUsage used =
        new TokenUsage(
            ReplyFields.number(usage, "inputTokens") + cached + written,
            ReplyFields.number(usage, "outputTokens"),
            cached,
            0,
            written,
            Math.min(kept, written),
            null);
    String tier = ReplyFields.text(ReplyFields.object(fields, "serviceTier"), "type");
    return used.equals(TokenUsage.NONE)
        ? used
        : Surcharge.tier(tier).map(unit -> used.and(unit, 1)).orElse(used);
  }

  boolean ended() {
    return fields.text("stopReason") != null;
  }

  FinishReason reason() {
    return switch (ReplyFields.text(fields, "stopReason")) {
      case "end_turn" -> FinishReason.STOP;
      case "max_tokens" -> FinishReason.LENGTH;
      case "stop_sequence" -> FinishReason.STOP_TEXT;
      case "tool_use" -> FinishReason.TOOL_CALLS;
      case "guardrail_intervened", "content_filtered", "refusal" -> FinishReason.CONTENT_REFUSED;
      case "model_context_window_exceeded" -> FinishReason.CONTEXT_FULL;
      default -> FinishReason.OTHER;
    };
  }

  /** The text that ended it, where it was asked for, or the vendor's word. */
  @Nullable String detail() {
    return switch (reason()) {
      case STOP_TEXT ->
          ReplyFields.object(fields, "additionalModelResponseFields").text("stop_sequence");
      case OTHER -> fields.text("stopReason");
      default -> null;
    };
  }

  /** What the canonical answer has no field for. */
  @Nullable Map<String, Json.Obj> extra() {
    Map<String, Json> rest = new LinkedHashMap<>(fields.fields());
    rest.keySet().removeAll(READ);
    rest.values().removeIf(Json.Null.class::isInstance);
    return Extra.of(ConverseFit.DIALECT, new Json.Obj(rest));
  }

  List<Part> parts() {
    Json.Obj message = ReplyFields.object(ReplyFields.object(fields, "output"), "message");
    List<Part> parts = new ArrayList<>();
    ReplyFields.objects(message, "content").forEach(block -> read(block, parts));
    return parts;
  }

  /** A block; one that only this vendor understands is carried unchanged. */
  private static void read(Json.Obj block, List<Part> parts) {
    if (block.get("text") instanceof Json.Str(String text)) {
      parts.add(new Part.Text(text));
    } else if (block.get("citationsContent") instanceof Json.Obj cited) {
      parts.add(new Part.Text(joined(cited, "content")));
      ReplyFields.objects(cited, "citations").forEach(source -> parts.add(citation(source)));
    } else if (block.get("toolUse") instanceof Json.Obj call && isOfTheCaller(call)) {
      parts.add(
          new Part.ToolCall(
              ReplyFields.text(call, "toolUseId"),
              ReplyFields.text(call, "name"),
              ReplyFields.object(call, "input").toString()));
    } else {
      parts.add(thought(block));
    }
  }

  private static Part thought(Json.Obj block) {
    Json.Obj said =
        ReplyFields.object(ReplyFields.object(block, "reasoningContent"), "reasoningText");
    return said.fields().isEmpty()
        ? new Part.Opaque(ConverseFit.DIALECT, block)
        : new Part.Reasoning(said.text("text"), said.text("signature"), ConverseFit.DIALECT);
  }

  /** Whether the caller is to carry out a tool, and not the vendor. */
  static boolean isOfTheCaller(Json.Obj call) {
    return !SERVERS.equals(call.text("type"));
  }

  static Part citation(Json.Obj source) {
    Json.Obj web = ReplyFields.object(ReplyFields.object(source, "location"), "web");
    return new Part.Citation(
        joined(source, "sourceContent"),
        web.text("url"),
        source.text("title"),
        Extra.of(ConverseFit.DIALECT, source));
  }

  private static String joined(Json.Obj holder, String list) {
    return ReplyFields.objects(holder, list).stream()
        .map(piece -> ReplyFields.text(piece, "text"))
        .collect(Collectors.joining());
  }
}
