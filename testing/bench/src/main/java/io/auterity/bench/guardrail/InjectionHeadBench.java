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
 * Trains the head over embeddings that knows injections, and tells what it makes of lines from
 * which it did not learn: each line is judged by a head that was taught the others. Its threshold
 * is the lowest by which no more than three in a hundred harmless texts, chosen to be hard, are
 * alarms there.
 */
public final class InjectionHeadBench implements Bench {

  private static final int PARTS = 5;
  private static final double ALARMS = 0.03;
  private static final double HUNDRED = 100;

  private final @Nullable Path file;

  public InjectionHeadBench() {
    this(null);
  }

  private InjectionHeadBench(@Nullable Path file) {
    this.file = file;
  }

  @Override
  public String name() {
    return "injection-head";
  }

  @Override
  public String summary() {
    return "trains the head that knows injections; what it makes of lines that it was not taught";
  }

  @Override
  public String options() {
    return "--write FILE  writes its weights as well, as the plugin ai-local ships them";
  }

  @Override
  public Bench with(List<String> options) {
    if (options.isEmpty()) {
      return this;
    }
    if (options.size() != 2 || !options.getFirst().equals("--write")) {
      throw new IllegalArgumentException("injection-head takes --write FILE, not " + options);
    }
    return new InjectionHeadBench(Path.of(options.getLast()));
  }

  /**
   * Texts and the vectors of their excerpts.
   *
   * @param scores how likely each is an attack, for a head that was not taught its line
   */
  // Scores are handed on, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Lesson(List<Taught> texts, List<List<float[]>> vectors, double[] scores) {

    VectorHead taught(IntPredicate of, double threshold) {
      List<KernelFit.Row> rows = new ArrayList<>();
      IntStream.range(0, texts.size())
          .filter(of)
          .forEach(
              i ->
                  vectors
                      .get(i)
                      .forEach(
                          vector -> rows.add(new KernelFit.Row(vector, texts.get(i).attack()))));
      return KernelFit.of(VectorHead.INJECTION, rows, threshold);
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
    double percent(boolean attacks, IntPredicate of) {
      int[] all =
          IntStream.range(0, scores.length).filter(i -> texts.get(i).attack() == attacks).toArray();
      return HUNDRED * Arrays.stream(all).filter(of).count() / all.length;
    }

    double threshold() {
      double[] harmless =
          IntStream.range(0, scores.length)
              .filter(i -> !texts.get(i).attack())
              .mapToDouble(i -> scores[i])
              .sorted()
              .toArray();
      return Math.nextUp(harmless[(int) (harmless.length * (1 - ALARMS))]);
    }
  }

  @Override
  public Figures run() {
    List<Taught> texts = TaughtTexts.read(new AttackCorpus());
    try (HeadSite site = HeadSite.open()) {
      Lesson lesson = new Lesson(texts, vectors(texts, site.embedder()), new double[texts.size()]);
      lesson.judgeUnseen();
      double threshold = lesson.threshold();
      Path to = file;
      if (to != null) {
        write(to, lesson.taught(i -> true, threshold));
      }
      return figures(lesson, threshold);
    }
  }

  private static List<List<float[]>> vectors(List<Taught> texts, TextEmbedder embedder) {
    Map<String, float[]> known = new HashMap<>();
    return texts.stream()
        .map(
            text ->
                Excerpts.of(text.text(), Integer.MAX_VALUE).stream()
                    .map(excerpt -> known.computeIfAbsent(excerpt, embedder::embed))
                    .toList())
        .toList();
  }

  private static Figures figures(Lesson lesson, double threshold) {
    Injections rules = new Injections();
    boolean[] ruled = new boolean[lesson.texts().size()];
    for (int i = 0; i < ruled.length; i++) {
      ruled[i] = !rules.in(lesson.texts().get(i).text(), false).isEmpty();
    }
    IntPredicate byHead = i -> lesson.scores()[i] >= threshold;
    IntPredicate byRules = i -> ruled[i];
    return new Figures()
        .add("texts", lesson.texts().size())
        .add("threshold", threshold)
        .add("unseen_recall_percent", lesson.percent(true, byHead))
        .add("unseen_false_alarms_percent", lesson.percent(false, byHead))
        .add("rules_recall_percent", lesson.percent(true, byRules))
        .add("rules_false_alarms_percent", lesson.percent(false, byRules))
        .add("both_recall_percent", lesson.percent(true, byHead.or(byRules)))
        .add("both_false_alarms_percent", lesson.percent(false, byHead.or(byRules)));
  }

  private static void write(Path file, VectorHead head) {
    try (OutputStream out = Files.newOutputStream(file)) {
      head.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
