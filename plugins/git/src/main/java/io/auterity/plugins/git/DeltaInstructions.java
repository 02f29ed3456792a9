package io.auterity.plugins.git;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.errors.CorruptObjectException;

/**
 * The instructions of a difference (gitformat-pack, deltified representation): after the sizes of
 * its base and of what it makes, each copies from the base or inserts bytes of its own. Together
 * they make exactly as much as is said; readers that trust the size would fill it with nothing.
 */
final class DeltaInstructions {

  private static final int COPY = 0x80;
  private static final int MOST_INSERTED = 0x7f;
  private static final int COPY_OF_NONE = 0x10000;
  private static final int LONGEST_SIZE = 63;

  private DeltaInstructions() {}

  /**
   * Reads them to their end.
   *
   * @throws CorruptObjectException when they make more or less than they say, or copy what the base
   *     has not
   */
  static void require(InputStream delta) throws IOException {
    long base = size(delta);
    long made = size(delta);
    long left = made;
    for (int next = delta.read(); next >= 0; next = delta.read()) {
      left -= (next & COPY) != 0 ? copied(delta, next, base) : inserted(delta, next);
      if (left < 0) {
        break;
      }
    }
    if (left != 0) {
      throw new CorruptObjectException(
          "a difference does not make the %d bytes that it says".formatted(made));
    }
  }

  private static long copied(InputStream delta, int instruction, long base) throws IOException {
    long from = number(delta, instruction, 4);
    long length = number(delta, instruction >> 4, 3);
    length = length == 0 ? COPY_OF_NONE : length;
    if (from + length > base) {
      throw new CorruptObjectException(
          "a difference copies beyond its base of %d bytes".formatted(base));
    }
    return length;
  }

  private static long inserted(InputStream delta, int instruction) throws IOException {
    int length = instruction & MOST_INSERTED;
    if (length == 0) {
      throw new CorruptObjectException("a difference has an instruction that git has not");
    }
    delta.skipNBytes(length);
    return length;
  }

  // Bits say which of its bytes are there, the least first.
  private static long number(InputStream delta, int there, int bytes) throws IOException {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number |= (there >> i & 1) == 0 ? 0 : (long) one(delta) << (i * Byte.SIZE);
    }
    return number;
  }

  private static long size(InputStream delta) throws IOException {
    long size = 0;
    for (int shift = 0; shift < LONGEST_SIZE; shift += 7) {
      int next = one(delta);
      size |= (long) (next & 0x7f) << shift;
      if (next < COPY) {
        return size;
      }
    }
    throw new CorruptObjectException("a difference says a size that no object has");
  }

  private static int one(InputStream delta) throws IOException {
    int one = delta.read();
    if (one < 0) {
      throw new EOFException("a difference ends in the middle");
    }
    return one;
  }
}
