package io.auterity.platform.resource;

import io.auterity.platform.json.JsonPath;
import io.auterity.platform.problem.Problem;
import io.auterity.spi.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The references inside one schema: each leads to another place of the same schema and, without a
 * step into the value, never back to itself. A schema that asks for another dialect is refused too.
 */
final class SchemaReferences {

  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
  private static final Set<String> VALUES = Set.of("const", "enum", "default", "examples");
  private static final Set<String> NAMED =
      Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");
  private static final List<String> SAME_VALUE =
      List.of("allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas");

  private final Json.Obj root;
  private final List<Problem> problems = new ArrayList<>();

  SchemaReferences(Json.Obj root) {
    this.root = root;
  }

  List<Problem> problems() {
    look("", root);
    return problems;
  }

  private void look(String path, Json schema) {
    switch (schema) {
      case Json.Obj(Map<String, Json> fields) -> {
        dialect(path, fields);
        reference(path, fields);
        fields.forEach((name, field) -> lookInside(JsonPath.field(path, name), name, field));
      }
      case Json.Arr(List<Json> items) -> {
        for (int i = 0; i < items.size(); i++) {
          look(JsonPath.item(path, i), items.get(i));
        }
      }
      default -> {}
    }
  }

  private void lookInside(String path, String keyword, Json value) {
    if (NAMED.contains(keyword) && value instanceof Json.Obj(Map<String, Json> schemas)) {
      schemas.forEach((name, schema) -> look(JsonPath.field(path, name), schema));
    } else if (!VALUES.contains(keyword)) {
      look(path, value);
    }
  }

  private void dialect(String path, Map<String, Json> fields) {
    if (fields.get("$schema") instanceof Json.Str(String dialect) && !dialect.equals(DIALECT)) {
      problems.add(
          new Problem(
              JsonPath.field(path, "$schema"),
              "'%s' is no dialect that is read here".formatted(dialect),
              "leave it out or write " + DIALECT));
    }
    if (fields.containsKey("$dynamicRef")) {
      problems.add(
          new Problem(
              JsonPath.field(path, "$dynamicRef"),
              "dynamic references are not read here",
              "use $ref"));
    }
  }

  private void reference(String path, Map<String, Json> fields) {
    if (!(fields.get("$ref") instanceof Json.Str(String ref))) {
      return;
    }
    String at = JsonPath.field(path, "$ref");
    Json target = target(ref);
    if (target == null) {
      problems.add(
          new Problem(
              at,
              "'%s' leads nowhere in this schema".formatted(ref),
              "point at a place in it, e.g. #/$defs/name"));
    } else if (leadsTo(target, ref, new HashSet<>())) {
      problems.add(
          new Problem(at, "'%s' leads back to itself".formatted(ref), "point at another schema"));
    }
  }

  private boolean leadsTo(Json schema, String ref, Set<String> seen) {
    if (!(schema instanceof Json.Obj(Map<String, Json> fields))) {
      return false;
    }
    if (fields.get("$ref") instanceof Json.Str(String next) && seen.add(next)) {
      Json target = target(next);
      if (next.equals(ref) || (target != null && leadsTo(target, ref, seen))) {
        return true;
      }
    }
    return SAME_VALUE.stream()
        .flatMap(keyword -> alternatives(keyword, fields.get(keyword)))
        .anyMatch(alternative -> leadsTo(alternative, ref, seen));
  }

  private static Stream<Json> alternatives(String keyword, @Nullable Json value) {
    return switch (value) {
      case Json.Arr(List<Json> items) -> items.stream();
      case Json.Obj(Map<String, Json> named) when keyword.equals("dependentSchemas") ->
          named.values().stream();
      case Json.Obj single -> Stream.of(single);
      case null, default -> Stream.of();
    };
  }

  /** What a pointer as {@code #/$defs/name} leads to. */
  private @Nullable Json target(String ref) {
    if (!ref.equals("#") && !ref.startsWith("#/")) {
      return null;
    }
    @Nullable Json at = root;
    for (String part : Stream.of(ref.split("/", -1)).skip(1).toList()) {
      at = at == null ? null : part(at, unescaped(part));
    }
    return at;
  }

  private static @Nullable Json part(Json holder, String name) {
    return switch (holder) {
      case Json.Obj object -> object.get(name);
      case Json.Arr(List<Json> items) when name.matches("\\d{1,6}") -> {
        int index = Integer.parseInt(name);
        yield index < items.size() ? items.get(index) : null;
      }
      default -> null;
    };
  }

  private static String unescaped(String part) {
    String text =
        Objects.requireNonNull(URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8));
    return text.replace("~1", "/").replace("~0", "~");
  }
}
