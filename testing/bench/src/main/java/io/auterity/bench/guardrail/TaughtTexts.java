package io.auterity.bench.guardrail;

import io.auterity.spi.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the head over embeddings is taught: lines of our own and the training parts of the published
 * corpora, never a text that is measured.
 */
final class TaughtTexts {

  /** Texts of each line, at most. */
  private static final int CHOICES = 10;

  private static final long SEED = 1;
  private static final Pattern CHOICE = Pattern.compile("\\{([^{}]*\\|[^{}]*)}");

  private TaughtTexts() {}

  /**
   * One of them.
   *
   * @param line texts of one line are much alike
   */
  record Taught(String text, boolean attack, int line) {}

  static List<Taught> read(AttackCorpus corpus) {
    List<Taught> all = new ArrayList<>(lessons());
    all.addAll(corpus.taught());
    return all;
  }

  private static List<Taught> lessons() {
    List<Taught> texts = new ArrayList<>();
    Random random = new Random(SEED);
    List<String> lines = lines();
    for (int i = 0; i < lines.size(); i++) {
      boolean attack = lines.get(i).charAt(0) == '+';
      for (String text : choices(lines.get(i).substring(2), random)) {
        texts.add(new Taught(text, attack, i));
      }
    }
    return texts;
  }

  private static Set<String> choices(String line, Random random) {
    Set<String> texts = new LinkedHashSet<>();
    for (int i = 0; i < CHOICES; i++) {
      texts.add(
          CHOICE
              .matcher(line)
              .replaceAll(
                  found -> {
                    String[] words = found.group(1).split("\\|", -1);
                    return Matcher.quoteReplacement(words[random.nextInt(words.length)]);
                  }));
    }
    return texts;
  }

  private static List<String> lines() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(TaughtTexts.class.getResourceAsStream("lessons.txt")),
                StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> line.startsWith("+ ") || line.startsWith("- ")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // What numbers a text of the corpus tells nothing, and disguises are what the rules undo.
  static boolean isPlain(Json.Obj line) {
    return Set.of("none", "plain", "multilingual")
        .contains(String.valueOf(line.text("bypass_class")));
  }

  private static final Pattern NUMBERED =
      Pattern.compile("\\s*(?:Reference|Scenario) PI1-\\S+ Trace [0-9a-f]+\\.");

  static String withoutNumbers(String text) {
    return NUMBERED.matcher(text).replaceAll("");
  }
}
