package io.auterity.toolkit.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A classifier in this process: logistic regression over the words of a text and its vector. Its
 * probabilities are calibrated by a temperature that was found on rows that it had not seen.
 */
public final class Head {

  /** Of the penalties 0.3 to 3 this was best or as good on the complaints; flat around it. */
  private static final double PENALTY = 1;

  private static final int FOLDS = 5;

  /**
   * Of more, rare words are left out. Learning takes about 200 bytes for each weight: of 5 labels
   * all words fit, of 100 the commonest 9,600.
   */
  private static final int MOST_WEIGHTS = 1_000_000;

  /** Fewer teach nothing. */
  public static final int LEAST_ROWS = 2 * FOLDS;

  private final List<String> labels;
  private final TextFeatures features;
  private final SoftmaxRegression model;
  private final double temperature;

  Head(List<String> labels, TextFeatures features, SoftmaxRegression model, double temperature) {
    this.labels = labels;
    this.features = features;
    this.model = model;
    this.temperature = temperature;
  }

  /**
   * A head, and what it would have thought of each row had it not learned from that row.
   *
   * @param unseen in the order of the rows
   */
  public record Trained(Head head, List<Opinion> unseen) {}

  /** Learns from rows, to the end. */
  public static Trained train(List<Labelled> rows, long seed) {
    return train(rows, seed, () -> {});
  }

  /**
   * Learns from rows.
   *
   * @param seed decides which rows are held out together
   * @param goOn is called often; what it throws ends the learning
   * @throws IllegalArgumentException for fewer than ten rows or fewer than two labels
   */
  public static Trained train(List<Labelled> rows, long seed, Runnable goOn) {
    List<String> labels = List.copyOf(new TreeSet<>(rows.stream().map(Labelled::label).toList()));
    if (rows.size() < LEAST_ROWS || labels.size() < 2) {
      throw new IllegalArgumentException(
          "a head needs %d rows and 2 labels; there are %d rows and %d labels"
              .formatted(LEAST_ROWS, rows.size(), labels.size()));
    }
    List<double[]> scores = unseen(rows, labels, seed, goOn);
    int[] truth = rows.stream().mapToInt(row -> labels.indexOf(row.label())).toArray();
    double temperature = Temperature.of(scores, truth);
    Head whole = fit(rows, labels, temperature, goOn);
    return new Trained(
        whole, scores.stream().map(each -> opinion(labels, each, temperature)).toList());
  }

  private static List<double[]> unseen(
      List<Labelled> rows, List<String> labels, long seed, Runnable goOn) {
    int[] folds = Folds.of(rows.stream().map(Labelled::label).toList(), FOLDS, seed);
    List<double[]> scores = new ArrayList<>(rows.stream().map(_ -> new double[0]).toList());
    for (int fold = 0; fold < FOLDS; fold++) {
      int held = fold;
      Head head =
          fit(
              IntStream.range(0, folds.length)
                  .filter(i -> folds[i] != held)
                  .mapToObj(rows::get)
                  .toList(),
              labels,
              1,
              goOn);
      IntStream.range(0, folds.length)
          .filter(i -> folds[i] == held)
          .forEach(i -> scores.set(i, head.scores(rows.get(i).text(), rows.get(i).vector())));
    }
    return scores;
  }

  private static Head fit(
      List<Labelled> rows, List<String> labels, double temperature, Runnable goOn) {
    int dimension = rows.getFirst().vector().length;
    int words = Math.max(0, MOST_WEIGHTS / labels.size() - dimension);
    TextFeatures features =
        TextFeatures.of(rows.stream().map(Labelled::text).toList(), dimension, words);
    SoftmaxRegression model =
        SoftmaxRegression.fit(
            rows.stream().map(row -> features.of(row.text(), row.vector())).toList(),
            rows.stream().mapToInt(row -> labels.indexOf(row.label())).toArray(),
            features.size(),
            labels.size(),
            PENALTY,
            goOn);
    return new Head(labels, features, model, temperature);
  }

  /**
   * A head that was stored; it thinks exactly as it did.
   *
   * @throws IllegalArgumentException when these bytes are none
   */
  public static Head of(byte[] stored) {
    return HeadBytes.read(stored);
  }

  /** The head as it is stored. Words stand in it as numbers alone, labels as they are. */
  public byte[] bytes() {
    return HeadBytes.write(labels, features, model, temperature);
  }

  /** What it thinks of a text with this vector. */
  public Opinion of(String text, float[] vector) {
    return opinion(labels, scores(text, vector), temperature);
  }

  /** The labels that it knows, in alphabetical order. */
  public List<String> labels() {
    return labels;
  }

  private double[] scores(String text, float[] vector) {
    return model.scores(features.of(text, vector));
  }

  private static Opinion opinion(List<String> labels, double[] scores, double temperature) {
    return new Opinion(labels, SoftmaxRegression.probabilities(scores, temperature));
  }

  /**
   * The number by which scores are divided so that probabilities are kept (temperature scaling; Guo
   * et al., On Calibration of Modern Neural Networks, 2017).
   */
  private static final class Temperature {

    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final int STEPS = 40;

    /** The one under which these scores make the truth likeliest, from 1/20 to 20. */
    static double of(List<double[]> scores, int[] truth) {
      double low = Math.log(0.05);
      double high = Math.log(20);
      for (int step = 0; step < STEPS; step++) {
        double left = high - GOLDEN * (high - low);
        double right = low + GOLDEN * (high - low);
        if (surprise(scores, truth, Math.exp(left)) < surprise(scores, truth, Math.exp(right))) {
          high = right;
        } else {
          low = left;
        }
      }
      return Math.exp((low + high) / 2);
    }

    private static double surprise(List<double[]> scores, int[] truth, double temperature) {
      double sum = 0;
      for (int i = 0; i < truth.length; i++) {
        double p = SoftmaxRegression.probabilities(scores.get(i), temperature)[truth[i]];
        sum -= Math.log(Math.max(p, Double.MIN_NORMAL));
      }
      return sum;
    }
  }
}
