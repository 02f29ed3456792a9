package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.Part;
import io.auterity.toolkit.json.ReplyFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The further fields of an answer, for which the canonical one has no field, where they stood: of
 * the answer itself, of its {@code usage}, and in {@code choices} of the choice and its message. Of
 * a stream it is what was told last.
 */
final class FurtherFields {

  /** Thoughts that are signed or sealed, which OpenRouter wants back as they came. */
  static final String DETAILS = "reasoning_details";

  private static final String USAGE = "usage";
  private static final String MESSAGE = "message";

  private static final Set<String> OF_REPLY = Set.of("id", "object", "model", "choices", USAGE);
  private static final Set<String> OF_CHUNK = Set.of("created", "obfuscation");
  private static final Set<String> OF_CHOICE =
      Set.of("index", MESSAGE, "delta", "finish_reason", "logprobs");
  private static final Set<String> OF_MESSAGE =
      Set.of(
          "role",
          "content",
          "refusal",
          "reasoning_content",
          "reasoning",
          "annotations",
          "tool_calls",
          "function_call",
          "auterity_parts",
          AnswerParts.PICTURES,
          AnswerParts.SOUND,
          DETAILS);
  private static final Set<String> OF_SOUND = Set.of(AnswerParts.BYTES, AnswerParts.TRANSCRIPT);
  private static final Set<String> OF_USAGE =
      Set.of("prompt_tokens", "completion_tokens", "total_tokens");
  private static final Set<String> OF_DETAILS =
      Set.of("cached_tokens", "cache_write_tokens", "reasoning_tokens");
  private static final Set<String> OF_CALL = Set.of("id", "type", "index", "function");
  private static final Set<String> OF_FUNCTION = Set.of("name", "arguments");
  private static final Set<String> GROWING = Set.of("text", "summary", "data");

  private final Map<String, Json> reply = new LinkedHashMap<>();
  private final Map<String, Json> usage = new LinkedHashMap<>();
  private final Map<String, Json> choice = new LinkedHashMap<>();
  private final Map<String, Json> message = new LinkedHashMap<>();
  private final Map<String, Json> sound = new LinkedHashMap<>();
  private final List<Json.Obj> details = new ArrayList<>();

  /** Takes what an answer, or a chunk of one, tells beside its choices. */
  FurtherFields reply(Json.Obj told) {
    put(told, OF_REPLY, reply);
    Json.Obj used = ReplyFields.object(told, USAGE);
    put(used, OF_USAGE, usage);
    for (String part : List.of("prompt_tokens_details", "completion_tokens_details")) {
      Map<String, Json> rest = new LinkedHashMap<>();
      put(ReplyFields.object(used, part), OF_DETAILS, rest);
      usage.remove(part);
      if (!rest.isEmpty()) {
        usage.put(part, new Json.Obj(rest));
      }
    }
    return this;
  }

  /** Takes what a choice tells, and its message or a piece of that. */
  FurtherFields choice(Json.Obj told, Json.Obj said) {
    put(told, OF_CHOICE, choice);
    put(said, OF_MESSAGE, message);
    put(ReplyFields.object(said, AnswerParts.SOUND), OF_SOUND, sound);
    if (!sound.isEmpty()) {
      message.put(AnswerParts.SOUND, new Json.Obj(new LinkedHashMap<>(sound)));
    }
    ReplyFields.objects(said, DETAILS).forEach(this::detail);
    return this;
  }

  // Pieces of one have its number, or come one after the other.
  private void detail(Json.Obj piece) {
    for (int i = details.size() - 1; i >= 0; i--) {
      Json.Obj known = details.get(i);
      boolean same =
          Objects.equals(known.get("index"), piece.get("index"))
              && Objects.equals(known.text("type"), piece.text("type"))
              && (piece.get("index") != null || i == details.size() - 1)
              && (piece.text("id") == null || Objects.equals(known.text("id"), piece.text("id")));
      if (same) {
        details.set(i, joined(known, piece));
        return;
      }
    }
    details.add(piece);
  }

  private static Json.Obj joined(Json.Obj known, Json.Obj piece) {
    Map<String, Json> all = new LinkedHashMap<>(known.fields());
    piece
        .fields()
        .forEach(
            (name, value) -> {
              if (GROWING.contains(name)
                  && value instanceof Json.Str(String more)
                  && all.get(name) instanceof Json.Str(String before)) {
                all.put(name, Json.of(before + more));
              } else if (!(value instanceof Json.Null)) {
                all.put(name, value);
              }
            });
    return new Json.Obj(all);
  }

  private static void put(Json.Obj told, Set<String> read, Map<String, Json> fields) {
    told.fields()
        .forEach(
            (name, value) -> {
              if (!read.contains(name) && !(value instanceof Json.Null)) {
                fields.put(name, value);
              }
            });
  }

  /** The part of an answer that its vendor wants back as it came; null when there is none. */
  @Nullable Part details() {
    return details.isEmpty() ? null : details(Json.array(List.copyOf(details)));
  }

  /** Such a part. */
  static Part details(Json told) {
    return new Part.Opaque(ChatJson.DIALECT, ChatJson.typed(DETAILS, told));
  }

  /** What stands in such a part; null when it is another. */
  static @Nullable Json details(Part part) {
    return part instanceof Part.Opaque(String dialect, Json.Obj value)
            && dialect.equals(ChatJson.DIALECT)
            && DETAILS.equals(value.text("type"))
        ? value.get(DETAILS)
        : null;
  }

  /** All of them. */
  Json.Obj all() {
    Map<String, Json> all = new LinkedHashMap<>(reply);
    if (!usage.isEmpty()) {
      all.put(USAGE, new Json.Obj(usage));
    }
    if (!choice.isEmpty() || !message.isEmpty()) {
      Map<String, Json> one = new LinkedHashMap<>(choice);
      if (!message.isEmpty()) {
        one.put(MESSAGE, new Json.Obj(message));
      }
      all.put("choices", Json.array(List.of(new Json.Obj(one))));
    }
    return new Json.Obj(all);
  }

  /** The same of a stream, without what is of a chunk alone. */
  Json.Obj streamed() {
    reply.keySet().removeAll(OF_CHUNK);
    return all();
  }

  /** What a call tells beside its name and arguments, with what its function tells inside. */
  static Json.@Nullable Obj ofCall(Json.Obj call) {
    Map<String, Json> rest = new LinkedHashMap<>();
    put(call, OF_CALL, rest);
    Map<String, Json> function = new LinkedHashMap<>();
    put(ReplyFields.object(call, "function"), OF_FUNCTION, function);
    if (!function.isEmpty()) {
      rest.put("function", new Json.Obj(function));
    }
    return rest.isEmpty() ? null : new Json.Obj(rest);
  }
}
