package io.auterity.provider.target;

import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** Schemas as a target takes them. What bounds a value and cannot be said is told in words. */
public final class FittedSchema {

  private static final Set<String> NAMED =
      Set.of("properties", "$defs", "definitions", "patternProperties");
  private static final List<String> UNIONS = List.of("anyOf", "oneOf", "allOf");
  private static final String CLOSED = "additionalProperties";
  private static final String PROPERTIES = "properties";
  private static final String REQUIRED = "required";
  private static final String MIN_ITEMS = "minItems";

  private final ChatConstraints.AnswerSchemas rule;
  private final Consumer<String> lost;

  private FittedSchema(ChatConstraints.AnswerSchemas rule, Consumer<String> lost) {
    this.rule = rule;
    this.lost = lost;
  }

  /**
   * A schema of answers.
   *
   * @param lost is told each word that is gone
   */
  public static Json.Obj answer(
      Json.Obj schema, ChatConstraints.AnswerSchemas rule, Consumer<String> lost) {
    return new FittedSchema(rule, lost).cut(schema);
  }

  private Json.Obj cut(Json.Obj schema) {
    Map<String, Json> kept = new LinkedHashMap<>();
    List<String> said = new ArrayList<>();
    schema
        .fields()
        .forEach(
            (name, value) -> {
              if (isBound(name, value)) {
                lost.accept(name);
                said.add("%s: %s".formatted(name, value));
              } else {
                kept.put(name, NAMED.contains(name) ? named(value) : any(name, value));
              }
            });
    if (!said.isEmpty()) {
      String before = schema.text("description");
      String words = String.join(", ", said);
      kept.put("description", Json.of(before == null ? words : before + " (" + words + ")"));
    }
    if (rule.closed() && isObject(schema)) {
      Json open = schema.get(CLOSED);
      if (open != null && !open.equals(Json.of(false))) {
        lost.accept(CLOSED);
      }
      kept.put(CLOSED, Json.of(false));
    }
    return new Json.Obj(kept);
  }

  private boolean isBound(String name, Json value) {
    Integer most = rule.minItems();
    return rule.without().contains(name)
        || (name.equals(MIN_ITEMS)
            && most != null
            && !(value instanceof Json.Int(long least) && least <= most));
  }

  private static boolean isObject(Json.Obj schema) {
    Json type = schema.get("type");
    return Json.of("object").equals(type)
        || (type instanceof Json.Arr(List<Json> types) && types.contains(Json.of("object")))
        || (type == null && schema.get(PROPERTIES) != null);
  }

  private Json any(String name, Json value) {
    if (name.equals("enum") || name.equals("const") || name.equals("default")) {
      return value;
    }
    return switch (value) {
      case Json.Obj inner -> cut(inner);
      case Json.Arr(List<Json> items) ->
          Json.array(
              items.stream().map(item -> item instanceof Json.Obj one ? cut(one) : item).toList());
      default -> value;
    };
  }

  private Json named(Json value) {
    if (!(value instanceof Json.Obj(Map<String, Json> fields))) {
      return value;
    }
    Map<String, Json> cut = new LinkedHashMap<>();
    fields.forEach(
        (name, schema) -> cut.put(name, schema instanceof Json.Obj inner ? cut(inner) : schema));
    return new Json.Obj(cut);
  }

  /**
   * The schema of a tool for a vendor that wants one object there: of several at its top the
   * properties stand together, and those are required that all of them require.
   */
  public static Json.Obj tool(Json.Obj schema, Consumer<String> lost) {
    boolean union = UNIONS.stream().anyMatch(schema.fields()::containsKey);
    Json type = schema.get("type");
    if (!union && Json.of("object").equals(type)) {
      return schema;
    }
    Map<String, Json> one = new LinkedHashMap<>();
    one.put("type", Json.of("object"));
    Map<String, Json> properties = new LinkedHashMap<>(object(schema, PROPERTIES));
    Set<Json> required = new LinkedHashSet<>(items(schema, REQUIRED));
    for (String word : UNIONS) {
      if (schema.get(word) != null) {
        lost.accept(word);
        join(items(schema, word), word.equals("allOf"), properties, required);
      }
    }
    schema.fields().forEach(one::putIfAbsent);
    one.keySet().removeAll(UNIONS);
    one.put(PROPERTIES, new Json.Obj(properties));
    if (required.isEmpty()) {
      one.remove(REQUIRED);
    } else {
      one.put(REQUIRED, Json.array(required));
    }
    return new Json.Obj(one);
  }

  private static void join(
      List<Json> schemas, boolean all, Map<String, Json> properties, Set<Json> required) {
    Set<Json> common = null;
    for (Json schema : schemas) {
      if (schema instanceof Json.Obj one) {
        object(one, PROPERTIES).forEach(properties::putIfAbsent);
        Set<Json> needed = new LinkedHashSet<>(items(one, REQUIRED));
        if (all || common == null) {
          common = common == null ? needed : common;
          common.addAll(all ? needed : Set.of());
        } else {
          common.retainAll(needed);
        }
      }
    }
    required.addAll(Objects.requireNonNullElse(common, Set.of()));
  }

  private static Map<String, Json> object(Json.Obj holder, String name) {
    return holder.get(name) instanceof Json.Obj(Map<String, Json> fields) ? fields : Map.of();
  }

  private static List<Json> items(Json.Obj holder, String name) {
    return holder.get(name) instanceof Json.Arr(List<Json> items) ? items : List.of();
  }
}
