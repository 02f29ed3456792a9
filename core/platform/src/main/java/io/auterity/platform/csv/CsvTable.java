package io.auterity.platform.csv;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Rows in CSV (RFC 4180) under a line of names, in UTF-8. Lines without anything are none.
 *
 * @param names of the columns
 */
public record CsvTable(List<String> names, List<Row> rows) {

  private static final char MARK = '\uFEFF';

  public CsvTable {
    names = List.copyOf(names);
    rows = List.copyOf(rows);
  }

  /**
   * As many cells as there are names.
   *
   * @param line of the file on which it begins
   */
  public record Row(int line, List<String> cells) {
    public Row {
      cells = List.copyOf(cells);
    }
  }

  /**
   * Reads a file.
   *
   * @throws CallFailedException {@code invalid}, naming the line that is at fault
   */
  public static CsvTable read(byte[] csv) {
    List<Row> rows = rows(decoded(csv));
    if (rows.isEmpty()) {
      throw invalid("the file is empty; its first line names its columns");
    }
    List<String> names = rows.getFirst().cells();
    for (Row row : rows) {
      if (row.cells().size() != names.size()) {
        throw invalid(
            "line %d has %d cells, and %d columns are named"
                .formatted(row.line(), row.cells().size(), names.size()));
      }
    }
    return new CsvTable(names, rows.subList(1, rows.size()));
  }

  private static List<Row> rows(String csv) {
    List<Row> rows = new ArrayList<>();
    int line = 1;
    try (CSVParser parser = CSVParser.parse(csv, CSVFormat.RFC4180)) {
      for (CSVRecord record : parser) {
        if (record.size() > 1 || !record.get(0).isEmpty()) {
          rows.add(new Row(line, record.toList()));
        }
        line = (int) parser.getCurrentLineNumber() + 1;
      }
      return rows;
    } catch (IOException | UncheckedIOException e) {
      throw invalid(
          "line %d begins a cell in quotes that does not end as it should".formatted(line));
    }
  }

  private static String decoded(byte[] csv) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(csv)).toString();
      return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw invalid("the file is not UTF-8");
    }
  }

  /** Place of the column of that name; below 0 where there is none. */
  public int indexOf(String name) {
    int at = names.indexOf(name);
    if (at != names.lastIndexOf(name)) {
      throw invalid("two columns are named " + name);
    }
    return at;
  }

  private static CallFailedException invalid(String why) {
    return new CallFailedException(FailureCode.INVALID, why);
  }
}
