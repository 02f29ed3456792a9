package io.auterity.gateway.openai;

import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Part;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The extra fields of an answer in the OpenAI dialect, for which the canonical answer has no field.
 * They are told again in the places where they stood.
 */
record AnswerExtra(Json.Obj fields) {

  static final String DETAILS = "reasoning_details";
  private static final String FUNCTION = "function";
  private static final String RESPONSES = "openai-responses";
  private static final String TIER = "service_tier";

  private static final Set<String> OURS =
      Set.of("id", "object", "created", "model", "choices", "usage");

  /** Of an answer; of what the other API of the vendor told only how it was served. */
  static AnswerExtra of(@Nullable Map<String, Json.Obj> extra) {
    Json.Obj own = Extra.in(extra, PartReader.DIALECT);
    Json tier = Extra.in(extra, RESPONSES).get(TIER);
    return new AnswerExtra(tier == null || own.get(TIER) != null ? own : own.with(TIER, tier));
  }

  /** When the vendor says that it answered, in seconds since 1970. */
  long created(long otherwise) {
    return fields.get("created") instanceof Json.Int(long seconds) ? seconds : otherwise;
  }

  /** Writes the fields of the whole. */
  void writeTop(JsonGenerator out) {
    fields
        .fields()
        .forEach(
            (name, value) -> {
              if (!OURS.contains(name)) {
                JsonWriter.field(out, name, value);
              }
            });
  }

  /** Usage with what else is told of it. */
  Json usage(Json.Obj usage) {
    return merged(usage, fields.get("usage") instanceof Json.Obj told ? told : Json.EMPTY);
  }

  private static Json.Obj merged(Json.Obj ours, Json.Obj told) {
    Map<String, Json> all = new LinkedHashMap<>(ours.fields());
    told.fields()
        .forEach(
            (name, value) ->
                all.merge(
                    name,
                    value,
                    (known, more) ->
                        known instanceof Json.Obj one && more instanceof Json.Obj other
                            ? merged(one, other)
                            : known));
    return new Json.Obj(all);
  }

  /** Writes the fields of the choice. */
  void writeChoice(JsonGenerator out) {
    choice()
        .fields()
        .forEach(
            (name, value) -> {
              if (!name.equals("message")) {
                JsonWriter.field(out, name, value);
              }
            });
  }

  /**
   * Writes the fields of its message.
   *
   * @param sounded whether those of its sound have been written
   */
  void writeMessage(JsonGenerator out, boolean sounded) {
    write(out, message(), sounded ? SpokenAnswer.FIELD : "");
  }

  /** What else the vendor told of a sound, such as the id under which it is known to it. */
  Json.Obj sound() {
    return message().get(SpokenAnswer.FIELD) instanceof Json.Obj told ? told : Json.EMPTY;
  }

  private Json.Obj message() {
    return choice().get("message") instanceof Json.Obj message ? message : Json.EMPTY;
  }

  /** Whether the choice tells a field itself. */
  boolean tells(String name) {
    return choice().get(name) != null;
  }

  private Json.Obj choice() {
    return fields.get("choices") instanceof Json.Arr(List<Json> choices)
            && !choices.isEmpty()
            && choices.getFirst() instanceof Json.Obj first
        ? first
        : Json.EMPTY;
  }

  /** Thoughts that their vendor wants back as they came; null when the part is no such. */
  static @Nullable Json details(Part part) {
    return part instanceof Part.Opaque(String dialect, Json.Obj value)
            && dialect.equals(PartReader.DIALECT)
            && DETAILS.equals(value.text("type"))
        ? value.get(DETAILS)
        : null;
  }

  /** Writes what a call tells beside its id and function. */
  static void writeCall(JsonGenerator out, Part.ToolCall call) {
    write(out, Extra.in(call.extra(), PartReader.DIALECT), FUNCTION);
  }

  /** Writes what it tells of its function beside name and arguments. */
  static void writeFunction(JsonGenerator out, Part.ToolCall call) {
    if (Extra.in(call.extra(), PartReader.DIALECT).get(FUNCTION) instanceof Json.Obj function) {
      write(out, function, "");
    }
  }

  private static void write(JsonGenerator out, Json.Obj fields, String but) {
    fields
        .fields()
        .forEach(
            (name, value) -> {
              if (!name.equals(but)) {
                JsonWriter.field(out, name, value);
              }
            });
  }
}
