package io.auterity.bench.cache;

import io.auterity.bench.figures.VoidRunException;
import io.auterity.platform.csv.CsvTable;
import io.auterity.spi.CallFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Two questions, and whether somebody says that they mean the same.
 *
 * @param same whether one answer does for both
 */
record QuestionPair(String one, String other, boolean same) {

  private static final List<String> COLUMNS = List.of("question1", "question2", "is_duplicate");

  /** All of a CSV file of RFC 4180 with the columns question1, question2 and is_duplicate. */
  static List<QuestionPair> read(Path file) {
    CsvTable table = table(file);
    List<Integer> at = COLUMNS.stream().map(table.names()::indexOf).toList();
    if (at.contains(-1)) {
      throw new VoidRunException(
          "%s must have the columns %s".formatted(file, String.join(",", COLUMNS)));
    }
    return table.rows().stream()
        .map(row -> at.stream().map(row.cells()::get).map(String::strip).toList())
        .map(cells -> new QuestionPair(cells.get(0), cells.get(1), cells.get(2).equals("1")))
        .toList();
  }

  private static CsvTable table(Path file) {
    try {
      return CsvTable.read(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new VoidRunException("cannot read " + file);
    } catch (CallFailedException e) {
      throw new VoidRunException(file + ": " + e.failure().message());
    }
  }
}
