package io.auterity.toolkit.learn;

/**
 * What is known of one input: the features that are not zero.
 *
 * @param at their numbers, each once
 * @param value theirs
 */
// Rows are handed on, never compared.
@SuppressWarnings("ArrayRecordComponent")
record FeatureRow(int[] at, float[] value) {

  FeatureRow {
    if (at.length != value.length) {
      throw new IllegalArgumentException(at.length + " numbers for " + value.length + " values");
    }
  }
}
