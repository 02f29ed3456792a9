package io.auterity.testkit.manifest;

import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** An object of the manifest; it remembers which fields were read, so that the rest is refused. */
final class ManifestNode {

  private final Json.Obj object;
  private final String path;
  private final Set<String> read = new HashSet<>();

  private ManifestNode(Json value, String path) {
    if (!(value instanceof Json.Obj found)) {
      throw new ManifestException(path, "must be an object");
    }
    this.object = found;
    this.path = path;
  }

  static ManifestNode root(Json value) {
    return new ManifestNode(value, "");
  }

  boolean has(String name) {
    return object.get(name) != null;
  }

  Set<String> names() {
    return object.fields().keySet();
  }

  String text(String name) {
    return text(value(name), at(name));
  }

  boolean flag(String name) {
    if (value(name) instanceof Json.Bool(boolean flag)) {
      return flag;
    }
    throw new ManifestException(at(name), "must be true or false");
  }

  int count(String name) {
    if (value(name) instanceof Json.Int(long count) && count >= 1 && count <= Integer.MAX_VALUE) {
      return (int) count;
    }
    throw new ManifestException(at(name), "must be a whole number of at least 1");
  }

  Json.Obj object(String name) {
    return new ManifestNode(value(name), at(name)).object;
  }

  ManifestNode node(String name) {
    return new ManifestNode(value(name), at(name));
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Json item : items(name)) {
      texts.add(text(item, at(name) + "[" + texts.size() + "]"));
    }
    return texts;
  }

  List<ManifestNode> nodes(String name) {
    List<ManifestNode> nodes = new ArrayList<>();
    for (Json item : items(name)) {
      nodes.add(new ManifestNode(item, at(name) + "[" + nodes.size() + "]"));
    }
    return nodes;
  }

  <E extends Enum<E>> E oneOf(String name, E[] values) {
    String text = text(name);
    List<String> names = new ArrayList<>();
    for (E value : values) {
      String wire = value.name().toLowerCase(Locale.ROOT);
      if (wire.equals(text)) {
        return value;
      }
      names.add(wire);
    }
    throw new ManifestException(at(name), "must be one of " + String.join(", ", names));
  }

  void refuseUnread() {
    for (String name : names()) {
      if (!read.contains(name)) {
        throw new ManifestException(at(name), "is no field of a manifest");
      }
    }
  }

  private List<Json> items(String name) {
    if (value(name) instanceof Json.Arr(List<Json> items)) {
      return items;
    }
    throw new ManifestException(at(name), "must be a list");
  }

  private Json value(String name) {
    read.add(name);
    Json value = object.get(name);
    if (value == null) {
      throw new ManifestException(at(name), "is missing");
    }
    return value;
  }

  private String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static String text(Json value, String path) {
    if (value instanceof Json.Str(String text)) {
      return text;
    }
    throw new ManifestException(path, "must be text");
  }
}
