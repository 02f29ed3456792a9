package io.auterity.workflow.definition;

import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The input of a workflow: properties by name, or a whole JSON Schema of an object. */
public final class InputSchema {

  private static final Set<String> TYPES =
      Set.of("array", "boolean", "integer", "null", "number", "object", "string");

  /** Reads it; what is wrong goes to the part. */
  public static Json.Obj read(DefinitionPart part) {
    return read(part, "input");
  }

  /** Reads that of another field, e.g. a form. */
  public static Json.Obj read(DefinitionPart part, String field) {
    DefinitionPart input = part.part(field);
    if (input.has("type") && input.get("type") instanceof Json.Str) {
      words(input);
      return whole(part, field, part.object(field));
    }
    input.names().forEach(name -> words(input.part(name)));
    return ofProperties(part.object(field));
  }

  // A word that is no type would make the schema admit everything or nothing.
  private static void words(DefinitionPart schema) {
    if (schema.get("type") instanceof Json.Str(String type) && !TYPES.contains(type)) {
      schema.wrong("type", "there is no type '%s'".formatted(type), Nearest.fix(type, TYPES));
    }
    if (schema.get("items") instanceof Json.Obj) {
      words(schema.part("items"));
    }
    if (schema.get("properties") instanceof Json.Obj) {
      DefinitionPart properties = schema.part("properties");
      properties.names().forEach(name -> words(properties.part(name)));
    }
  }

  private static Json.Obj whole(DefinitionPart part, String field, Json.Obj schema) {
    if (!"object".equals(schema.text("type"))) {
      part.wrong(field, "the %s of a workflow is an object".formatted(field), "use type: object");
    }
    return schema;
  }

  private static Json.Obj ofProperties(Json.Obj properties) {
    List<Json> required = new ArrayList<>();
    properties
        .fields()
        .forEach(
            (name, schema) -> {
              if (!(schema instanceof Json.Obj property) || property.get("default") == null) {
                required.add(Json.of(name));
              }
            });
    Map<String, Json> schema = new LinkedHashMap<>();
    schema.put("type", Json.of("object"));
    schema.put("properties", properties);
    schema.put("required", new Json.Arr(required));
    schema.put("additionalProperties", Json.of(false));
    return new Json.Obj(schema);
  }
}
