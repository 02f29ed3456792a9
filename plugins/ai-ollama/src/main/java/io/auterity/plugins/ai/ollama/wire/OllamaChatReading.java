package io.auterity.plugins.ai.ollama.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenLogprob;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.toolkit.ai.JsonLogprobs;
import io.auterity.toolkit.json.ReplyFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An answer in the dialect, as far as it has come: one object tells all of it, or each line of a
 * stream tells more. The server names no answer and not every call of a tool: both are named by the
 * time at which the answer began.
 */
final class OllamaChatReading {

  private static final String LIKELIHOODS = "logprobs";
  private static final Set<String> READ =
      Set.of(
          "model",
          "created_at",
          "message",
          "done",
          "done_reason",
          "prompt_eval_count",
          "eval_count",
          LIKELIHOODS);

  private final Map<String, Json> rest = new LinkedHashMap<>();
  private String id = "";
  private String model = "";
  private String ending = "";
  private TokenUsage usage = TokenUsage.NONE;
  private boolean ended;
  private int calls;

  /**
   * Takes what is told next.
   *
   * @return the parts in it
   */
  List<Part> take(Json.Obj told) {
    if (id.isEmpty()) {
      id = "ollama-" + ReplyFields.text(told, "created_at").replaceAll("[^0-9A-Za-z]", "");
      model = ReplyFields.text(told, "model");
    }
    told.fields()
        .forEach(
            (name, value) -> {
              if (!READ.contains(name)) {
                rest.put(name, value);
              }
            });
    if (told.get("done") instanceof Json.Bool(boolean done) && done) {
      ended = true;
      ending = ReplyFields.text(told, "done_reason");
      usage =
          new TokenUsage(
              ReplyFields.number(told, "prompt_eval_count"),
              ReplyFields.number(told, "eval_count"),
              0,
              0);
    }
    List<Part> parts = parts(ReplyFields.object(told, "message"));
    List<TokenLogprob> tokens = JsonLogprobs.read(ReplyFields.objects(told, LIKELIHOODS));
    if (!tokens.isEmpty()) {
      parts.add(new Part.Logprobs(tokens));
    }
    return parts;
  }

  private List<Part> parts(Json.Obj message) {
    List<Part> parts = new ArrayList<>();
    String thoughts = ReplyFields.text(message, "thinking");
    if (!thoughts.isEmpty()) {
      parts.add(new Part.Reasoning(thoughts, null, OllamaFit.DIALECT));
    }
    String text = ReplyFields.text(message, "content");
    if (!text.isEmpty()) {
      parts.add(new Part.Text(text));
    }
    if (message.get("images") instanceof Json.Arr(List<Json> images)) {
      for (Json image : images) {
        if (image instanceof Json.Str(String base64)) {
          parts.add(new Part.Image(null, "image/png", base64));
        }
      }
    }
    ReplyFields.objects(message, "tool_calls").forEach(call -> parts.add(call(call)));
    return parts;
  }

  private Part call(Json.Obj call) {
    calls++;
    Json.Obj function = ReplyFields.object(call, "function");
    String told = ReplyFields.text(call, "id");
    return new Part.ToolCall(
        told.isEmpty() ? "call_%s_%d".formatted(id, calls) : told,
        ReplyFields.text(function, "name"),
        ReplyFields.object(function, "arguments").toString());
  }

  String id() {
    return id;
  }

  String model() {
    return model;
  }

  boolean ended() {
    return ended;
  }

  TokenUsage usage() {
    return usage;
  }

  FinishReason reason() {
    return switch (ending) {
      case "stop", "" -> calls > 0 ? FinishReason.TOOL_CALLS : FinishReason.STOP;
      case "length" -> FinishReason.LENGTH;
      default -> FinishReason.OTHER;
    };
  }

  /** The server's word where the reason does not say it. */
  @Nullable String detail() {
    return reason() == FinishReason.OTHER ? ending : null;
  }

  /** What the canonical answer has no field for, such as how long what took. */
  @Nullable Map<String, Json.Obj> extra() {
    return Extra.of(OllamaFit.DIALECT, new Json.Obj(rest));
  }
}
