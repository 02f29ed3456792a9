package io.auterity.plugins.ai.google.wire;

import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Cuts a JSON Schema to what Gemini takes, by the vendor's own list at {@code responseJsonSchema}.
 * What says the same in words that it knows is rewritten; what only describes is dropped; what
 * constrains and cannot be told is named as lost.
 */
final class GeminiSchema {

  private static final Set<String> KNOWN =
      Set.of(
          "$id",
          "$anchor",
          "type",
          "format",
          "title",
          "description",
          "enum",
          "minItems",
          "maxItems",
          "minimum",
          "maximum",
          "required",
          "propertyOrdering");

  private static final Set<String> DESCRIBES =
      Set.of(
          "$schema",
          "$comment",
          "default",
          "example",
          "examples",
          "deprecated",
          "readOnly",
          "writeOnly",
          "discriminator");

  private final Consumer<String> lost;

  private GeminiSchema(Consumer<String> lost) {
    this.lost = lost;
  }

  /**
   * The schema as it can be sent; itself where nothing needs a change.
   *
   * @param lost is told each keyword that constrained and is gone
   */
  static Json.Obj of(Json.Obj schema, Consumer<String> lost) {
    return new GeminiSchema(lost).schema(schema);
  }

  private Json.Obj schema(Json.Obj schema) {
    Map<String, Json> kept = new LinkedHashMap<>();
    schema.fields().forEach((name, value) -> take(name, value, schema, kept));
    String ref = schema.text("$ref");
    if (ref != null) {
      refer(ref.replace("#/definitions/", "#/$defs/"), kept);
    }
    if (schema.get("nullable") instanceof Json.Bool(boolean nullable) && nullable) {
      admitNull(kept);
    }
    return new Json.Obj(kept);
  }

  private void take(String name, Json value, Json.Obj schema, Map<String, Json> kept) {
    switch (name) {
      case "$ref", "nullable" -> {}
      case "items", "additionalProperties" -> kept.put(name, any(value));
      case "prefixItems", "anyOf", "oneOf" -> kept.put(name, all(value));
      case "properties", "$defs" -> kept.put(name, named(value));
      case "definitions" -> kept.put("$defs", named(value));
      case "const" -> kept.put("enum", Json.array(List.of(value)));
      case "exclusiveMinimum" -> bound(name, value, 1, "minimum", schema, kept);
      case "exclusiveMaximum" -> bound(name, value, -1, "maximum", schema, kept);
      case "allOf" -> join(value, schema, kept);
      default -> {
        if (KNOWN.contains(name)) {
          kept.put(name, value);
        } else if (!DESCRIBES.contains(name)) {
          lost.accept(name);
        }
      }
    }
  }

  private Json any(Json value) {
    return value instanceof Json.Obj schema ? schema(schema) : value;
  }

  private Json all(Json value) {
    return value instanceof Json.Arr(List<Json> items)
        ? Json.array(items.stream().map(this::any).toList())
        : value;
  }

  private Json named(Json value) {
    if (!(value instanceof Json.Obj schemas)) {
      return value;
    }
    Map<String, Json> cut = new LinkedHashMap<>();
    schemas.fields().forEach((name, schema) -> cut.put(name, any(schema)));
    return new Json.Obj(cut);
  }

  // Of whole numbers a bound that is left out is the one beside it.
  private void bound(
      String name, Json value, int step, String as, Json.Obj schema, Map<String, Json> kept) {
    if ("integer".equals(schema.text("type"))
        && value instanceof Json.Int(long number)
        && schema.get(as) == null) {
      kept.put(as, Json.of(number + step));
    } else {
      lost.accept(name);
    }
  }

  // One schema that must hold is as good as its fields standing here.
  private void join(Json value, Json.Obj schema, Map<String, Json> kept) {
    if (value instanceof Json.Arr(List<Json> items)
        && items.size() == 1
        && items.getFirst() instanceof Json.Obj only
        && only.fields().keySet().stream().noneMatch(schema.fields()::containsKey)) {
      kept.putAll(schema(only).fields());
    } else {
      lost.accept("allOf");
    }
  }

  // Beside a reference nothing else may stand: it goes where all that stands here stays.
  private void refer(String ref, Map<String, Json> kept) {
    Json.Obj reference = Json.EMPTY.with("$ref", Json.of(ref));
    if (kept.keySet().stream().allMatch(name -> name.startsWith("$"))) {
      kept.put("$ref", Json.of(ref));
    } else if (kept.putIfAbsent("anyOf", Json.array(List.of(reference))) != null) {
      lost.accept("$ref");
    }
  }

  private static void admitNull(Map<String, Json> kept) {
    Json nothing = Json.of("null");
    switch (kept.get("type")) {
      case Json.Str type -> kept.put("type", Json.array(List.of(type, nothing)));
      case Json.Arr(List<Json> types) when !types.contains(nothing) -> {
        List<Json> more = new ArrayList<>(types);
        more.add(nothing);
        kept.put("type", Json.array(more));
      }
      case null, default -> {}
    }
  }
}
