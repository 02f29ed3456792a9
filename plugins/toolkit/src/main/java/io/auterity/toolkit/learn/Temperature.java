package io.auterity.toolkit.learn;

import java.util.List;

/**
 * The number by which scores are divided so that probabilities are kept (temperature scaling; Guo
 * et al., On Calibration of Modern Neural Networks, 2017).
 */
final class Temperature {

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
