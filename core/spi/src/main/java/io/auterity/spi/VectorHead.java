package io.auterity.spi;

/**
 * Tells by a text's vector how likely the text is of one sort: logistic regression that was trained
 * before, for the vectors of one model.
 *
 * @param subject what it tells, e.g. {@link #INJECTION}
 * @param weights one for each number of a vector
 * @param threshold probability from which on a text counts as one
 */
// Weights are handed on, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record VectorHead(String subject, float[] weights, double constant, double threshold) {

  /** Whether a text is an instruction where none belongs. */
  public static final String INJECTION = "injection";

  /** How likely the text of a vector is of that sort, from 0 to 1. */
  public double probability(float[] vector) {
    double sum = constant;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * vector[i];
    }
    return 1 / (1 + Math.exp(-sum));
  }
}
