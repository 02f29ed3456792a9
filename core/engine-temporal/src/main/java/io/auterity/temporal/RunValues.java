package io.auterity.temporal;

import io.auterity.spi.CallFailedException;
import io.auterity.workflow.engine.CarriedRuns;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Values of runs as executions and activities hand them to each other: large ones by reference to a
 * row, as the cluster takes 2 MiB at a time and 50 MiB of a history.
 */
record RunValues(CarriedRuns runs) {

  /** Bytes of the largest value that is inline in a history; a larger one is a reference. */
  static final int MOST_INLINE = 64 << 10;

  private static final byte INLINE = 0;
  private static final byte REFERENCE = 1;

  /**
   * A value to hand on.
   *
   * @throws CallFailedException {@code unavailable} while a large one cannot be kept
   */
  byte[] write(String run, byte[] value) {
    return value.length <= MOST_INLINE
        ? marked(INLINE, value)
        : marked(REFERENCE, runs.keepPayload(UUID.fromString(run), value));
  }

  /**
   * The value again.
   *
   * @throws CallFailedException {@code unavailable} while a large one cannot be read
   */
  byte[] read(String run, byte[] written) {
    byte[] rest = Arrays.copyOfRange(written, 1, written.length);
    return written[0] == REFERENCE ? runs.payload(UUID.fromString(run), rest) : rest;
  }

  /**
   * As {@link #write}, within a turn: what fails there fails the turn, which is tried again.
   * Nothing may be decided by it, as a replay would not see it.
   */
  byte[] writeInTurn(String run, byte[] value) {
    return inTurn(() -> write(run, value));
  }

  /** As {@link #read}, within a turn, like {@link #writeInTurn}. */
  byte[] readInTurn(String run, byte[] written) {
    return inTurn(() -> read(run, written));
  }

  private static byte[] inTurn(Supplier<byte[]> work) {
    try {
      return work.get();
    } catch (CallFailedException e) {
      throw new IllegalStateException("a value of the run cannot be kept or read now", e);
    }
  }

  private static byte[] marked(byte kind, byte[] rest) {
    byte[] all = new byte[rest.length + 1];
    all[0] = kind;
    System.arraycopy(rest, 0, all, 1, rest.length);
    return all;
  }
}
