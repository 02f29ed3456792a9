package io.auterity.connector.file;

import io.auterity.platform.yaml.YamlDocument;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A file whose structure is sound; what its expressions mean is not known yet.
 *
 * @param id of the plugin
 * @param value the whole, with what it takes over from the file that it is like, and with what it
 *     leaves out where that follows from the rest
 * @param document where its parts stand
 * @param digest SHA-256 of the text, and of the one that it is like; lower-case hex
 */
public record ConnectorFile(String id, Json.Obj value, YamlDocument document, String digest) {

  /** A required text at the top. */
  public String text(String name) {
    String text = value.text(name);
    return text == null ? "" : text;
  }

  /** An object at the top; empty when there is none. */
  public Json.Obj part(String name) {
    return object(value, name);
  }

  /** An object inside another; empty when there is none. */
  public static Json.Obj object(Json.Obj parent, String name) {
    return parent.get(name) instanceof Json.Obj object ? object : Json.EMPTY;
  }

  /** The items of a list inside an object; none when there is no list. */
  public static List<Json> list(Json.Obj parent, String name) {
    return parent.get(name) instanceof Json.Arr(List<Json> items) ? items : List.of();
  }

  /** The objects of a list inside an object. */
  public static List<Json.Obj> objects(Json.Obj parent, String name) {
    List<Json.Obj> objects = new ArrayList<>();
    for (Json item : list(parent, name)) {
      objects.add(item instanceof Json.Obj object ? object : Json.EMPTY);
    }
    return objects;
  }

  /** The connectors by id. */
  public Map<String, Json> connectors() {
    return part("connectors").fields();
  }
}
