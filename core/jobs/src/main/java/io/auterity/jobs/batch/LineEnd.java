package io.auterity.jobs.batch;

import org.jspecify.annotations.Nullable;

/**
 * The end of a line of a batch: its state and answer.
 *
 * @param answer null when it was not asked
 */
public record LineEnd(int number, String customId, LineState state, @Nullable LineAnswer answer) {
  /** Of a line that was asked. */
  static LineEnd of(BatchLine line, LineAnswer answer) {
    LineState state = answer.succeeded() ? LineState.SUCCEEDED : LineState.FAILED;
    return new LineEnd(line.number(), line.customId(), state, answer);
  }
}
