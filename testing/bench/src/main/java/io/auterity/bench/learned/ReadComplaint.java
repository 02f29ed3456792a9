package io.auterity.bench.learned;

import io.auterity.toolkit.learn.Labelled;

/**
 * A complaint with its vector.
 *
 * @param millis how long making the vector took
 */
// Compared nowhere.
@SuppressWarnings("ArrayRecordComponent")
record ReadComplaint(AnsweredComplaint row, float[] vector, double millis) {

  Labelled labelled() {
    return new Labelled(row.text(), vector, row.label());
  }
}
