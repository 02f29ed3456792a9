package io.auterity.bench.guardrail;

import io.auterity.bench.figures.Bench;
import io.auterity.bench.figures.Figures;
import io.auterity.bench.guardrail.TaughtTexts.Taught;
import io.auterity.inspect.Excerpts;
import io.auterity.inspect.Injections;
import io.auterity.spi.TextEmbedder;
import io.auterity.spi.VectorHead;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Trains the heads over embeddings that know injections, one for what callers say and one for what
 * documents and tools tell, and tells what they make of lines from which they did not learn: each
 * line is judged by a head that was taught the others. The thresholds were chosen by this, by lines
 * of our own half of which suggested lessons, and by foreign sets of which lessons were made in
 * other words; no line of either is taught.
 */
public final class InjectionHeadBench implements Bench {

  private static final int PARTS = 5;
  private static final double HUNDRED = 100;

  private static final List<Trained> HEADS =
      List.of(
          new Trained(VectorHead.INJECTION, "injection-head.bin", 0.55),
          new Trained(VectorHead.ORDER_IN_DOCUMENT, "document-head.bin", 0.60));

  private final @Nullable Path folder;

  public InjectionHeadBench() {
    this(null);
  }

  private InjectionHeadBench(@Nullable Path folder) {
    this.folder = folder;
  }

  @Override
  public String name() {
    return "injection-head";
  }

  @Override
  public String summary() {
    return "trains the heads that know injections; what they make of lines that they were not"
        + " taught";
  }

  @Override
  public String options() {
    return "--write FOLDER  writes their weights as well, as the plugin ai-local ships them";
  }

  @Override
  public Bench with(List<String> options) {
    if (options.isEmpty()) {
      return this;
    }
    if (options.size() != 2 || !options.getFirst().equals("--write")) {
      throw new IllegalArgumentException("injection-head takes --write FOLDER, not " + options);
    }
    return new InjectionHeadBench(Path.of(options.getLast()));
  }

  /**
   * A head that is trained.
   *
   * @param file that holds it
   * @param threshold score from which on a text is an alarm
   */
  private record Trained(String subject, String file, double threshold) {}

  /**
   * Texts that a head is taught, and the vectors of their excerpts.
   *
   * @param attacks whether each is one for this head
   * @param scores how likely each is one, for a head that was not taught its line
   */
  // Scores are handed on, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Lesson(
      String subject,
      List<Taught> texts,
      List<Boolean> attacks,
      List<List<float[]>> vectors,
      double[] scores) {

    VectorHead taught(IntPredicate of, double threshold) {
      List<KernelFit.Row> rows = new ArrayList<>();
      IntStream.range(0, texts.size())
          .filter(of)
          .forEach(
              i ->
                  vectors
                      .get(i)
                      .forEach(vector -> rows.add(new KernelFit.Row(vector, attacks.get(i)))));
      return KernelFit.of(subject, rows, threshold);
    }

    void judgeUnseen() {
      for (int part = 0; part < PARTS; part++) {
        int held = part;
        VectorHead fit = taught(i -> texts.get(i).line() % PARTS != held, 1);
        IntStream.range(0, scores.length)
            .filter(i -> texts.get(i).line() % PARTS == held)
            .forEach(
                i -> scores[i] = vectors.get(i).stream().mapToDouble(fit::score).max().orElse(0));
      }
    }

    /** The share of attacks, or of harmless texts, for which something holds. */
    double percent(boolean attack, IntPredicate of) {
      int[] all = IntStream.range(0, scores.length).filter(i -> attacks.get(i) == attack).toArray();
      return HUNDRED * Arrays.stream(all).filter(of).count() / all.length;
    }
  }

  @Override
  public Figures run() {
    List<Taught> texts = TaughtTexts.read(new AttackCorpus());
    Figures figures = new Figures();
    try (HeadSite site = HeadSite.open()) {
      Map<String, float[]> known = new HashMap<>();
      for (Trained head : HEADS) {
        Lesson lesson = lesson(head.subject(), texts, site.embedder(), known);
        lesson.judgeUnseen();
        add(lesson, head.threshold(), figures);
        if (folder != null) {
          write(folder.resolve(head.file()), lesson.taught(i -> true, head.threshold()));
        }
      }
    }
    return figures;
  }

  private static Lesson lesson(
      String subject, List<Taught> all, TextEmbedder embedder, Map<String, float[]> known) {
    List<Taught> texts = all.stream().filter(text -> text.sort().attack(subject) != null).toList();
    return new Lesson(
        subject,
        texts,
        texts.stream().map(text -> Boolean.TRUE.equals(text.sort().attack(subject))).toList(),
        texts.stream().map(text -> vectors(text.text(), embedder, known)).toList(),
        new double[texts.size()]);
  }

  private static List<float[]> vectors(
      String text, TextEmbedder embedder, Map<String, float[]> known) {
    return Excerpts.of(text, Integer.MAX_VALUE).stream()
        .map(excerpt -> known.computeIfAbsent(excerpt, embedder::embed))
        .toList();
  }

  private static void add(Lesson lesson, double threshold, Figures figures) {
    boolean told = lesson.subject().equals(VectorHead.ORDER_IN_DOCUMENT);
    Injections rules = new Injections();
    boolean[] ruled = new boolean[lesson.texts().size()];
    for (int i = 0; i < ruled.length; i++) {
      ruled[i] = !rules.in(lesson.texts().get(i).text(), told).isEmpty();
    }
    IntPredicate byHead = i -> lesson.scores()[i] >= threshold;
    IntPredicate byRules = i -> ruled[i];
    String of = told ? "document_" : "";
    figures.add(of + "texts", lesson.texts().size()).add(of + "threshold", threshold);
    add(lesson, of + "unseen", byHead, figures);
    add(lesson, of + "rules", byRules, figures);
    add(lesson, of + "both", byHead.or(byRules), figures);
  }

  private static void add(Lesson lesson, String of, IntPredicate found, Figures figures) {
    figures
        .add(of + "_recall_percent", lesson.percent(true, found))
        .add(of + "_false_alarms_percent", lesson.percent(false, found));
  }

  private static void write(Path file, VectorHead head) {
    try (OutputStream out = Files.newOutputStream(file)) {
      head.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
