package io.auterity.bench.guardrail;

import java.util.Arrays;
import java.util.List;

/**
 * Logistic regression over vectors of length one with an L2 penalty, both classes of equal weight.
 * The same rows give the same weights.
 */
// Weights are handed on, never compared.
@SuppressWarnings("ArrayRecordComponent")
record LogisticFit(double[] weights, double constant) {

  private static final int ROUNDS = 3_000;
  private static final double PACE = 2;
  private static final double KEPT = 0.9;

  /**
   * A vector and what it stands for.
   *
   * @param yes whether it is one of those that are sought
   */
  record Row(float[] vector, boolean yes) {}

  /** Fits weights by descent with momentum. */
  static LogisticFit of(List<Row> rows, double penalty) {
    int width = rows.getFirst().vector().length;
    double[] weights = new double[width + 1];
    double[] speed = new double[width + 1];
    double yes = rows.stream().filter(Row::yes).count();
    for (int round = 0; round < ROUNDS; round++) {
      double[] slope = new double[width + 1];
      for (Row row : rows) {
        double wrong = probability(weights, weights[width], row.vector()) - (row.yes() ? 1 : 0);
        double weighed = wrong / (2 * (row.yes() ? yes : rows.size() - yes));
        for (int i = 0; i < width; i++) {
          slope[i] += weighed * row.vector()[i];
        }
        slope[width] += weighed;
      }
      for (int i = 0; i <= width; i++) {
        speed[i] = KEPT * speed[i] - PACE * (slope[i] + (i < width ? penalty * weights[i] : 0));
        weights[i] += speed[i];
      }
    }
    double constant = weights[width];
    return new LogisticFit(Arrays.copyOf(weights, width), constant);
  }

  private static double probability(double[] weights, double constant, float[] vector) {
    double sum = constant;
    for (int i = 0; i < vector.length; i++) {
      sum += weights[i] * vector[i];
    }
    return 1 / (1 + Math.exp(-sum));
  }

  /** How likely the text of a vector is one of those that are sought. */
  double probability(float[] vector) {
    return probability(weights, constant, vector);
  }
}
