package io.auterity.cli.demo;

import io.auterity.cli.demo.Complaint.Answer;
import io.auterity.cli.exit.CliException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One row by column name, and the line where it begins.
 *
 * @param values only what is not blank
 */
record InputRow(long line, Map<String, String> values) {

  private static final int LONGEST_ID = 500;

  InputRow {
    values =
        values.entrySet().stream()
            .filter(entry -> !entry.getValue().isBlank())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The complaint that this row describes. */
  Complaint complaint(Path path) {
    values.forEach((column, value) -> check(path, column, value));
    String narrative = required(path, "narrative");
    return new Complaint(id(path), narrative, values.get("product"), answers(path));
  }

  private String id(Path path) {
    String id = required(path, "id");
    boolean oneLine = id.chars().noneMatch(Character::isISOControl);
    if (!oneLine || id.length() > LONGEST_ID) {
      throw wrong(
          path,
          "id",
          "must be one line of at most %d characters, as the title of its issue is"
              .formatted(LONGEST_ID));
    }
    return id;
  }

  String required(Path path, String column) {
    String value = values.get(column);
    if (value == null) {
      throw wrong(path, column, "is blank; fill it in, or remove the line");
    }
    return value;
  }

  private Map<String, Answer> answers(Path path) {
    Map<String, Answer> answers = new HashMap<>();
    for (RecordedModel model : RecordedModel.ALL) {
      String label = values.get(model.answer());
      String seconds = values.get(model.seconds());
      if (label == null || seconds == null) {
        return Map.of();
      }
      answers.put(model.provider(), new Answer(label, seconds(path, model.seconds(), seconds)));
    }
    return answers;
  }

  private double seconds(Path path, String column, String text) {
    Double seconds = number(text);
    if (seconds == null || seconds < 0 || !Double.isFinite(seconds)) {
      throw wrong(path, column, "must be a number of seconds, not '%s'".formatted(text));
    }
    return seconds;
  }

  private static @Nullable Double number(String text) {
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private void check(Path path, String column, String value) {
    if (value.length() > ServerLimits.LONGEST_TEXT) {
      throw wrong(
          path,
          column,
          "holds %,d characters, at most %,d; shorten it"
              .formatted(value.length(), ServerLimits.LONGEST_TEXT));
    }
    if (value.indexOf(0) >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
      throw wrong(
          path,
          column,
          "holds U+0000 or half a surrogate pair, which no database keeps; remove it");
    }
  }

  private CliException wrong(Path path, String column, String rule) {
    return CliException.badInput("%s: line %d: column '%s' %s".formatted(path, line, column, rule));
  }
}
