package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Surcharge;
import io.auterity.spi.ai.TokenLogprob;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.toolkit.json.ReplyFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The items of a response as parts of an answer, and what else it tells. */
final class AnswerItems {

  private static final Set<String> READ_OF_CALL =
      Set.of("id", "type", "status", "call_id", "name", "arguments");

  /** All parts, with the likelihood of their tokens behind them. */
  static List<Part> parts(Json.Obj response) {
    List<Part> parts = new ArrayList<>();
    List<TokenLogprob> tokens = new ArrayList<>();
    for (Json.Obj item : ReplyFields.objects(response, "output")) {
      switch (ReplyFields.text(item, "type")) {
        case "message" ->
            ReplyFields.objects(item, "content").forEach(piece -> said(piece, parts, tokens));
        case "function_call" -> parts.add(call(item, ReplyFields.text(item, "arguments")));
        case "reasoning" -> {
          Part thought = SealedThought.read(item);
          if (thought != null) {
            parts.add(thought);
          }
        }
        default -> parts.add(own(item));
      }
    }
    if (!tokens.isEmpty()) {
      parts.add(new Part.Logprobs(tokens));
    }
    return parts;
  }

  private static void said(Json.Obj piece, List<Part> parts, List<TokenLogprob> tokens) {
    String refusal = ReplyFields.text(piece, "refusal");
    if (!refusal.isEmpty()) {
      parts.add(PartJson.refusal(refusal));
      return;
    }
    String text = ReplyFields.text(piece, "text");
    if (!text.isEmpty()) {
      parts.add(new Part.Text(text));
    }
    ReplyFields.objects(piece, "annotations").forEach(source -> parts.add(source(source)));
    tokens.addAll(LogprobJson.tokens(ReplyFields.objects(piece, "logprobs")));
  }

  static Part.ToolCall call(Json.Obj item, String arguments) {
    Map<String, Json> rest = new LinkedHashMap<>(item.fields());
    rest.keySet().removeAll(READ_OF_CALL);
    rest.values().removeIf(Json.Null.class::isInstance);
    return new Part.ToolCall(
        ReplyFields.text(item, "call_id"),
        ReplyFields.text(item, "name"),
        arguments,
        Extra.of(ResponsesFit.DIALECT, new Json.Obj(rest)));
  }

  /** What only this vendor understands, such as a search that it made. */
  static Part own(Json.Obj item) {
    return new Part.Opaque(ResponsesFit.DIALECT, item);
  }

  static Part source(Json.Obj annotation) {
    return ReplyFields.text(annotation, "type").equals("url_citation")
        ? new Part.Citation("", annotation.text("url"), annotation.text("title"))
        : new Part.Citation("", null, null, Map.of(ResponsesFit.DIALECT, annotation));
  }

  /** Why a response that is over has ended. */
  static FinishReason reason(Json.Obj response, List<Part> parts) {
    if (ReplyFields.text(response, "status").equals("incomplete")) {
      return switch (detail(response)) {
        case "max_output_tokens" -> FinishReason.LENGTH;
        case "content_filter" -> FinishReason.CONTENT_REFUSED;
        case null, default -> FinishReason.OTHER;
      };
    }
    if (parts.stream().anyMatch(AnswerItems::refuses)) {
      return FinishReason.CONTENT_REFUSED;
    }
    return parts.stream().anyMatch(AnswerItems::asksForTool)
        ? FinishReason.TOOL_CALLS
        : FinishReason.STOP;
  }

  private static boolean asksForTool(Part part) {
    return part instanceof Part.ToolCall
        || (part instanceof Part.Opaque(String _, Json.Obj item)
            && "custom_tool_call".equals(item.text("type")));
  }

  private static boolean refuses(Part part) {
    return part instanceof Part.Opaque(String dialect, Json _) && dialect.equals(ChatJson.DIALECT);
  }

  /** The vendor's word for why it is not complete; null when it is. */
  static @Nullable String detail(Json.Obj response) {
    return ReplyFields.object(response, "incomplete_details").text("reason");
  }

  static TokenUsage usage(Json.Obj response) {
    Json.Obj told = ReplyFields.object(response, "usage");
    Json.Obj details = ReplyFields.object(told, "input_tokens_details");
    long input = ReplyFields.number(told, "input_tokens");
    long cached = ReplyFields.number(details, "cached_tokens");
    TokenUsage usage =
        new TokenUsage(
            input,
            ReplyFields.number(told, "output_tokens"),
            cached,
            ReplyFields.number(
                ReplyFields.object(told, "output_tokens_details"), "reasoning_tokens"),
            UsageJson.written(details, input - cached),
            0,
            beside(response));
    return UsageJson.served(usage, ReplyFields.text(response, UsageJson.SERVICE_TIER));
  }

  /** What is billed beside tokens: searches of the web, and a container to execute code in. */
  private static Map<String, Long> beside(Json.Obj response) {
    Map<String, Long> units = new LinkedHashMap<>();
    long searches = searches(response);
    if (searches > 0) {
      units.put(Surcharge.WEB_SEARCHES, searches);
    }
    if (count(response, "code_interpreter_call") > 0) {
      units.put(Surcharge.CODE_SESSIONS, 1L);
    }
    return units;
  }

  // Older answers show them only.
  private static long searches(Json.Obj response) {
    Json.Obj told = ReplyFields.object(ReplyFields.object(response, "tool_usage"), "web_search");
    return told.get("num_requests") == null
        ? count(response, "web_search_call")
        : ReplyFields.number(told, "num_requests");
  }

  private static long count(Json.Obj response, String type) {
    return ReplyFields.objects(response, "output").stream()
        .filter(item -> ReplyFields.text(item, "type").equals(type))
        .count();
  }

  /** What the canonical answer has no field for; the rest only repeats what was asked. */
  static Json.Obj rest(Json.Obj response) {
    Map<String, Json> rest = new LinkedHashMap<>();
    Json created = response.get("created_at");
    if (created != null) {
      rest.put("created", created);
    }
    for (String name : List.of(UsageJson.SERVICE_TIER, "moderation")) {
      Json value = response.get(name);
      if (value != null && !value.equals(Json.NULL)) {
        rest.put(name, value);
      }
    }
    return new Json.Obj(rest);
  }
}
