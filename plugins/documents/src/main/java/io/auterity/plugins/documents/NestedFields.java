package io.auterity.plugins.documents;

import io.auterity.spi.documents.FieldPath;
import io.auterity.spi.documents.FieldValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fields of a document, some of them in maps. */
record NestedFields(Map<String, FieldValue> fields) {

  /** The value there; empty when there is none. */
  Optional<FieldValue> at(FieldPath path) {
    FieldValue value = new FieldValue.Map(fields);
    for (String name : path.names()) {
      FieldValue inner = inside(value).get(name);
      if (inner == null) {
        return Optional.empty();
      }
      value = inner;
    }
    return Optional.of(value);
  }

  private static Map<String, FieldValue> inside(FieldValue value) {
    return value instanceof FieldValue.Map(Map<String, FieldValue> held) ? held : Map.of();
  }

  /** With that value there, and maps on the way in place of what is none. */
  NestedFields with(FieldPath path, FieldValue value) {
    return new NestedFields(with(fields, path.names(), value));
  }

  private static Map<String, FieldValue> with(
      Map<String, FieldValue> fields, List<String> names, FieldValue value) {
    Map<String, FieldValue> made = new LinkedHashMap<>(fields);
    String first = names.getFirst();
    if (names.size() == 1) {
      made.put(first, value);
      return made;
    }
    FieldValue before = made.get(first);
    Map<String, FieldValue> inner = before == null ? Map.of() : inside(before);
    made.put(first, new FieldValue.Map(with(inner, names.subList(1, names.size()), value)));
    return made;
  }

  /** Without what stands there; the maps on the way stay. */
  NestedFields without(FieldPath path) {
    return new NestedFields(without(fields, path.names()));
  }

  private static Map<String, FieldValue> without(
      Map<String, FieldValue> fields, List<String> names) {
    FieldValue held = fields.get(names.getFirst());
    Map<String, FieldValue> made = new LinkedHashMap<>(fields);
    if (names.size() == 1) {
      made.remove(names.getFirst());
    } else if (held instanceof FieldValue.Map(Map<String, FieldValue> inner)) {
      made.put(
          names.getFirst(), new FieldValue.Map(without(inner, names.subList(1, names.size()))));
    }
    return made;
  }
}
