package io.auterity.bench.cache;

import io.auterity.bench.figures.VoidRunException;
import io.auterity.platform.csv.CsvTable;
import io.auterity.spi.CallFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Two questions, and whether they are labelled as meaning the same.
 *
 * @param same whether one answer does for both
 */
record QuestionPair(String one, String other, boolean same) {

  private static final List<String> COLUMNS = List.of("a", "b", "same");
  private static final List<String> OF_QUORA = List.of("question1", "question2", "is_duplicate");

  /**
   * All of a CSV file of RFC 4180 with the columns a, b and same, or question1, question2 and
   * is_duplicate; the third is 1 or 0, or true or false.
   */
  static List<QuestionPair> read(Path file) {
    CsvTable table = table(file);
    List<Integer> at =
        Stream.of(COLUMNS, OF_QUORA)
            .map(columns -> columns.stream().map(table.names()::indexOf).toList())
            .filter(places -> !places.contains(-1))
            .findFirst()
            .orElseThrow(
                () ->
                    new VoidRunException(
                        "%s must have the columns %s or %s"
                            .formatted(
                                file, String.join(",", COLUMNS), String.join(",", OF_QUORA))));
    return table.rows().stream()
        .map(row -> at.stream().map(row.cells()::get).map(String::strip).toList())
        .map(cells -> new QuestionPair(cells.get(0), cells.get(1), said(cells.get(2), file)))
        .toList();
  }

  private static boolean said(String same, Path file) {
    return switch (same.toLowerCase(Locale.ROOT)) {
      case "1", "true" -> true;
      case "0", "false" -> false;
      default ->
          throw new VoidRunException(
              "%s says '%s' of a pair: write 1 where both ask for the same, or 0"
                  .formatted(file, same));
    };
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
