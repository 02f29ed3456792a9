package io.auterity.insight.head;

import io.auterity.spi.TextLearner.Example;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The evaluation of a head on examples that it was not taught: accuracy and calibration.
 *
 * @param taught how many it was
 * @param held on how many it was measured
 * @param labels those that it knows
 * @param leftOut those that too few examples had, with how many
 * @param repeated examples whose text stood later again
 * @param accuracy share that it got right
 * @param accuracyLow least of that which chance does not explain, 95 in 100
 * @param accuracyHigh most of that
 * @param commonest share of the held-out examples that the commonest label alone gets right
 * @param calibrationError mean distance of how sure it says to be and how often it is right (ECE)
 */
public record HeadReport(
    int taught,
    int held,
    List<String> labels,
    Map<String, Integer> leftOut,
    int repeated,
    double accuracy,
    double accuracyLow,
    double accuracyHigh,
    double commonest,
    double calibrationError,
    List<Sureness> calibration,
    List<Kept> bounds) {

  private static final int BINS = 10;
  private static final int[] BOUNDS = {50, 60, 70, 80, 90, 95};
  private static final double PERCENT = 100;

  public HeadReport {
    labels = List.copyOf(labels);
    leftOut = Collections.unmodifiableMap(new TreeMap<>(leftOut));
    calibration = List.copyOf(calibration);
    bounds = List.copyOf(bounds);
  }

  /**
   * Examples of which it was about as sure.
   *
   * @param said how sure it was, in the mean
   * @param right how often it was
   */
  public record Sureness(double from, double to, int rows, double said, double right) {}

  /**
   * What a route that asks for this confidence gets of it.
   *
   * @param rows held-out examples of which it was as sure
   * @param share how many of all these are
   * @param accuracy of these; 0 of none
   * @param accuracyLow least of that which chance does not explain, 95 in 100
   */
  public record Kept(
      double confidence, int rows, double share, double accuracy, double accuracyLow) {}

  private record Judged(double confidence, boolean right) {}

  /**
   * Of what it thought of the held-out examples.
   *
   * @param judged in their order
   */
  static HeadReport of(HeadExamples examples, List<Map<String, Double>> judged) {
    List<Judged> rows = new ArrayList<>();
    for (int i = 0; i < examples.held().size(); i++) {
      rows.add(judged(judged.get(i), examples.held().get(i).label()));
    }
    int right = right(rows);
    Interval interval = Interval.of(right, rows.size());
    List<Sureness> bins = bins(rows);
    return new HeadReport(
        examples.taught().size(),
        rows.size(),
        examples.taught().stream().map(Example::label).distinct().sorted().toList(),
        examples.leftOut(),
        examples.repeated(),
        rounded((double) right / rows.size()),
        rounded(interval.low()),
        rounded(interval.high()),
        rounded(commonest(examples)),
        rounded(
            bins.stream().mapToDouble(b -> b.rows() * Math.abs(b.said() - b.right())).sum()
                / rows.size()),
        bins,
        bounds(rows));
  }

  private static Judged judged(Map<String, Double> scores, String label) {
    Map.Entry<String, Double> best =
        scores.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
    return new Judged(best.getValue(), best.getKey().equals(label));
  }

  private static int right(List<Judged> rows) {
    return (int) rows.stream().filter(Judged::right).count();
  }

  // By what the taught part tells: a guess knows no more.
  private static double commonest(HeadExamples examples) {
    Map<String, Long> counts =
        examples.taught().stream()
            .collect(Collectors.groupingBy(Example::label, TreeMap::new, Collectors.counting()));
    String most = Collections.max(counts.entrySet(), Map.Entry.comparingByValue()).getKey();
    long hits = examples.held().stream().filter(one -> one.label().equals(most)).count();
    return (double) hits / examples.held().size();
  }

  private static List<Sureness> bins(List<Judged> rows) {
    List<Sureness> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      int at = bin;
      List<Judged> some =
          rows.stream()
              .filter(r -> Math.min(BINS - 1, (int) (r.confidence() * BINS)) == at)
              .toList();
      if (!some.isEmpty()) {
        bins.add(
            new Sureness(
                (double) bin / BINS,
                (double) (bin + 1) / BINS,
                some.size(),
                rounded(some.stream().mapToDouble(Judged::confidence).average().orElseThrow()),
                rounded((double) right(some) / some.size())));
      }
    }
    return bins;
  }

  private static List<Kept> bounds(List<Judged> rows) {
    List<Kept> bounds = new ArrayList<>();
    for (int percent : BOUNDS) {
      double bound = percent / PERCENT;
      List<Judged> some = rows.stream().filter(r -> r.confidence() >= bound).toList();
      int right = right(some);
      bounds.add(
          new Kept(
              bound,
              some.size(),
              rounded((double) some.size() / rows.size()),
              some.isEmpty() ? 0 : rounded((double) right / some.size()),
              some.isEmpty() ? 0 : rounded(Interval.of(right, some.size()).low())));
    }
    return bounds;
  }

  private static double rounded(double value) {
    return Math.rint(value * 10_000) / 10_000;
  }
}
