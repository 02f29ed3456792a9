package io.auterity.workflow.definition;

import io.auterity.spi.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** The default values of a JSON Schema, for a value that lacks them. */
public final class SchemaDefaults {

  /** The value, with the defaults of its properties in place. */
  public static Json.Obj in(Json.Obj schema, Json.Obj value) {
    Map<String, Json> whole = new LinkedHashMap<>(value.fields());
    if (schema.get("properties") instanceof Json.Obj(var properties)) {
      properties.forEach(
          (name, property) -> {
            Json fallback = property instanceof Json.Obj object ? object.get("default") : null;
            if (fallback != null) {
              whole.putIfAbsent(name, fallback);
            }
          });
    }
    return new Json.Obj(whole);
  }

  private SchemaDefaults() {}
}
