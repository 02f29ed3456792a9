package io.auterity.cli.usage;

import io.auterity.cli.exit.CliException;
import io.auterity.cli.usage.VendorColumns.Figure;
import io.auterity.cli.usage.VendorColumns.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** The invoice or usage export of a vendor, line by line: what was used, or is to be paid. */
public record Invoice(Layout layout, List<Line> lines) {

  private static final int MOST_NAMED = 20;
  private static final String USUAL_CURRENCY = "USD";
  private static final Pattern NUMBER =
      Pattern.compile("-?\\d{1,18}(\\.\\d{1,20})?([eE]-?\\d{1,2})?");
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setAllowMissingColumnNames(true)
          .setIgnoreEmptyLines(true)
          .get();

  public Invoice {
    lines = List.copyOf(lines);
  }

  /**
   * One line.
   *
   * @param model as the vendor names it; empty where it is of all
   * @param quantities by what they are of
   * @param cost null where none is told
   */
  public record Line(
      LocalDate day,
      String model,
      Map<String, BigDecimal> quantities,
      @Nullable BigDecimal cost,
      String currency) {
    public Line {
      quantities = Map.copyOf(quantities);
    }
  }

  /** Whether it tells amounts. */
  boolean tellsCost() {
    return lines.stream().anyMatch(line -> line.cost() != null);
  }

  /** Only what is of that month. */
  public Invoice in(YearMonth month) {
    return new Invoice(
        layout, lines.stream().filter(line -> YearMonth.from(line.day()).equals(month)).toList());
  }

  /**
   * Reads a file.
   *
   * @throws CliException that names every line that cannot be read
   */
  public static Invoice read(Path file, String text, VendorColumns columns) {
    String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
    try (CSVParser parser = CSVParser.parse(plain, FORMAT)) {
      Layout layout = layout(file, parser.getHeaderNames(), columns);
      List<Line> lines = new ArrayList<>();
      List<String> wrong = new ArrayList<>();
      long number = parser.getCurrentLineNumber() + 1;
      for (CSVRecord record : parser) {
        try {
          lines.add(new Row(record, layout).line());
        } catch (MalformedException e) {
          wrong.add("line %d: %s".formatted(number, e.getMessage()));
        }
        number = parser.getCurrentLineNumber() + 1;
      }
      if (!wrong.isEmpty()) {
        throw malformed(file, wrong);
      }
      return new Invoice(layout, lines);
    } catch (UncheckedIOException | IOException | IllegalArgumentException e) {
      throw CliException.badInput("%s: is no CSV: %s".formatted(file, e.getMessage()));
    }
  }

  private static CliException malformed(Path file, List<String> wrong) {
    int more = wrong.size() - MOST_NAMED;
    return CliException.badInput(
        "%s: %s%s"
            .formatted(
                file,
                String.join("; ", wrong.subList(0, Math.min(MOST_NAMED, wrong.size()))),
                more > 0 ? "; and %d more".formatted(more) : ""));
  }

  private static Layout layout(Path file, List<String> head, VendorColumns columns) {
    return columns.layouts().stream()
        .filter(layout -> head.containsAll(layout.needed()))
        .findFirst()
        .orElseThrow(() -> unknown(file, head, columns));
  }

  private static CliException unknown(Path file, List<String> head, VendorColumns columns) {
    List<String> missing = new ArrayList<>();
    for (Layout layout : columns.layouts()) {
      List<String> lacks = new ArrayList<>(layout.needed());
      lacks.removeAll(head);
      missing.add("for %s it lacks %s".formatted(layout.name(), String.join(", ", lacks)));
    }
    return CliException.badInput(
        "%s: line 1: these columns are not known: %s".formatted(file, String.join("; ", missing)));
  }

  private static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String what) {
      super(what);
    }
  }

  private record Row(CSVRecord record, Layout layout) {

    private Line line() throws MalformedException {
      int columns = record.getParser().getHeaderNames().size();
      if (record.size() != columns) {
        throw new MalformedException(
            "has %d fields, the first line has %d columns".formatted(record.size(), columns));
      }
      String cost = layout.cost();
      boolean told = cost != null && record.isMapped(cost) && !record.get(cost).isBlank();
      return new Line(
          day(), model(), quantities(), told && cost != null ? number(cost) : null, currency());
    }

    private LocalDate day() throws MalformedException {
      String text = record.get(layout.day()).strip();
      try {
        return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
      } catch (DateTimeException e) {
        throw new MalformedException(
            "%s is no day: '%s'; it is written 2026-11-30".formatted(layout.day(), text));
      }
    }

    private String model() {
      String text = record.get(layout.model()).strip();
      return layout
          .pattern()
          .map(pattern -> pattern.matcher(text))
          .filter(matcher -> matcher.find() && matcher.groupCount() > 0)
          .map((Matcher matcher) -> matcher.group(1).strip())
          .orElse(text);
    }

    private Map<String, BigDecimal> quantities() throws MalformedException {
      Map<String, BigDecimal> all = new LinkedHashMap<>();
      for (Map.Entry<String, Figure> figure : layout.byName().entrySet()) {
        BigDecimal sum = BigDecimal.ZERO;
        for (String said : figure.getValue().columns()) {
          BigDecimal part = number(Figure.column(said));
          sum = said.startsWith("-") ? sum.subtract(part) : sum.add(part);
        }
        all.put(figure.getKey(), sum);
      }
      String unit = layout.unit();
      String quantity = layout.quantity();
      if (unit != null && quantity != null) {
        all.put(record.get(unit).strip(), number(quantity));
      }
      return all;
    }

    private BigDecimal number(String column) throws MalformedException {
      String text = record.get(column).strip();
      if (text.isEmpty()) {
        return BigDecimal.ZERO;
      }
      if (!NUMBER.matcher(text).matches()) {
        throw new MalformedException("%s is no number: '%s'".formatted(column, text));
      }
      return new BigDecimal(text);
    }

    private String currency() {
      String column = layout.currency();
      String told = column == null || !record.isMapped(column) ? "" : record.get(column).strip();
      return told.isEmpty() ? USUAL_CURRENCY : told.toUpperCase(Locale.ROOT);
    }
  }
}
