package io.auterity.insight.learn;

/**
 * The linear models of one arm of the bandit, which is an offer. Three of them, over the features
 * of a call, estimate its score, its cost and its time, and how well each direction is known.
 */
public final class ArmModel {

  /** Score, cost and time. */
  public static final int TARGETS = 3;

  private final int lessons;
  private final double[][] weights;
  private final double[][] inverse;

  /**
   * As it was learned.
   *
   * @param weights by target and feature
   * @param inverse of the sum of squares of the features, with the ridge
   */
  public ArmModel(int lessons, double[][] weights, double[][] inverse) {
    this.lessons = lessons;
    this.weights = weights;
    this.inverse = inverse;
  }

  public int lessons() {
    return lessons;
  }

  /** Of one target and feature. */
  public double weight(int target, int feature) {
    return weights[target][feature];
  }

  /** Of one pair of features. */
  public double inverse(int row, int column) {
    return inverse[row][column];
  }

  /** What is expected of one target, from 0 to 1. */
  double expected(int target, double[] features) {
    double sum = 0;
    for (int i = 0; i < features.length; i++) {
      sum += weights[target][i] * features[i];
    }
    return Math.clamp(sum, 0, 1);
  }

  /** How little such calls are known: the deviation that LinUCB goes by. */
  double width(double[] features) {
    double sum = 0;
    for (int i = 0; i < features.length; i++) {
      double row = 0;
      for (int j = 0; j < features.length; j++) {
        row += inverse[i][j] * features[j];
      }
      sum += row * features[i];
    }
    return Math.sqrt(Math.max(0, sum));
  }
}
