package io.auterity.spi.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names that lead to a field of a document, as filters, orders and updates write them: dots
 * lead into maps, and a name of other signs than letters, digits and {@code _} stands in backticks,
 * where a backslash stands before a backtick and before itself, e.g. {@code address.`post code`}.
 */
public record FieldPath(List<String> names) {

  static final String GRAMMAR =
      "Name of the field; dots lead into maps, and a name of other signs than letters, digits and _"
          + " stands in backticks, e.g. address.`post code`";
  private static final String PLAIN = "[A-Za-z_][A-Za-z0-9_]*";
  private static final Pattern NAME =
      Pattern.compile("(" + PLAIN + ")|`((?:[^`\\\\]|\\\\[`\\\\])+)`");
  private static final int LONGEST = 1_500;

  public FieldPath {
    names = List.copyOf(names);
    if (names.isEmpty() || names.contains("")) {
      throw new IllegalArgumentException("must have names that are not empty");
    }
  }

  /**
   * Reads a path.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static FieldPath of(String text) {
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
    throw new IllegalArgumentException(
        "must be names with dots between them, unusual ones in backticks, at most %d signs: %s"
            .formatted(LONGEST, text));
  }

  /** As it is written. */
  @Override
  public String toString() {
    return names.stream()
        .map(name -> name.matches(PLAIN) ? name : "`" + name.replaceAll("[`\\\\]", "\\\\$0") + "`")
        .collect(Collectors.joining("."));
  }
}
