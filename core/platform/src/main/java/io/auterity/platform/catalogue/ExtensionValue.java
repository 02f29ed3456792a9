package io.auterity.platform.catalogue;

import io.auterity.spi.Json;
import io.auterity.spi.OtherFields;
import io.auterity.spi.Ref;
import io.auterity.spi.shape.Shapes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Input or output of an {@link Extension}, whose form no class says. */
public record ExtensionValue(@OtherFields Json.Obj fields) {

  private static final Set<String> REF = Set.of("provider", "id");
  private static final List<String> CHOICES = List.of("anyOf", "oneOf", "allOf");
  private static final Json CHOICE =
      Objects.requireNonNull(Shapes.ofInputs().schema(Ref.class).get("anyOf"));

  /**
   * The providers that references in it name, at any depth. Where the schema does not tell them
   * from other objects, whatever looks like a reference counts as one.
   *
   * @param schema of inputs of its extension
   */
  public Set<String> providers(Json.Obj schema) {
    Set<String> named = new TreeSet<>();
    gather(fields, schema, named);
    return named;
  }

  private static void gather(Json value, Json schema, Set<String> named) {
    if (!mayRefer(schema)) {
      return;
    }
    switch (value) {
      case Json.Obj(Map<String, Json> ref)
          when ref.keySet().equals(REF) && ref.get("provider") instanceof Json.Str(String name) ->
          named.add(name);
      case Json.Obj(Map<String, Json> inner) -> {
        Json properties = alone(schema, "properties");
        inner.forEach((name, item) -> gather(item, part(properties, name, schema), named));
      }
      case Json.Arr(List<Json> items) -> {
        Json each = Objects.requireNonNullElse(alone(schema, "items"), schema);
        items.forEach(item -> gather(item, each, named));
      }
      default -> {}
    }
  }

  /**
   * Whether a reference in it is an id alone, which names no provider.
   *
   * @param schema of inputs of its extension
   */
  public boolean bare(Json.Obj schema) {
    return bare(fields, schema);
  }

  private static boolean bare(Json value, @Nullable Json said) {
    if (!(said instanceof Json.Obj schema)) {
      return false;
    }
    if (CHOICE.equals(schema.get("anyOf"))) {
      return value instanceof Json.Str
          || (value instanceof Json.Obj ref && ref.text("provider") == null);
    }
    boolean inside =
        switch (value) {
          case Json.Obj(Map<String, Json> inner) ->
              inner.entrySet().stream()
                  .anyMatch(field -> bare(field.getValue(), ofField(schema, field.getKey())));
          case Json.Arr(List<Json> items) ->
              items.stream().anyMatch(item -> bare(item, schema.get("items")));
          default -> false;
        };
    return inside
        || CHOICES.stream()
            .map(schema::get)
            .anyMatch(
                choice ->
                    choice instanceof Json.Arr(List<Json> ways)
                        && ways.stream().anyMatch(way -> bare(value, way)));
  }

  private static @Nullable Json ofField(Json.Obj schema, String name) {
    Json found = schema.get("properties") instanceof Json.Obj known ? known.get(name) : null;
    return found == null ? schema.get("additionalProperties") : found;
  }

  private static Json part(@Nullable Json properties, String name, Json otherwise) {
    Json found = properties instanceof Json.Obj object ? object.get(name) : null;
    return found == null ? otherwise : found;
  }

  /** That part of a schema; null where another part may tell of references too. */
  private static @Nullable Json alone(Json schema, String name) {
    return schema instanceof Json.Obj object && !mayRefer(object.with(name, Json.NULL))
        ? object.get(name)
        : null;
  }

  private static boolean mayRefer(Json schema) {
    return switch (schema) {
      case Json.Obj object when object.get("$ref") != null || CHOICE.equals(object.get("anyOf")) ->
          true;
      case Json.Obj(Map<String, Json> parts) ->
          parts.values().stream().anyMatch(ExtensionValue::mayRefer);
      case Json.Arr(List<Json> parts) -> parts.stream().anyMatch(ExtensionValue::mayRefer);
      default -> false;
    };
  }
}
