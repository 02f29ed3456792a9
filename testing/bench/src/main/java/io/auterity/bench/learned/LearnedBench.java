package io.auterity.bench.learned;

import io.auterity.bench.figures.Bench;
import io.auterity.bench.figures.Figures;
import io.auterity.bench.figures.VoidRunException;
import io.auterity.bench.plugins.NoDocuments;
import io.auterity.bench.plugins.PluginSite;
import io.auterity.spi.TextEmbedder;
import io.auterity.toolkit.learn.Folds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a learned route is worth on recorded answers: a head in this process, and a panel of cheap
 * models where it is unsure, against the single model that was best on the training part. Nothing
 * is chosen on the test part. Without a test file the figures are means of ten splits: two seeded
 * partitions into five parts, each of which is tested by what the other four taught. The interval
 * is Wilson's over the rows that were tested; money is for all rows of a test part.
 */
public final class LearnedBench implements Bench {

  private static final String MODEL = "bge-small-q";
  private static final int PARTITIONS = 2;
  private static final int PARTS = 5;
  private static final int WARM_UP = 20;

  private final @Nullable Path train;
  private final @Nullable Path test;

  public LearnedBench() {
    this(null, null);
  }

  private LearnedBench(@Nullable Path train, @Nullable Path test) {
    this.train = train;
    this.test = test;
  }

  @Override
  public String name() {
    return "learned";
  }

  @Override
  public String summary() {
    return "accuracy, cost and latency of learned routing on recorded answers";
  }

  @Override
  public String options() {
    return "[--train FILE] [--test FILE]   CSV with product, narrative and models' answers";
  }

  @Override
  public Bench with(List<String> options) {
    Path train = null;
    Path test = null;
    for (int i = 0; i < options.size(); i += 2) {
      if (i + 1 == options.size() || !Set.of("--train", "--test").contains(options.get(i))) {
        throw new IllegalArgumentException("learned does not take " + options.get(i));
      }
      Path file = Path.of(options.get(i + 1));
      train = options.get(i).equals("--train") ? file : train;
      test = options.get(i).equals("--test") ? file : test;
    }
    return new LearnedBench(train, test);
  }

  @Override
  public Figures run() {
    Path from = train == null ? complaints() : train;
    List<PricedModel> models = models(from, test);
    List<AnsweredComplaint> taught = different(AnsweredComplaint.read(from, models));
    List<AnsweredComplaint> tested =
        test == null ? List.of() : AnsweredComplaint.read(test, models);
    try (PluginSite site = new PluginSite(Set.of(), (_, _) -> new NoDocuments())) {
      site.host().load(Path.of(System.getProperty("auterity.distribution"), "plugins", "ai-local"));
      TextEmbedder embedder = Objects.requireNonNull(site.host().embedder(MODEL));
      taught.stream().limit(WARM_UP).forEach(row -> embedder.embed(row.text()));
      return figures(read(taught, embedder), read(tested, embedder), models);
    }
  }

  /** Models whose answers stand in both files. */
  static List<PricedModel> models(Path train, @Nullable Path test) {
    List<PricedModel> both = AnsweredComplaint.answering(train, PricedModel.all());
    if (test != null) {
      both = AnsweredComplaint.answering(test, both);
    }
    if (both.isEmpty()) {
      throw new IllegalArgumentException(
          "no model's answers, as gpt_4o_prediction and time-gpt-4o, stand in "
              + (test == null ? train : train + " and " + test));
    }
    return both;
  }

  /**
   * What stands there again teaches nothing, and would be tested by itself; the last one counts.
   */
  static List<AnsweredComplaint> different(List<AnsweredComplaint> rows) {
    Map<String, AnsweredComplaint> last = new LinkedHashMap<>();
    rows.forEach(row -> last.put(row.text(), row));
    return List.copyOf(last.values());
  }

  /** The figures of rows that were read; of splits of the first ones where the others are none. */
  static Figures figures(
      List<ReadComplaint> taught, List<ReadComplaint> tested, List<PricedModel> models) {
    List<SplitResult> results =
        tested.isEmpty()
            ? splits(taught, models)
            : List.of(SplitResult.of(taught, tested, models, 0));
    results.forEach(result -> System.err.println(result.policy()));
    double accuracy = mean(results, SplitResult::accuracy);
    double oracle = mean(results, SplitResult::oracle);
    Wilson interval = Wilson.of(accuracy, (tested.isEmpty() ? taught : tested).size());
    return new Figures()
        .addExact("accuracy", accuracy)
        .addExact("accuracy_low", interval.low())
        .addExact("accuracy_high", interval.high())
        .addExact("cost_usd", mean(results, SplitResult::cost))
        .addExact("best_single_accuracy", mean(results, SplitResult::best))
        .addExact("best_single_cost_usd", mean(results, SplitResult::bestCost))
        .addExact("majority_accuracy", mean(results, SplitResult::majority))
        .addExact("oracle_accuracy", oracle)
        .addExact("accuracy_of_oracle", oracle == 0 ? 0 : accuracy / oracle)
        .add("p95_ms", mean(results, SplitResult::p95))
        .addExact("local_only_accuracy", mean(results, SplitResult::local));
  }

  private static List<SplitResult> splits(List<ReadComplaint> rows, List<PricedModel> models) {
    List<SplitResult> results = new ArrayList<>();
    for (int seed = 1; seed <= PARTITIONS; seed++) {
      int[] parts = Folds.of(rows.stream().map(r -> r.row().label()).toList(), PARTS, seed);
      for (int part = 0; part < PARTS; part++) {
        int held = part;
        results.add(
            SplitResult.of(
                where(rows, i -> parts[i] != held),
                where(rows, i -> parts[i] == held),
                models,
                seed));
      }
    }
    return results;
  }

  private static List<ReadComplaint> where(List<ReadComplaint> rows, IntPredicate chosen) {
    return IntStream.range(0, rows.size()).filter(chosen).mapToObj(rows::get).toList();
  }

  private static double mean(List<SplitResult> results, ToDoubleFunction<SplitResult> of) {
    return results.stream().mapToDouble(of).average().orElseThrow();
  }

  private static List<ReadComplaint> read(List<AnsweredComplaint> rows, TextEmbedder embedder) {
    return rows.stream()
        .map(
            row -> {
              long begin = System.nanoTime();
              float[] vector = embedder.embed(row.text());
              return new ReadComplaint(row, vector, (System.nanoTime() - begin) / 1e6);
            })
        .toList();
  }

  private static Path complaints() {
    Path shared =
        Path.of(Objects.requireNonNullElse(System.getenv("AUTERITY_SHARED"), "../shared"));
    Path file = shared.resolve("data/complaints/complaints-dev.csv");
    if (!Files.exists(file)) {
      throw new VoidRunException("there is no " + file + ": name a file by --train");
    }
    return file;
  }
}
