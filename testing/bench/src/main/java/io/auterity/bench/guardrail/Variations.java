package io.auterity.bench.guardrail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Attacks and harmless texts of our own in many words, languages and disguises. They are not
 * unseen: the rules were widened once after the totals of each sort were known.
 */
final class Variations {

  private static final String ATTACKS = "+~";
  private static final String HARMLESS = "-=";
  private static final String TOOL = "~=";

  private Variations() {}

  /**
   * One of them.
   *
   * @param tool whether a tool or a document says it
   */
  record Text(String text, boolean tool) {}

  static List<Text> read(boolean attacks) {
    String marks = attacks ? ATTACKS : HARMLESS;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Variations.class.getResourceAsStream("variations.txt")),
                StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.isEmpty() && marks.indexOf(line.charAt(0)) >= 0)
          .map(line -> new Text(line.substring(2), TOOL.indexOf(line.charAt(0)) >= 0))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
