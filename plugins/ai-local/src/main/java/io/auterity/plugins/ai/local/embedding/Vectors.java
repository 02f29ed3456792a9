package io.auterity.plugins.ai.local.embedding;

/** Arithmetic of vectors. */
public final class Vectors {

  /** Adds {@code weight} times a vector to a sum. */
  static void add(float[] sum, float[] vector, float weight) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * vector[i];
    }
  }

  /** The vector of the same direction and length one. */
  static float[] normalized(float[] vector) {
    float length = (float) Math.sqrt(dot(vector, vector));
    float[] unit = new float[vector.length];
    add(unit, vector, 1f / length);
    return unit;
  }

  /** The scalar product; of vectors of length one it is their cosine similarity. */
  public static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
