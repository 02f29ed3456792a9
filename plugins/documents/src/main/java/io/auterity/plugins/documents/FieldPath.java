package io.auterity.plugins.documents;

import io.auterity.spi.documents.FieldValue;
import io.auterity.toolkit.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that lead to a field, e.g. {@code address.`post code`}. */
record FieldPath(List<String> names) {

  private static final Pattern NAME =
      Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)|`((?:[^`\\\\]|\\\\[`\\\\])+)`");
  private static final int LONGEST = 1_500;

  FieldPath {
    names = List.copyOf(names);
  }

  static FieldPath of(String field, String text) {
    List<String> names = new ArrayList<>();
    Matcher found = NAME.matcher(text);
    int at = 0;
    while (text.length() <= LONGEST && found.find(at) && found.start() == at) {
      String quoted = found.group(2);
      names.add(quoted == null ? found.group(1) : quoted.replaceAll("\\\\([`\\\\])", "$1"));
      at = found.end();
      if (at == text.length()) {
        return new FieldPath(names);
      }
      if (text.charAt(at++) != '.') {
        break;
      }
    }
    throw Refusal.invalid(
        field, "must be names with dots between them, unusual ones in backticks: " + text);
  }

  /** The value there; empty when the document has none. */
  Optional<FieldValue> in(Map<String, FieldValue> fields) {
    FieldValue value = new FieldValue.Map(fields);
    for (String name : names) {
      FieldValue inner =
          value instanceof FieldValue.Map(Map<String, FieldValue> held) ? held.get(name) : null;
      if (inner == null) {
        return Optional.empty();
      }
      value = inner;
    }
    return Optional.of(value);
  }
}
