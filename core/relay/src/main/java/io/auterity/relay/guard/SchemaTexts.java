package io.auterity.relay.guard;

import io.auterity.platform.call.CallGuard.Place;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a JSON Schema says: to those who read it, and by the values that it names. What it asks
 * stays as it is.
 */
// What comes back as the very object was not changed; to compare it as a value would cost a walk.
@SuppressWarnings("ReferenceEquality")
record SchemaTexts(SpokenTexts texts) {

  /** Keywords of values. */
  private static final Set<String> VALUES =
      Set.of("enum", "const", "default", "examples", "example");

  /** Keywords of schemas by the names of fields, or by names of their own. */
  private static final Set<String> BY_NAME =
      Set.of("properties", "patternProperties", "dependentSchemas", "$defs", "definitions");

  /** Keywords whose texts are names and patterns. */
  private static final Set<String> NAMES =
      Set.of(
          "pattern",
          "required",
          "dependentRequired",
          "propertyOrdering",
          "discriminator",
          "format",
          "$id",
          "$ref",
          "$anchor",
          "$dynamicRef",
          "$dynamicAnchor",
          "contentMediaType",
          "contentEncoding");

  /** Keywords whose texts are words of a short list. */
  private static final Set<String> LISTED = Set.of("type", "$schema");

  /** The words of that list. */
  private static final Pattern OF_LIST =
      Pattern.compile(
          "(?i)array|boolean|integer|null|number|object|string|type_unspecified"
              + "|https?://json-schema\\.org/[\\w./#-]{1,40}");

  /** Keywords of schemas besides these; any other name was chosen by the caller. */
  private static final Set<String> OTHERS =
      Set.of(
          "title",
          "description",
          "$comment",
          "items",
          "prefixItems",
          "additionalItems",
          "unevaluatedItems",
          "additionalProperties",
          "unevaluatedProperties",
          "propertyNames",
          "contains",
          "contentSchema",
          "allOf",
          "anyOf",
          "oneOf",
          "not",
          "if",
          "then",
          "else",
          "multipleOf",
          "maximum",
          "exclusiveMaximum",
          "minimum",
          "exclusiveMinimum",
          "maxLength",
          "minLength",
          "maxItems",
          "minItems",
          "uniqueItems",
          "maxContains",
          "minContains",
          "maxProperties",
          "minProperties",
          "dependencies",
          "deprecated",
          "readOnly",
          "writeOnly",
          "nullable",
          "strict",
          "$vocabulary",
          "$recursiveRef",
          "$recursiveAnchor");

  /** What stands in a pattern for signs that part words. */
  private static final Pattern GAP = Pattern.compile("\\\\[sSbBdDwWnrtAZzG](?:[*+?]|\\{[^}]*})?");

  /** The schema with other texts in their places; the same where none is another. */
  Json walk(Json schema, Place place, boolean gather) {
    return switch (schema) {
      case Json.Obj object -> {
        Map<String, Json> others = new LinkedHashMap<>();
        boolean changed = false;
        for (Map.Entry<String, Json> field : object.fields().entrySet()) {
          Json other = keyword(field.getKey(), field.getValue(), place, gather);
          changed |= other != field.getValue();
          others.put(field.getKey(), other);
        }
        yield changed ? Json.object(others) : schema;
      }
      case Json.Arr(List<Json> items) -> {
        List<Json> others = new ArrayList<>(items.size());
        boolean changed = false;
        for (Json item : items) {
          Json other = walk(item, place, gather);
          changed |= other != item;
          others.add(other);
        }
        yield changed ? Json.array(others) : schema;
      }
      case Json.Str text -> texts.json(text, MaskablePlace.values(place), gather);
      default -> schema;
    };
  }

  private Json keyword(String name, Json value, Place place, boolean gather) {
    if (VALUES.contains(name)) {
      return texts.json(value, MaskablePlace.values(place), gather);
    }
    if (BY_NAME.contains(name) && value instanceof Json.Obj named) {
      return byName(named, place, gather);
    }
    if (NAMES.contains(name)) {
      names(value, place, gather);
      return value;
    }
    if (!OTHERS.contains(name) && !LISTED.contains(name)) {
      name(name, place, gather);
    }
    if (LISTED.contains(name)) {
      listed(value, place, gather);
      return value;
    }
    return walk(value, place, gather);
  }

  private Json.Obj byName(Json.Obj named, Place place, boolean gather) {
    Map<String, Json> others = new LinkedHashMap<>();
    boolean changed = false;
    for (Map.Entry<String, Json> field : named.fields().entrySet()) {
      name(field.getKey(), place, gather);
      Json other = walk(field.getValue(), place, gather);
      changed |= other != field.getValue();
      others.put(field.getKey(), other);
    }
    return changed ? Json.object(others) : named;
  }

  private void listed(Json value, Place place, boolean gather) {
    if (value instanceof Json.Str(String text) && OF_LIST.matcher(text).matches()) {
      return;
    }
    if (value instanceof Json.Arr(List<Json> items)) {
      items.forEach(item -> listed(item, place, gather));
    } else {
      names(value, place, gather);
    }
  }

  private void names(Json value, Place place, boolean gather) {
    switch (value) {
      case Json.Str(String text) -> name(text, place, gather);
      case Json.Arr(List<Json> items) -> items.forEach(item -> names(item, place, gather));
      case Json.Obj(Map<String, Json> fields) ->
          fields.forEach(
              (name, inner) -> {
                name(name, place, gather);
                names(inner, place, gather);
              });
      default -> {}
    }
  }

  // What a pattern says is read without its marks as well.
  private void name(String name, Place place, boolean gather) {
    texts.name(name, place, gather);
    if (name.indexOf('\\') >= 0) {
      texts.name(name.replace("\\", ""), place, gather);
      texts.name(GAP.matcher(name).replaceAll(" ").replace("\\", ""), place, gather);
    }
  }
}
