package io.auterity.bench.cache;

import io.auterity.bench.figures.VoidRunException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Two questions, and whether somebody says that they mean the same.
 *
 * @param same whether one answer does for both
 */
record QuestionPair(String one, String other, boolean same) {

  private static final String HEAD = "question1,question2,is_duplicate";

  /** All of a CSV file of RFC 4180 with the columns question1, question2 and is_duplicate. */
  static List<QuestionPair> read(Path file) {
    List<List<String>> rows;
    try {
      rows = rows(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new VoidRunException("cannot read %s as UTF-8 text".formatted(file));
    }
    List<String> head = rows.isEmpty() ? List.of() : rows.getFirst();
    List<Integer> at = List.of(HEAD.split(",")).stream().map(head::indexOf).toList();
    if (at.contains(-1)) {
      throw new VoidRunException("%s must have the columns %s".formatted(file, HEAD));
    }
    int width = at.stream().mapToInt(Integer::intValue).max().orElseThrow();
    return rows.stream()
        .skip(1)
        .filter(row -> row.size() > width)
        .map(
            row ->
                new QuestionPair(
                    row.get(at.get(0)), row.get(at.get(1)), row.get(at.get(2)).equals("1")))
        .toList();
  }

  private static List<List<String>> rows(String text) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        field.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\n')) {
        row.add(field.toString().strip());
        field.setLength(0);
        if (c == '\n') {
          rows.add(row);
          row = new ArrayList<>();
        }
      } else {
        field.append(c);
      }
    }
    row.add(field.toString().strip());
    rows.add(row);
    return rows;
  }
}
