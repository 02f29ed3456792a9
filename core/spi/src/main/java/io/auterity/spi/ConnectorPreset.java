package io.auterity.spi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connector that is {@code like} another one of its plugin and stands in a file of its own,
 * {@code META-INF/auterity/presets/ID.yaml}. It takes over what it does not say itself, but no
 * claim: what it supports, how that was verified, and what is known of its vendor it says itself.
 */
public final class ConnectorPreset {

  /** Where the files of presets lie in a plugin's jar. */
  public static final String FOLDER = "META-INF/auterity/presets/";

  private static final Set<String> OWN =
      Set.of("id", "summary", "grade", "support", "traits", "models");

  private static final Set<String> WAYS = Set.of("like", "without", "defaults", "requires");

  private final String name;
  private final Json.Obj said;

  private ConnectorPreset(String name, Json.Obj said) {
    this.name = name;
    this.said = said;
  }

  /**
   * The connector that a preset means, as a manifest would declare it.
   *
   * @param name of its file, without its ending
   * @param preset what the file says
   * @param manifest of the plugin
   * @throws IllegalArgumentException saying what the file must be or has that it may not
   */
  public static Json.Obj written(String name, Json.Obj preset, Json.Obj manifest) {
    return new ConnectorPreset(name, preset).written(manifest);
  }

  /** Names of the presets that a manifest lists. */
  public static List<String> listed(Json.Obj manifest) {
    List<String> names = new ArrayList<>();
    if (manifest.get("presets") instanceof Json.Arr(List<Json> items)) {
      items.forEach(item -> names.add(item instanceof Json.Str(String value) ? value : ""));
    }
    return names;
  }

  private Json.Obj written(Json.Obj manifest) {
    if (!name.equals(said.text("id"))) {
      throw wrong("must have the id " + name);
    }
    Map<String, Json> fields = new LinkedHashMap<>(like(manifest).fields());
    fields.keySet().removeAll(OWN);
    fields.putAll(said.fields());
    fields.keySet().removeAll(WAYS);
    fields.put("config", config(without(fields.get("config"))));
    return new Json.Obj(fields);
  }

  private Json.Obj like(Json.Obj manifest) {
    String like = said.text("like");
    if (manifest.get("connectors") instanceof Json.Arr(List<Json> connectors)) {
      for (Json connector : connectors) {
        if (connector instanceof Json.Obj found && like != null && like.equals(found.text("id"))) {
          return found;
        }
      }
    }
    throw wrong("must be like a connector of the manifest, not like " + like);
  }

  /** The schema of the configuration without the fields that the vendor has no use for. */
  private Json.Obj without(@Nullable Json like) {
    Json.Obj config = like instanceof Json.Obj schema ? schema : Json.EMPTY;
    Json unused = said.get("without");
    if (unused == null) {
      return config;
    }
    if (!(unused instanceof Json.Arr(List<Json> names))) {
      throw wrong("must list the fields that it is without");
    }
    Map<String, Json> properties = new LinkedHashMap<>();
    if (config.get("properties") instanceof Json.Obj all) {
      properties.putAll(all.fields());
    }
    for (Json item : names) {
      if (!(item instanceof Json.Str(String field)) || properties.remove(field) == null) {
        throw wrong("is without %s, which is no field".formatted(item));
      }
    }
    return config.with("properties", new Json.Obj(properties));
  }

  /** The schema of the configuration with other defaults, and with more that must be given. */
  private Json config(Json.Obj like) {
    Json.Obj config = like;
    if (said.get("defaults") instanceof Json.Obj(Map<String, Json> defaults)) {
      Json.Obj properties = config.get("properties") instanceof Json.Obj all ? all : Json.EMPTY;
      for (Map.Entry<String, Json> each : defaults.entrySet()) {
        if (!(properties.get(each.getKey()) instanceof Json.Obj property)) {
          throw wrong("has a default for %s, which is no field".formatted(each.getKey()));
        }
        properties = properties.with(each.getKey(), property.with("default", each.getValue()));
      }
      config = config.with("properties", properties);
    }
    Json required = said.get("requires");
    return required == null ? config : required(config, required);
  }

  /** A field that must be given has no default. */
  private Json.Obj required(Json.Obj config, Json required) {
    Json.Obj properties = config.get("properties") instanceof Json.Obj all ? all : Json.EMPTY;
    if (!(required instanceof Json.Arr(List<Json> names))) {
      throw wrong("must list the fields that it requires");
    }
    for (Json item : names) {
      if (!(item instanceof Json.Str(String field))
          || !(properties.get(field) instanceof Json.Obj property)) {
        throw wrong("requires %s, which is no field".formatted(item));
      }
      Map<String, Json> rest = new LinkedHashMap<>(property.fields());
      rest.remove("default");
      properties = properties.with(field, new Json.Obj(rest));
    }
    return config.with("properties", properties).with("required", required);
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(what);
  }
}
