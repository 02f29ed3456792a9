package io.auterity.insight.head;

import io.auterity.platform.csv.CsvTable;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.TextLearner.Example;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Examples in CSV: one column has the texts, another the labels, all others are left alone. */
public final class ExampleFile {

  private static final List<String> TEXTS = List.of("text", "narrative");
  private static final List<String> LABELS = List.of("label", "product");

  /**
   * Reads a file, in its order.
   *
   * @param textColumn {@code text} or {@code narrative} when absent
   * @param labelColumn {@code label} or {@code product} when absent
   * @throws CallFailedException {@code invalid}, naming the column or line that is at fault
   */
  public static List<Example> read(
      byte[] csv, @Nullable String textColumn, @Nullable String labelColumn) {
    CsvTable table = CsvTable.read(csv);
    int text = column(table, textColumn == null ? TEXTS : List.of(textColumn));
    int label = column(table, labelColumn == null ? LABELS : List.of(labelColumn));
    return table.rows().stream()
        .map(row -> HeadExamples.read(new Example(row.cells().get(text), row.cells().get(label))))
        .toList();
  }

  private static int column(CsvTable table, List<String> wanted) {
    return wanted.stream()
        .map(table::indexOf)
        .filter(at -> at >= 0)
        .findFirst()
        .orElseThrow(
            () ->
                HeadExamples.refused(
                    "the file has no column %s; it has %s"
                        .formatted(String.join(" or ", wanted), String.join(", ", table.names()))));
  }
}
