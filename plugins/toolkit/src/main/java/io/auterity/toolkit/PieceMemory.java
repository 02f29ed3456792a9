package io.auterity.toolkit;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;

/**
 * What a call keeps of something that comes in pieces, such as a line, reserved as it grows: only
 * what is more than it ever was takes memory anew.
 */
public final class PieceMemory {

  /** Bytes of the heap that a value of JSON takes, beside its text. */
  public static final int VALUE = 96;

  // Its letters, and the texts that are made of them.
  private static final int BYTE = 4;

  // Less is in use by each call.
  private static final long FREE = 64L * 1024;

  private final Call call;
  private long weight;
  private long reserved = FREE;

  public PieceMemory(Call call) {
    this.call = call;
  }

  /**
   * More of it has come, of which nothing is made yet.
   *
   * @throws CallFailedException as {@link Call#reserve}
   */
  public void add(byte[] piece) {
    weight += (long) BYTE * piece.length + VALUE * values(piece);
    if (weight > reserved) {
      // In growing steps: many that grow little by little would all wait and none would end.
      long room = Math.max(weight, reserved + reserved / 2);
      call.reserve(room - reserved);
      reserved = room;
    }
  }

  /** All of it was made into something that goes on. */
  public void reset() {
    weight = 0;
  }

  // An upper bound of those that a text of JSON has: what stands in texts counts too.
  private static long values(byte[] piece) {
    long values = 0;
    for (byte each : piece) {
      values += each == ',' || each == '{' || each == '[' ? 1 : 0;
    }
    return values;
  }
}
