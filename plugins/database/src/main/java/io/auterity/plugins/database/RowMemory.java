package io.auterity.plugins.database;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;

/** The memory of the rows of one statement: those of a further try take the place of the last. */
final class RowMemory {

  private final Call call;
  private long reserved;
  private long used;

  RowMemory(Call call) {
    this.call = call;
  }

  /** Forgets the rows of the try before. */
  void begin() {
    used = 0;
  }

  /**
   * Adds a row.
   *
   * @throws CallFailedException as {@link Call#reserve}
   */
  void add(long bytes) {
    used += bytes;
    if (used > reserved) {
      call.reserve(used - reserved);
      reserved = used;
    }
  }
}
