package io.auterity.bench.guardrail;

import io.auterity.spi.Json;
import io.auterity.spi.VectorHead;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the heads over embeddings are taught: lines of our own and the training parts of the
 * published corpora, never a text that is measured.
 */
final class TaughtTexts {

  /** Texts of each line, at most. */
  private static final int CHOICES = 10;

  private static final long SEED = 1;
  private static final Pattern CHOICE = Pattern.compile("\\{([^{}]*\\|[^{}]*)}");

  private TaughtTexts() {}

  /** The label of a text, from a caller and in a document. */
  enum Sort {
    /** An attack wherever it stands. */
    ATTACK('+', true, true),
    /** Harmless wherever it stands. */
    HARMLESS('-', false, false),
    /** Harmless from a caller, and an order in a document. */
    TASK('?', false, true),
    /** Harmless from a caller; documents may say it or not. */
    OPEN('=', false, null),
    /** An order in a document; a caller may say it or not. */
    ORDER('!', null, true);

    private final char mark;
    private final @Nullable Boolean called;
    private final @Nullable Boolean told;

    Sort(char mark, @Nullable Boolean called, @Nullable Boolean told) {
      this.mark = mark;
      this.called = called;
      this.told = told;
    }

    private static Sort marked(char mark) {
      return Arrays.stream(values()).filter(sort -> sort.mark == mark).findFirst().orElseThrow();
    }

    /** What a head is told that it is, by the head's subject; null where it is not taught it. */
    @Nullable Boolean attack(String subject) {
      return subject.equals(VectorHead.INJECTION) ? called : told;
    }
  }

  /**
   * One of them.
   *
   * @param line texts of one line are much alike
   */
  record Taught(String text, Sort sort, int line) {}

  static List<Taught> read(AttackCorpus corpus) {
    List<Taught> all = new ArrayList<>(lessons());
    List<String> papers = lines("papers.txt");
    for (int i = 0; i < papers.size(); i++) {
      all.add(new Taught(papers.get(i), Sort.HARMLESS, i));
    }
    all.addAll(corpus.taught());
    return all;
  }

  private static List<Taught> lessons() {
    List<Taught> texts = new ArrayList<>();
    Random random = new Random(SEED);
    List<String> lines = lines("lessons.txt");
    for (int i = 0; i < lines.size(); i++) {
      Sort sort = Sort.marked(lines.get(i).charAt(0));
      for (String text : choices(lines.get(i).substring(2), random)) {
        texts.add(new Taught(text, sort, i));
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

  private static List<String> lines(String file) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(TaughtTexts.class.getResourceAsStream(file)),
                StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> !line.isEmpty() && line.charAt(0) != '#').toList();
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
