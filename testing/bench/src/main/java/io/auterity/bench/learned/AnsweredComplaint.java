package io.auterity.bench.learned;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A row of the file: a text with its true label, and what each model answered.
 *
 * @param answers in the order of the models
 * @param seconds how long each took
 */
record AnsweredComplaint(String text, String label, List<String> answers, List<Double> seconds) {

  /**
   * Reads a file with the columns {@code product}, {@code narrative} and those of the models.
   *
   * @throws IllegalArgumentException naming what is missing
   */
  static List<AnsweredComplaint> read(Path file, List<PricedModel> models) {
    List<List<String>> lines = cells(file);
    List<String> head = lines.isEmpty() ? List.of() : lines.getFirst();
    int text = column(head, "narrative", file);
    int label = column(head, "product", file);
    List<Integer> answers = models.stream().map(m -> column(head, m.answer(), file)).toList();
    List<Integer> seconds = models.stream().map(m -> column(head, m.seconds(), file)).toList();
    return lines.stream()
        .skip(1)
        .map(
            row ->
                new AnsweredComplaint(
                    row.get(text),
                    row.get(label),
                    answers.stream().map(row::get).toList(),
                    seconds.stream().map(row::get).map(Double::valueOf).toList()))
        .toList();
  }

  double cost(PricedModel model, int number) {
    return model.cost(text, answers.get(number));
  }

  private static int column(List<String> head, String name, Path file) {
    int at = head.indexOf(name);
    if (at < 0) {
      throw new IllegalArgumentException("%s has no column %s".formatted(file, name));
    }
    return at;
  }

  private static List<List<String>> cells(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + file + ": " + e);
    }
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (char c : text.replace("\r\n", "\n").toCharArray()) {
      if (c == '"') {
        // A doubled quote inside of quotes closes and opens again.
        if (!quoted && !cell.isEmpty()) {
          cell.append('"');
        }
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\n')) {
        row.add(cell.toString());
        cell.setLength(0);
        if (c == '\n') {
          rows.add(row);
          row = new ArrayList<>();
        }
      } else {
        cell.append(c);
      }
    }
    if (!cell.isEmpty() || !row.isEmpty()) {
      row.add(cell.toString());
      rows.add(row);
    }
    return rows;
  }
}
