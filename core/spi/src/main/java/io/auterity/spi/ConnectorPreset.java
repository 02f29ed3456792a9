package io.auterity.spi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A connector that is {@code like} another one of its plugin and stands in a file of its own,
 * {@code META-INF/auterity/presets/ID.yaml}. It takes over what it does not say itself, but no
 * claim: what it supports, how that was verified, and what is known of its vendor it says itself.
 */
public final class ConnectorPreset {

  /** Where the files of presets lie in a plugin's jar. */
  public static final String FOLDER = "META-INF/auterity/presets/";

  private static final Set<String> OWN =
      Set.of("id", "summary", "grade", "support", "traits", "models", "vendor", "docs");

  private static final String LIKE = "like";

  private final String name;
  private final Json.Obj said;

  private ConnectorPreset(String name, Json.Obj said) {
    this.name = name;
    this.said = said;
  }

  /**
   * The connector that a preset means, as a manifest would declare it, and with what it changes in
   * the configuration.
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
    fields.remove(LIKE);
    return new Json.Obj(fields);
  }

  private Json.Obj like(Json.Obj manifest) {
    String like = said.text(LIKE);
    if (manifest.get("connectors") instanceof Json.Arr(List<Json> connectors)) {
      for (Json connector : connectors) {
        if (connector instanceof Json.Obj found && like != null && like.equals(found.text("id"))) {
          return found;
        }
      }
    }
    throw wrong("must be like a connector of the manifest, not like " + like);
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(what);
  }
}
