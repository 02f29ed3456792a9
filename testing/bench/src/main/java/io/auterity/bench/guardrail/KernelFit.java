package io.auterity.bench.guardrail;

import io.auterity.spi.VectorHead;
import io.auterity.spi.VectorHead.Exemplar;
import java.util.ArrayList;
import java.util.List;

/**
 * Kernel ridge regression with a Gaussian kernel over vectors of length one, solved by conjugate
 * gradients. The same rows give the same head.
 */
final class KernelFit {

  /** The numbers of such vectors are seldom beyond a quarter. */
  private static final double STEP = 0.25 / Byte.MAX_VALUE;

  private static final double SHARPNESS = 2;
  private static final double RIDGE = 0.1;
  private static final double CLOSE = 1e-8;

  private KernelFit() {}

  /**
   * A vector and what it stands for.
   *
   * @param yes whether it is one of those that are sought
   */
  // Vectors are handed on, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Row(float[] vector, boolean yes) {}

  /** Fits a head whose threshold is yet to be found. */
  static VectorHead of(String subject, List<Row> rows, double threshold) {
    List<byte[]> numbers = rows.stream().map(row -> steps(row.vector())).toList();
    double[] sought = rows.stream().mapToDouble(row -> row.yes() ? 1 : -1).toArray();
    double[] weights = solve(kernel(numbers), sought);
    List<Exemplar> exemplars = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      exemplars.add(new Exemplar(numbers.get(i), (float) weights[i]));
    }
    return new VectorHead(subject, exemplars, STEP, SHARPNESS, threshold);
  }

  private static byte[] steps(float[] vector) {
    byte[] steps = new byte[vector.length];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = (byte) Math.clamp(Math.round(vector[i] / STEP), -Byte.MAX_VALUE, Byte.MAX_VALUE);
    }
    return steps;
  }

  private static float[][] kernel(List<byte[]> numbers) {
    int count = numbers.size();
    float[][] kernel = new float[count][count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j <= i; j++) {
        double distance = STEP * STEP * distance(numbers.get(i), numbers.get(j));
        kernel[i][j] = (float) Math.exp(-SHARPNESS * distance);
        kernel[j][i] = kernel[i][j];
      }
      kernel[i][i] += (float) RIDGE;
    }
    return kernel;
  }

  private static int distance(byte[] one, byte[] other) {
    int sum = 0;
    for (int i = 0; i < one.length; i++) {
      int apart = one[i] - other[i];
      sum += apart * apart;
    }
    return sum;
  }

  /** Hestenes and Stiefel 1952, for a matrix that is symmetric and positive. */
  private static double[] solve(float[][] matrix, double[] sought) {
    double[] found = new double[sought.length];
    double[] left = sought.clone();
    double[] way = sought.clone();
    double square = dot(left, left);
    for (int round = 0; round < sought.length && square > CLOSE * sought.length; round++) {
      double[] along = times(matrix, way);
      double length = square / dot(way, along);
      add(found, way, length);
      add(left, along, -length);
      double next = dot(left, left);
      for (int i = 0; i < way.length; i++) {
        way[i] = left[i] + next / square * way[i];
      }
      square = next;
    }
    return found;
  }

  private static double[] times(float[][] matrix, double[] vector) {
    double[] product = new double[vector.length];
    for (int i = 0; i < product.length; i++) {
      float[] row = matrix[i];
      double sum = 0;
      for (int j = 0; j < row.length; j++) {
        sum += row[j] * vector[j];
      }
      product[i] = sum;
    }
    return product;
  }

  private static void add(double[] to, double[] what, double times) {
    for (int i = 0; i < to.length; i++) {
      to[i] += times * what[i];
    }
  }

  private static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }
}
