package io.auterity.platform.csv;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

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
    List<Row> rows = new Reader(decoded(csv)).rows();
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

  /** Splits a text; used once. */
  private static final class Reader {

    private final String text;
    private int at;
    private int line = 1;

    Reader(String text) {
      this.text = text;
    }

    List<Row> rows() {
      List<Row> rows = new ArrayList<>();
      while (at < text.length()) {
        Row row = row();
        if (row.cells().size() > 1 || !row.cells().getFirst().isEmpty()) {
          rows.add(row);
        }
      }
      return rows;
    }

    private Row row() {
      int began = line;
      List<String> cells = new ArrayList<>();
      cells.add(cell());
      while (at < text.length() && text.charAt(at) == ',') {
        at++;
        cells.add(cell());
      }
      at += text.startsWith("\r\n", at) ? 2 : 1;
      line++;
      return new Row(began, cells);
    }

    private String cell() {
      if (at < text.length() && text.charAt(at) == '"') {
        return quoted();
      }
      int from = at;
      while (!isEnd()) {
        at++;
      }
      return text.substring(from, at);
    }

    private String quoted() {
      int began = line;
      StringBuilder cell = new StringBuilder();
      for (at++; at < text.length(); at++) {
        char c = text.charAt(at);
        if (c == '"' && !text.startsWith("\"\"", at)) {
          at++;
          if (isEnd()) {
            return cell.toString();
          }
          break;
        }
        at += c == '"' ? 1 : 0;
        line += c == '\n' ? 1 : 0;
        cell.append(c);
      }
      throw invalid(
          "line %d begins a cell in quotes that does not end as it should".formatted(began));
    }

    private boolean isEnd() {
      return at >= text.length()
          || text.charAt(at) == ','
          || text.charAt(at) == '\n'
          || text.startsWith("\r\n", at);
    }
  }
}
