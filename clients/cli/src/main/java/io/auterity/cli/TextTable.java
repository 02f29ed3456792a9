package io.auterity.cli;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Rows of words in columns as wide as the widest of each. */
public final class TextTable {

  /** Prints rows, the first of which may be heads. */
  public static void print(List<List<String>> rows) {
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        line.append(row.get(column))
            .append(" ".repeat(2 + width(rows, column) - row.get(column).length()));
      }
      System.out.println(line.toString().stripTrailing());
    }
  }

  /** Prints rows below their heads, or what is said when there are none. */
  static void print(List<List<String>> rows, String none) {
    if (rows.size() == 1) {
      System.out.println(none);
    } else {
      print(rows);
    }
  }

  /** A row of an object's fields, by their paths; a dash where one is absent. */
  static List<String> row(JsonNode of, String... fields) {
    return Stream.of(fields).map(field -> of.at("/" + field).asString("-")).toList();
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream()
        .filter(row -> column < row.size())
        .mapToInt(row -> row.get(column).length())
        .max()
        .orElse(0);
  }
}
