package io.auterity.platform.resource;

import io.auterity.spi.Json;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The JSON Schema of what can be applied: a resource or a list of them, whose spec is by its kind.
 * Editors complete and check files by it; each kind's own schema stands in {@code $defs} under its
 * name.
 */
public final class ResourceSchema {

  private static final String DEFS = "#/$defs/";

  /** Words of a schema that tell what it is by itself, and mean nothing within another one. */
  private static final Set<String> OF_A_WHOLE = Set.of("$schema", "$id");

  private ResourceSchema() {}

  /** The schema of resources of those kinds. */
  public static Json.Obj of(Collection<? extends ResourceKind> kinds) {
    List<? extends ResourceKind> sorted =
        kinds.stream().sorted(Comparator.comparing(ResourceKind::name)).toList();
    List<String> names = sorted.stream().map(kind -> kind.name()).toList();
    Json.Obj envelope =
        ResourceKinds.envelope(names)
            .with("allOf", Json.array(names.stream().map(ResourceSchema::bySpec).toList()));
    Json.Obj defs = Json.EMPTY.with("resource", envelope);
    for (ResourceKind kind : sorted) {
      defs = defs.with(kind.name(), within(kind.schema(), DEFS + kind.name()));
    }
    return Json.EMPTY
        .with("$schema", Json.of("https://json-schema.org/draft/2020-12/schema"))
        .with("$id", Json.of("https://auterity.io/schemas/resource.schema.json"))
        .with("title", Json.of("Resources of Auterity"))
        .with("description", Json.of("What ./auterity apply takes: a resource, or a list of them."))
        .with("anyOf", Json.array(List.of(reference("resource"), list())))
        .with("$defs", defs);
  }

  private static Json list() {
    return Json.EMPTY.with("type", Json.of("array")).with("items", reference("resource"));
  }

  private static Json reference(String name) {
    return Json.EMPTY.with("$ref", Json.of(DEFS + name));
  }

  private static Json bySpec(String kind) {
    Json.Obj named = Json.EMPTY.with("kind", Json.EMPTY.with("const", Json.of(kind)));
    return Json.EMPTY
        .with("if", Json.EMPTY.with("properties", named))
        .with("then", Json.EMPTY.with("properties", Json.EMPTY.with("spec", reference(kind))));
  }

  /** A schema as it stands at a place of another one: what it refers to of its own is there. */
  private static Json.Obj within(Json.Obj schema, String place) {
    Json.Obj moved = Json.EMPTY;
    for (Map.Entry<String, Json> field : schema.fields().entrySet()) {
      if (!OF_A_WHOLE.contains(field.getKey())) {
        moved = moved.with(field.getKey(), moved(field.getKey(), field.getValue(), place));
      }
    }
    return moved;
  }

  private static Json moved(String name, Json value, String place) {
    return switch (value) {
      case Json.Obj object -> object(object, place);
      case Json.Arr array ->
          Json.array(array.items().stream().map(item -> moved("", item, place)).toList());
      case Json.Str text when name.equals("$ref") && text.value().startsWith("#") ->
          Json.of(place + text.value().substring(1));
      default -> value;
    };
  }

  private static Json.Obj object(Json.Obj object, String place) {
    Json.Obj moved = Json.EMPTY;
    for (Map.Entry<String, Json> field : object.fields().entrySet()) {
      moved = moved.with(field.getKey(), moved(field.getKey(), field.getValue(), place));
    }
    return moved;
  }
}
