package io.auterity.platform.yaml;

import java.util.List;

/**
 * A value of a YAML text and where it stands in it.
 *
 * @param flow whether it is a collection in brackets
 * @param start of its first character
 * @param end behind its last character; comments and blank lines below do not belong to it
 * @param fields of a mapping
 * @param items of a list
 */
record YamlPart(
    Kind kind, boolean flow, int start, int end, List<Field> fields, List<YamlPart> items) {

  enum Kind {
    SCALAR,
    ALIAS,
    MAPPING,
    SEQUENCE
  }

  /** A field, and where its name stands. */
  record Field(String name, int start, int end, YamlPart value) {}

  static YamlPart leaf(Kind kind, int start, int end) {
    return new YamlPart(kind, false, start, end, List.of(), List.of());
  }

  boolean isCollection() {
    return kind == Kind.MAPPING || kind == Kind.SEQUENCE;
  }

  boolean isEmpty() {
    return fields.isEmpty() && items.isEmpty();
  }

  /** Number of the field of that name; -1 when there is none. */
  int field(String name) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
