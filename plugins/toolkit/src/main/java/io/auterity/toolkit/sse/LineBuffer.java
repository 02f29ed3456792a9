package io.auterity.toolkit.sse;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of a line so far; text only once the line is whole, so that no character is cut. */
final class LineBuffer {

  private final int longest;
  private byte[] bytes = new byte[256];
  private int length;

  LineBuffer(int longest) {
    this.longest = longest;
  }

  void add(byte b) {
    if (length == longest) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE,
          "an event of the reply is longer than %d bytes".formatted(longest));
    }
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, length * 2);
    }
    bytes[length++] = b;
  }

  String take() {
    String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
    length = 0;
    return text;
  }
}
