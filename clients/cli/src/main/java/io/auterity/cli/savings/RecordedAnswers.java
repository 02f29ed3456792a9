package io.auterity.cli.savings;

import io.auterity.cli.exit.CliException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Texts with their true class, and what models once answered to them.
 *
 * @param taught every other row, of which the class may be known before
 * @param asked the rows between, of which it may not
 */
record RecordedAnswers(List<Row> taught, List<Row> asked) {

  /** Column of a model's answers, and of how long they took, by provider that plays them back. */
  private static final Map<String, List<String>> MODELS =
      Map.of(
          "claude-3-5-sonnet",
          List.of("claude_3_5_sonnet_prediction", "time-claude-3-5-sonnet-latest"),
          "gpt-4o-mini",
          List.of("gpt_4o_mini_prediction", "time-gpt-4o-mini"),
          "gemini-2.0-flash",
          List.of("gemini-2.0-flash_prediction", "time-gemini-2.0-flash"),
          "gemini-2.0-flash-lite",
          List.of("gemini-2.0-flash-lite_prediction", "time-gemini-2.0-flash-lite"));

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

  RecordedAnswers {
    taught = List.copyOf(taught);
    asked = List.copyOf(asked);
  }

  /** What a model once answered, and how long that took. */
  record Recorded(String label, double seconds) {}

  /**
   * One text.
   *
   * @param answers by provider
   */
  record Row(String id, String text, String label, Map<String, Recorded> answers) {
    Row {
      answers = Map.copyOf(answers);
    }

    /** What the answering providers took when they were recorded, beyond what a replay takes. */
    double secondsLeftOut(Iterable<String> providers, double speed) {
      double seconds = 0;
      for (String provider : providers) {
        Recorded recorded = answers.get(provider);
        seconds += recorded == null ? 0 : recorded.seconds() * (1 - 1 / speed);
      }
      return seconds;
    }
  }

  /**
   * Reads a file.
   *
   * @throws CliException bad input, which says what is wrong
   */
  static RecordedAnswers read(Path path) {
    List<Row> rows = new ArrayList<>();
    try (CSVParser parser =
        CSVParser.parse(Files.readString(path, StandardCharsets.UTF_8), FORMAT)) {
      for (CSVRecord record : parser) {
        rows.add(row(record, rows.size()));
      }
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw CliException.badInput(
          "%s: cannot be read as recorded answers: %s".formatted(path, e.getMessage()));
    }
    if (rows.size() < 40) {
      throw CliException.badInput(
          "%s: holds %d rows; half of them teach, so name a file of at least 40"
              .formatted(path, rows.size()));
    }
    return new RecordedAnswers(everyOther(rows, 0), everyOther(rows, 1));
  }

  private static List<Row> everyOther(List<Row> rows, int first) {
    List<Row> half = new ArrayList<>();
    for (int i = first; i < rows.size(); i += 2) {
      half.add(rows.get(i));
    }
    return half;
  }

  private static Row row(CSVRecord record, int number) {
    Map<String, Recorded> answers = new LinkedHashMap<>();
    MODELS.forEach(
        (provider, columns) ->
            answers.put(
                provider,
                new Recorded(
                    record.get(columns.getFirst()),
                    Double.parseDouble(record.get(columns.getLast())))));
    return new Row("row-" + number, record.get("narrative"), record.get("product"), answers);
  }
}
