package io.auterity.spi.manifest;

import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.ConfigEdits;
import io.auterity.spi.shape.Shapes;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The form of a connector's configuration.
 *
 * @param schema JSON Schema that a provider's configuration keeps to
 */
public record ConfigForm(Json.Obj schema) {

  private static final String PROPERTIES = "properties";
  private static final String DEFAULT = "default";
  private static final String REQUIRED = "required";

  /**
   * The form that a record of configuration describes, with what a preset does otherwise.
   *
   * @throws IllegalArgumentException naming what the record cannot hold, or the field that the
   *     preset speaks of and that is none
   */
  public static ConfigForm of(Class<? extends Record> type, ConfigEdits edits) {
    Json.Obj schema = Shapes.ofInputs().schema(type);
    Map<String, Json> fields = new LinkedHashMap<>(fields(schema));
    for (String name : edits.without()) {
      known(fields, "is without", name);
      fields.remove(name);
    }
    edits
        .defaults()
        .forEach(
            (name, usual) ->
                fields.put(name, known(fields, "has a default for", name).with(DEFAULT, usual)));
    edits.requires().forEach(name -> fields.put(name, bare(known(fields, "requires", name))));
    return new ConfigForm(
        schema
            .with(PROPERTIES, new Json.Obj(fields))
            .with(REQUIRED, Json.array(List.copyOf(required(schema, fields, edits)))));
  }

  private static Set<Json> required(Json.Obj schema, Map<String, Json> fields, ConfigEdits edits) {
    Set<Json> required = new LinkedHashSet<>();
    if (schema.get(REQUIRED) instanceof Json.Arr(List<Json> names)) {
      names.stream()
          .filter(name -> name instanceof Json.Str(String text) && fields.containsKey(text))
          .filter(name -> !edits.defaults().containsKey(((Json.Str) name).value()))
          .forEach(required::add);
    }
    edits.requires().forEach(name -> required.add(Json.of(name)));
    return required;
  }

  private static Json.Obj known(Map<String, Json> fields, String what, String name) {
    if (fields.get(name) instanceof Json.Obj field) {
      return field;
    }
    throw new IllegalArgumentException("%s %s, which is no field".formatted(what, name));
  }

  /** A field that must be given has no default. */
  private static Json.Obj bare(Json.Obj field) {
    Map<String, Json> rest = new LinkedHashMap<>(field.fields());
    rest.remove(DEFAULT);
    return new Json.Obj(rest);
  }

  private static Map<String, Json> fields(Json.Obj schema) {
    return schema.get(PROPERTIES) instanceof Json.Obj(Map<String, Json> fields) ? fields : Map.of();
  }

  /** What is given, with the defaults of the fields that are not. */
  public Json.Obj filled(Json.Obj given) {
    Map<String, Json> config = new LinkedHashMap<>();
    fields(schema)
        .forEach(
            (name, field) -> {
              Json usual = field instanceof Json.Obj told ? told.get(DEFAULT) : null;
              if (usual != null) {
                config.put(name, usual);
              }
            });
    config.putAll(given.fields());
    return new Json.Obj(config);
  }

  /**
   * A configuration as its record.
   *
   * @throws io.auterity.spi.CallFailedException {@code invalid}, naming each field that is wrong
   */
  public static <C extends Record> C read(Class<C> type, Json.Obj config) {
    return type.cast(Shapes.ofInputs().read(config, type, "configuration"));
  }
}
