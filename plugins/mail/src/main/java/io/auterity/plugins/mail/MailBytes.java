package io.auterity.plugins.mail;

import io.auterity.spi.Call;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads bytes of a message, which are reserved of the server's memory before they are kept. */
final class MailBytes {

  // Itself, its letter in a text and once more in the answer that is written.
  private static final int BYTE = 4;

  private static final int PIECE = 64 * 1024;

  private MailBytes() {}

  /**
   * The first of them.
   *
   * @param most that are read
   * @throws io.auterity.spi.CallFailedException {@code saturated} when there is no memory for them
   */
  static byte[] first(InputStream in, int most, Call call) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    readInto(read, in, most, call);
    return read.toByteArray();
  }

  /** Adds the first of them; those that were read stay when reading breaks off. */
  static void readInto(ByteArrayOutputStream read, InputStream in, int most, Call call)
      throws IOException {
    byte[] piece = new byte[Math.min(most, PIECE)];
    for (int n = in.read(piece); n >= 0 && read.size() < most; n = in.read(piece)) {
      int some = Math.min(n, most - read.size());
      call.reserve((long) BYTE * some);
      read.write(piece, 0, some);
    }
  }
}
