package io.auterity.relay.head;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.TextLearner.Example;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Examples in CSV (RFC 4180, with a line of names first): one column has the texts, another the
 * labels, all others are left alone.
 */
public final class ExampleFile {

  private static final List<String> TEXTS = List.of("text", "narrative");
  private static final List<String> LABELS = List.of("label", "product");
  private static final char MARK = '\uFEFF';

  private final String text;
  private final List<List<String>> rows = new ArrayList<>();
  private final List<Integer> lines = new ArrayList<>();

  private ExampleFile(String text) {
    this.text = text;
  }

  /**
   * Reads a file, in its order.
   *
   * @param textColumn {@code text} or {@code narrative} when absent
   * @param labelColumn {@code label} or {@code product} when absent
   * @throws CallFailedException {@code invalid}, naming the column or line that is at fault
   */
  public static List<Example> read(
      byte[] csv, @Nullable String textColumn, @Nullable String labelColumn) {
    ExampleFile file = new ExampleFile(decoded(csv));
    file.split();
    if (file.rows.isEmpty()) {
      throw HeadExamples.refused("the file is empty; its first line names its columns");
    }
    List<String> names = file.rows.getFirst();
    int text = column(names, textColumn, TEXTS);
    int label = column(names, labelColumn, LABELS);
    List<Example> examples = new ArrayList<>();
    for (int row = 1; row < file.rows.size(); row++) {
      List<String> cells = file.rows.get(row);
      if (cells.size() != names.size()) {
        throw HeadExamples.refused(
            "line %d has %d cells, and %d columns are named"
                .formatted(file.lines.get(row), cells.size(), names.size()));
      }
      examples.add(new Example(cells.get(text), cells.get(label)));
    }
    return examples;
  }

  private static String decoded(byte[] csv) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(csv)).toString();
      return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw HeadExamples.refused("the file is not UTF-8");
    }
  }

  private static int column(List<String> names, @Nullable String wanted, List<String> usual) {
    Set<String> some = wanted == null ? new HashSet<>(usual) : Set.of(wanted);
    for (String name : wanted == null ? usual : List.of(wanted)) {
      if (names.indexOf(name) != names.lastIndexOf(name)) {
        throw HeadExamples.refused("two columns are named " + name);
      }
    }
    return names.stream()
        .filter(some::contains)
        .findFirst()
        .map(names::indexOf)
        .orElseThrow(
            () ->
                HeadExamples.refused(
                    "the file has no column %s; it has %s"
                        .formatted(
                            wanted == null ? String.join(" or ", usual) : wanted,
                            String.join(", ", names))));
  }

  private void split() {
    List<String> row = new ArrayList<>();
    int line = 1;
    int began = 1;
    int at = 0;
    while (at < text.length()) {
      StringBuilder cell = new StringBuilder();
      int end = text.charAt(at) == '"' ? quoted(at, line, cell) : plain(at, cell);
      line += (int) text.substring(at, end).chars().filter(c -> c == '\n').count();
      row.add(cell.toString());
      at = end;
      if (at < text.length() && text.charAt(at) == ',') {
        at++;
        if (at < text.length()) {
          continue;
        }
        row.add("");
      }
      keep(row, began);
      row = new ArrayList<>();
      at += text.startsWith("\r\n", at) ? 2 : 1;
      began = ++line;
    }
  }

  // A line without anything is none.
  private void keep(List<String> row, int line) {
    if (row.size() > 1 || !row.getFirst().isEmpty()) {
      rows.add(List.copyOf(row));
      lines.add(line);
    }
  }

  private int plain(int from, StringBuilder cell) {
    int at = from;
    while (at < text.length() && !isEnd(at)) {
      cell.append(text.charAt(at++));
    }
    return at;
  }

  private int quoted(int from, int line, StringBuilder cell) {
    for (int at = from + 1; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c != '"') {
        cell.append(c);
      } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
        cell.append(c);
        at++;
      } else if (at + 1 == text.length() || isEnd(at + 1)) {
        return at + 1;
      } else {
        break;
      }
    }
    throw HeadExamples.refused(
        "line %d begins a cell in quotes that does not end as it should".formatted(line));
  }

  private boolean isEnd(int at) {
    char c = text.charAt(at);
    return c == ',' || c == '\n' || text.startsWith("\r\n", at);
  }
}
