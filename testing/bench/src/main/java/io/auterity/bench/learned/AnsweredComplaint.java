package io.auterity.bench.learned;

import io.auterity.platform.csv.CsvTable;
import io.auterity.spi.CallFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A row of the file: a text with its true label, and what each model answered.
 *
 * @param answers in the order of the models; empty where one did not answer
 * @param seconds how long each took; where that is not told, as long as the model's slowest answer
 */
record AnsweredComplaint(String text, String label, List<String> answers, List<Double> seconds) {

  private static final String TEXT = "narrative";
  private static final String LABEL = "product";

  /** So slow that no route asks it. */
  private static final double UNKNOWN = 3_600;

  /**
   * Reads a file with the columns {@code product}, {@code narrative} and those of the models.
   *
   * @throws IllegalArgumentException naming what is missing
   */
  static List<AnsweredComplaint> read(Path file, List<PricedModel> models) {
    CsvTable table = table(file);
    int text = column(table, TEXT, file);
    int label = column(table, LABEL, file);
    List<Integer> answers = models.stream().map(m -> column(table, m.answer(), file)).toList();
    List<Integer> seconds = models.stream().map(m -> column(table, m.seconds(), file)).toList();
    List<Double> slowest = seconds.stream().map(at -> slowest(table, at)).toList();
    List<AnsweredComplaint> read = new ArrayList<>();
    for (CsvTable.Row row : table.rows()) {
      List<String> cells = row.cells();
      if (cells.get(label).isBlank()) {
        throw new IllegalArgumentException(
            "%s: line %d has no %s".formatted(file, row.line(), LABEL));
      }
      List<Double> took = new ArrayList<>();
      for (int m = 0; m < models.size(); m++) {
        double told = seconds(cells.get(seconds.get(m)));
        took.add(Double.isNaN(told) ? slowest.get(m) : told);
      }
      read.add(
          new AnsweredComplaint(
              cells.get(text),
              cells.get(label),
              answers.stream().map(cells::get).toList(),
              List.copyOf(took)));
    }
    if (read.isEmpty()) {
      throw new IllegalArgumentException(file + " has no rows");
    }
    return read;
  }

  /** Those of the models that the file has both columns of. */
  static List<PricedModel> answering(Path file, List<PricedModel> models) {
    List<String> names = table(file).names();
    return models.stream()
        .filter(model -> names.contains(model.answer()) && names.contains(model.seconds()))
        .toList();
  }

  double cost(PricedModel model, int number) {
    return model.cost(text, answers.get(number));
  }

  private static double slowest(CsvTable table, int at) {
    return table.rows().stream()
        .mapToDouble(row -> seconds(row.cells().get(at)))
        .filter(told -> !Double.isNaN(told))
        .max()
        .orElse(UNKNOWN);
  }

  // Not a number where it is not told.
  private static double seconds(String cell) {
    try {
      double told = Double.parseDouble(cell);
      return told >= 0 && Double.isFinite(told) ? told : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static int column(CsvTable table, String name, Path file) {
    int at = table.indexOf(name);
    if (at < 0) {
      throw new IllegalArgumentException("%s has no column %s".formatted(file, name));
    }
    return at;
  }

  private static CsvTable table(Path file) {
    try {
      return CsvTable.read(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + file + ": " + e);
    } catch (CallFailedException e) {
      throw new IllegalArgumentException(file + ": " + e.failure().message(), e);
    }
  }
}
