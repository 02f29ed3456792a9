package io.auterity.plugins.ci;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.toolkit.Cancelled;
import java.nio.charset.StandardCharsets;

/** Counts what is written for one call, which is bounded and ends with its caller. */
final class WrittenText {

  private static final int MOST_BYTES = 1 << 20;

  private final Call call;
  private long bytes;

  WrittenText(Call call) {
    this.call = call;
  }

  /**
   * Counts a piece before it is kept.
   *
   * @throws CallFailedException {@code too_large}, {@code cancelled} or {@code timeout}
   */
  String add(String piece) {
    Cancelled.check(call);
    bytes += piece.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MOST_BYTES) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE,
          "the definition would have more than %d bytes; give jobs, steps and variables fewer or shorter texts"
              .formatted(MOST_BYTES));
    }
    return piece;
  }
}
