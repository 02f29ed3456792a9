package io.auterity.toolkit.learn;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Multinomial logistic regression with an L2 penalty: one line of weights per class, its constant
 * last and not penalised.
 */
// Weights are handed on, never compared.
@SuppressWarnings("ArrayRecordComponent")
record SoftmaxRegression(int features, int classes, float[] weights) {

  private static final int ITERATIONS = 60;

  SoftmaxRegression {
    if (weights.length != (features + 1) * classes) {
      throw new IllegalArgumentException(weights.length + " weights for " + features);
    }
  }

  /**
   * Fits weights; the same rows give the same weights.
   *
   * @param labels the class of each row
   * @param penalty how strongly weights are kept small
   * @param goOn throws when the caller no longer waits
   */
  static SoftmaxRegression fit(
      List<FeatureRow> rows,
      int[] labels,
      int features,
      int classes,
      double penalty,
      Runnable goOn) {
    Loss loss = new Loss(rows, labels, features, classes, penalty);
    double[] least = new Lbfgs(loss, goOn).least(loss.width(), ITERATIONS);
    return new SoftmaxRegression(features, classes, loss.spread(least));
  }

  /** Scores before they are made probabilities. */
  double[] scores(FeatureRow row) {
    double[] scores = new double[classes];
    for (int k = 0; k < classes; k++) {
      int line = k * (features + 1);
      double sum = weights[line + features];
      for (int i = 0; i < row.at().length; i++) {
        sum += weights[line + row.at()[i]] * row.value()[i];
      }
      scores[k] = sum;
    }
    return scores;
  }

  /** Probabilities of scores that are divided by a temperature. */
  static double[] probabilities(double[] scores, double temperature) {
    double most = Arrays.stream(scores).max().orElse(0);
    double[] made = new double[scores.length];
    double sum = 0;
    for (int k = 0; k < scores.length; k++) {
      made[k] = Math.exp((scores[k] - most) / temperature);
      sum += made[k];
    }
    for (int k = 0; k < made.length; k++) {
      made[k] /= sum;
    }
    return made;
  }

  /** What is made small: over those features only that some row has. */
  private static final class Loss implements Lbfgs.Slope {

    private final List<FeatureRow> rows;
    private final int[] labels;
    private final int features;
    private final int classes;
    private final double penalty;
    private final int[] used;
    private final int[][] places;

    Loss(List<FeatureRow> rows, int[] labels, int features, int classes, double penalty) {
      this.rows = rows;
      this.labels = labels;
      this.features = features;
      this.classes = classes;
      this.penalty = penalty;
      this.used = used(rows, features);
      int[] place = new int[features];
      for (int i = 0; i < used.length; i++) {
        place[used[i]] = i;
      }
      this.places =
          rows.stream()
              .map(row -> Arrays.stream(row.at()).map(at -> place[at]).toArray())
              .toArray(int[][]::new);
    }

    private static int[] used(List<FeatureRow> rows, int features) {
      BitSet some = new BitSet(features);
      for (FeatureRow row : rows) {
        for (int at : row.at()) {
          some.set(at);
        }
      }
      return some.stream().toArray();
    }

    int width() {
      return (used.length + 1) * classes;
    }

    @Override
    public double at(double[] weights, double[] slope) {
      double loss = 0;
      for (int i = 0; i < weights.length; i++) {
        boolean constant = i / classes == used.length;
        slope[i] = constant ? 0 : penalty * weights[i];
        loss += constant ? 0 : penalty * weights[i] * weights[i] / 2;
      }
      for (int row = 0; row < places.length; row++) {
        loss += add(row, weights, slope);
      }
      return loss;
    }

    private double add(int row, double[] weights, double[] slope) {
      int[] at = places[row];
      float[] value = rows.get(row).value();
      double[] scores = Arrays.copyOfRange(weights, used.length * classes, weights.length);
      for (int i = 0; i < at.length; i++) {
        for (int k = 0; k < classes; k++) {
          scores[k] += weights[at[i] * classes + k] * value[i];
        }
      }
      double[] wrong = probabilities(scores, 1);
      double loss = -Math.log(Math.max(wrong[labels[row]], Double.MIN_NORMAL));
      wrong[labels[row]] -= 1;
      for (int k = 0; k < classes; k++) {
        slope[used.length * classes + k] += wrong[k];
      }
      for (int i = 0; i < at.length; i++) {
        for (int k = 0; k < classes; k++) {
          slope[at[i] * classes + k] += wrong[k] * value[i];
        }
      }
      return loss;
    }

    float[] spread(double[] weights) {
      float[] all = new float[(features + 1) * classes];
      for (int k = 0; k < classes; k++) {
        int line = k * (features + 1);
        for (int i = 0; i < used.length; i++) {
          all[line + used[i]] = (float) weights[i * classes + k];
        }
        all[line + features] = (float) weights[used.length * classes + k];
      }
      return all;
    }
  }
}
