package io.auterity.spi.manifest;

import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An object of a manifest. What is wrong is noted and something harmless returned in its place; it
 * remembers which fields were asked for, so that the others are refused.
 */
final class ManifestNode {

  private static final Pattern PLAIN = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$-]*");

  private final Json.Obj object;
  private final String path;
  private final ManifestFindings findings;
  private final Set<String> known = new LinkedHashSet<>();
  private final Set<String> refused = new HashSet<>();

  ManifestNode(Json.Obj object, String path, ManifestFindings findings) {
    this.object = object;
    this.path = path;
    this.findings = findings;
  }

  boolean has(String name) {
    known.add(name);
    return object.get(name) != null;
  }

  void need(String name) {
    if (!has(name)) {
      findings.add(at(name), "is required", "add it");
    }
  }

  /** A field that has no place here, and why. */
  void refuse(String name, String rule) {
    if (object.get(name) != null) {
      findings.add(at(name), rule, "remove it");
      refused.add(name);
    }
  }

  /** The names of its fields, all of which are then known. */
  Collection<String> names(NodeText rule) {
    known.addAll(object.fields().keySet());
    for (String name : known) {
      if (!rule.fits(name)) {
        findings.add(at(name), rule.rule(), "change the name");
      }
    }
    return object.fields().keySet();
  }

  String text(String name, NodeText rule) {
    need(name);
    Json value = object.get(name);
    return value == null ? "" : text(value, at(name), rule);
  }

  @Nullable String optionalText(String name) {
    return has(name) ? text(name, NodeText.ANY) : null;
  }

  boolean flag(String name) {
    return switch (value(name)) {
      case null -> false;
      case Json.Bool(boolean flag) -> flag;
      case Json other -> {
        wrong(at(name), "true or false", other);
        yield false;
      }
    };
  }

  /** A number of at least 1, which is also what stands for one that is missing or wrong. */
  long count(String name, long most) {
    need(name);
    Json value = object.get(name);
    if (value instanceof Json.Int(long count) && count >= 1 && count <= most) {
      return count;
    }
    if (value != null) {
      findings.add(at(name), "must be a whole number from 1 to " + most, "change the value");
    }
    return 1;
  }

  String choice(String name, List<String> valid) {
    need(name);
    Json value = object.get(name);
    return value == null ? valid.getFirst() : choice(value, at(name), valid);
  }

  /** One of an enumeration in small letters; the usual one when it is absent. */
  <E extends Enum<E>> E constant(String name, E usual) {
    Json value = value(name);
    if (value == null) {
      return usual;
    }
    List<E> all = List.of(usual.getDeclaringClass().getEnumConstants());
    List<String> valid = all.stream().map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
    return all.get(valid.indexOf(choice(value, at(name), valid)));
  }

  List<String> choices(String name, List<String> valid) {
    return all(name, (item, place) -> choice(item, place, valid));
  }

  List<String> texts(String name, NodeText rule) {
    return all(name, (item, place) -> text(item, place, rule));
  }

  /** Texts of which there is one at least, where the field is there. */
  List<String> someTexts(String name, NodeText rule) {
    List<String> texts = texts(name, rule);
    if (object.get(name) instanceof Json.Arr && texts.isEmpty()) {
      findings.add(at(name), "must hold one at least", "add one, or remove the field");
    }
    return texts;
  }

  Json.Obj object(String name) {
    return node(name).object;
  }

  ManifestNode neededNode(String name) {
    need(name);
    return node(name);
  }

  /** An empty one when it is absent. */
  ManifestNode node(String name) {
    Json value = value(name);
    return value == null ? new ManifestNode(Json.EMPTY, at(name), findings) : node(value, at(name));
  }

  <T> @Nullable T optional(String name, Function<ManifestNode, T> reading) {
    return has(name) ? reading.apply(node(name)) : null;
  }

  List<ManifestNode> nodes(String name) {
    List<ManifestNode> nodes = new ArrayList<>();
    for (Json item : items(name)) {
      nodes.add(node(item, at(name) + "[" + nodes.size() + "]"));
    }
    return nodes;
  }

  List<ManifestNode> neededNodes(String name) {
    need(name);
    return nodes(name);
  }

  void refuseUnread() {
    for (String name : object.fields().keySet()) {
      if (!known.contains(name) && !refused.contains(name)) {
        findings.addName(at(name), "is unknown", name, known);
      }
    }
  }

  private @Nullable Json value(String name) {
    known.add(name);
    return object.get(name);
  }

  private interface Reading {
    String of(Json item, String place);
  }

  private List<String> all(String name, Reading reading) {
    List<String> read = new ArrayList<>();
    List<Json> items = items(name);
    for (Json item : items) {
      read.add(reading.of(item, at(name) + "[" + read.size() + "]"));
    }
    if (new HashSet<>(items).size() < items.size()) {
      findings.add(at(name), "must hold nothing twice", "remove what is there twice");
    }
    return read;
  }

  private List<Json> items(String name) {
    Json value = value(name);
    if (value instanceof Json.Arr(List<Json> items)) {
      return items;
    }
    if (value != null) {
      wrong(at(name), "a list", value);
    }
    return List.of();
  }

  private ManifestNode node(Json value, String place) {
    if (value instanceof Json.Obj found) {
      return new ManifestNode(found, place, findings);
    }
    wrong(place, "an object", value);
    return new ManifestNode(
        Json.EMPTY, place, new ManifestFindings(null, new ArrayList<>(), (n, v) -> ""));
  }

  private String text(Json value, String place, NodeText rule) {
    if (!(value instanceof Json.Str(String text))) {
      wrong(place, "a text", value);
    } else if (!rule.fits(text)) {
      findings.add(place, rule.rule(), "change the value");
    }
    return value instanceof Json.Str(String text) ? text : "";
  }

  private String choice(Json value, String place, List<String> valid) {
    String text = value instanceof Json.Str(String found) ? found : value.toString();
    if (valid.contains(text)) {
      return text;
    }
    findings.addName(place, "must be one of " + String.join(", ", valid), text, valid);
    return valid.getFirst();
  }

  private void wrong(String place, String expected, Json found) {
    String what =
        switch (found) {
          case Json.Null n -> "null";
          case Json.Bool b -> "true or false";
          case Json.Int i -> "a number";
          case Json.Dec d -> "a number";
          case Json.Str s -> "a text";
          case Json.Arr a -> "a list";
          case Json.Obj o -> "an object";
        };
    findings.add(place, "must be %s, not %s".formatted(expected, what), "change the value");
  }

  private String at(String name) {
    if (!PLAIN.matcher(name).matches()) {
      return "%s['%s']".formatted(path, name);
    }
    return path.isEmpty() ? name : path + "." + name;
  }
}
