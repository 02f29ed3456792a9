package io.auterity.insight.learn;

/** The sums for ridge regression over the lessons of one offer; lessons may be taken out again. */
final class ArmSums {

  private static final double RIDGE = 1;
  private static final int SIZE = CallFeatures.SIZE;

  private final double[][] squares = new double[SIZE][SIZE];
  private final double[][] products = new double[ArmModel.TARGETS][SIZE];
  private int lessons;

  void add(double[] features, double... targets) {
    lessons++;
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j <= i; j++) {
        squares[i][j] += features[i] * features[j];
      }
      for (int t = 0; t < targets.length; t++) {
        products[t][i] += features[i] * targets[t];
      }
    }
  }

  /** These lessons without those. */
  ArmSums without(ArmSums other) {
    ArmSums rest = new ArmSums();
    rest.lessons = lessons - other.lessons;
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j <= i; j++) {
        rest.squares[i][j] = squares[i][j] - other.squares[i][j];
      }
      for (int t = 0; t < ArmModel.TARGETS; t++) {
        rest.products[t][i] = products[t][i] - other.products[t][i];
      }
    }
    return rest;
  }

  ArmModel solved() {
    double[][] lower = cholesky();
    double[][] inverse = inverse(lower);
    double[][] weights = new double[ArmModel.TARGETS][SIZE];
    for (int t = 0; t < ArmModel.TARGETS; t++) {
      for (int i = 0; i < SIZE; i++) {
        for (int j = 0; j < SIZE; j++) {
          weights[t][i] += inverse[i][j] * products[t][j];
        }
      }
    }
    return new ArmModel(lessons, weights, inverse);
  }

  private double[][] cholesky() {
    double[][] lower = new double[SIZE][SIZE];
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = squares[i][j] + (i == j ? RIDGE : 0);
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        lower[i][j] = i == j ? Math.sqrt(sum) : sum / lower[j][j];
      }
    }
    return lower;
  }

  private static double[][] inverse(double[][] lower) {
    double[][] inverse = new double[SIZE][];
    for (int column = 0; column < SIZE; column++) {
      double[] x = new double[SIZE];
      for (int i = column; i < SIZE; i++) {
        double sum = i == column ? 1 : 0;
        for (int k = column; k < i; k++) {
          sum -= lower[i][k] * x[k];
        }
        x[i] = sum / lower[i][i];
      }
      for (int i = SIZE - 1; i >= 0; i--) {
        double sum = x[i];
        for (int k = i + 1; k < SIZE; k++) {
          sum -= lower[k][i] * x[k];
        }
        x[i] = sum / lower[i][i];
      }
      // Symmetric, so that its columns are its rows.
      inverse[column] = x;
    }
    return inverse;
  }
}
