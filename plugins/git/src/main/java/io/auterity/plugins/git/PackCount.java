package io.auterity.plugins.git;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A pack on its way, which says in its head how many objects it has (gitformat-pack): room for all
 * of them is made before the first is read.
 */
final class PackCount extends FilterInputStream {

  static final long MOST = 2_000_000;

  private static final int HEAD = 12;
  private static final int COUNT = 8;

  private int seen;
  private long count;

  PackCount(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int some = in.read(buffer, offset, length);
    for (int i = 0; i < some && seen < HEAD; i++) {
      count = seen++ < COUNT ? 0 : count << 8 | (buffer[offset + i] & 0xff);
    }
    if (seen == HEAD && count > MOST) {
      throw new IOException(
          "a push may bring %d objects, not %d: push in parts".formatted(MOST, count));
    }
    return some;
  }
}
