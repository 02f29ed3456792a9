package io.auterity.cli.demo;

import io.auterity.cli.exit.CliException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Rows of a CSV file (RFC 4180) whose first line names the columns. */
final class Csv {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setAllowMissingColumnNames(true)
          .setIgnoreEmptyLines(true)
          .get();

  static List<InputRow> read(Path path, String text) {
    try (CSVParser parser = CSVParser.parse(text, FORMAT)) {
      checkColumns(path, parser.getHeaderNames());
      List<InputRow> rows = new ArrayList<>();
      long line = parser.getCurrentLineNumber() + 1;
      for (CSVRecord record : parser) {
        rows.add(row(path, record, line));
        line = parser.getCurrentLineNumber() + 1;
      }
      return rows;
    } catch (CSVException | UncheckedIOException | IllegalArgumentException e) {
      throw CliException.badInput("%s: is no CSV: %s".formatted(path, reason(e)));
    } catch (IOException e) {
      throw CliException.badInput("%s: cannot be read: %s".formatted(path, e.getMessage()));
    }
  }

  // The parser hides its own exception in the one that its iterator may throw.
  private static @Nullable String reason(Exception e) {
    return e.getCause() instanceof CSVException cause ? cause.getMessage() : e.getMessage();
  }

  private static void checkColumns(Path path, List<String> columns) {
    columns.stream()
        .filter(column -> !column.isBlank() && Collections.frequency(columns, column) > 1)
        .findFirst()
        .ifPresent(
            column -> {
              throw CliException.badInput(
                  "%s: line 1: column '%s' stands there twice; rename or remove one"
                      .formatted(path, column));
            });
    Stream.of("id", "narrative")
        .filter(column -> !columns.contains(column))
        .findFirst()
        .ifPresent(
            column -> {
              throw CliException.badInput(
                  "%s: line 1: column '%s' is missing; the columns are %s"
                      .formatted(path, column, String.join(", ", columns)));
            });
  }

  private static InputRow row(Path path, CSVRecord record, long line) {
    int columns = record.getParser().getHeaderNames().size();
    if (record.size() != columns) {
      throw CliException.badInput(
          "%s: line %d: has %d fields, the first line has %d columns; quote fields that hold commas"
              .formatted(path, line, record.size(), columns));
    }
    return new InputRow(line, record.toMap());
  }
}
