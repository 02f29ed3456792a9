package io.auterity.relay.decision.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A buffer that values are written to in few bytes and without objects in between; it is used again
 * and again, by one thread at a time. Whole numbers are variable in length, seven bits to a byte; a
 * record begins with the number of its bytes, so that one may grow at its end. A text stands in
 * full once, and is a number where it comes again or is one of {@link SharedTexts}.
 */
final class CompactWriter {

  private static final int FIRST = 2_048;
  // A buffer that one odd decision made large is not kept.
  private static final int KEPT = 65_536;
  private static final int LONGEST_NUMBER = 10;
  private static final int DIGITS = 32;
  private static final int HEX = 16;

  private byte[] buffer = new byte[FIRST];
  private int size;
  private final TextNumbers texts = new TextNumbers();

  /** Begins a record and returns what {@link #end} needs. */
  int begin() {
    ensure(LONGEST_NUMBER);
    return ++size;
  }

  /** Ends a record. One byte was left for its length; where that is not enough it moves up. */
  void end(int from) {
    int length = size - from;
    int more = lengthOf(length) - 1;
    if (more > 0) {
      ensure(more);
      System.arraycopy(buffer, from, buffer, from + more, length);
    }
    size = from - 1;
    unsigned(length);
    size += length;
  }

  private static int lengthOf(long value) {
    return (Long.SIZE - 1 - Long.numberOfLeadingZeros(value | 1)) / 7 + 1;
  }

  /** A byte, or eight flags. */
  void octet(int value) {
    ensure(1);
    buffer[size++] = (byte) value;
  }

  /** A number that is mostly small; a negative one takes ten bytes. */
  void unsigned(long value) {
    ensure(LONGEST_NUMBER);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      buffer[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[size++] = (byte) rest;
  }

  /** A number that may be negative. */
  void signed(long value) {
    unsigned((value << 1) ^ (value >> (Long.SIZE - 1)));
  }

  /** Eight bytes. */
  void fixed(long value) {
    ensure(Long.BYTES);
    ByteBuffer.wrap(buffer).putLong(size, value);
    size += Long.BYTES;
  }

  /** A fraction; the simpler, the shorter. */
  void fraction(double value) {
    unsigned(Long.reverseBytes(Double.doubleToRawLongBits(value)));
  }

  void uuid(UUID value) {
    fixed(value.getMostSignificantBits());
    fixed(value.getLeastSignificantBits());
  }

  void text(@Nullable String value) {
    if (value == null) {
      unsigned(TextNumbers.NULL);
      return;
    }
    int known = texts.numberOf(value);
    if (known >= 0) {
      unsigned(known);
    } else {
      inFull(value);
    }
  }

  private void inFull(String value) {
    int length = value.length();
    ensure(LONGEST_NUMBER + length);
    int before = size;
    unsigned(TextNumbers.inFull(length));
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c >= 0x80) {
        size = before;
        encoded(value);
        return;
      }
      buffer[size++] = (byte) c;
    }
  }

  private void encoded(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    unsigned(TextNumbers.inFull(bytes.length));
    ensure(bytes.length);
    System.arraycopy(bytes, 0, buffer, size, bytes.length);
    size += bytes.length;
  }

  /** A text that usually is 32 hexadecimal digits, as the ids of traces and digests are. */
  void digits(@Nullable String value) {
    if (value != null && isHex(value)) {
      octet(1);
      fixed(Long.parseUnsignedLong(value, 0, DIGITS / 2, HEX));
      fixed(Long.parseUnsignedLong(value, DIGITS / 2, DIGITS, HEX));
    } else {
      octet(0);
      text(value);
    }
  }

  private static boolean isHex(String value) {
    return value.length() == DIGITS
        && value.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  void texts(Collection<String> values) {
    unsigned(values.size());
    for (String value : values) {
      text(value);
    }
  }

  void texts(Map<String, String> values) {
    unsigned(values.size());
    for (Map.Entry<String, String> entry : values.entrySet()) {
      text(entry.getKey());
      text(entry.getValue());
    }
  }

  void quantities(Map<String, Long> values) {
    unsigned(values.size());
    for (Map.Entry<String, Long> entry : values.entrySet()) {
      text(entry.getKey());
      signed(entry.getValue());
    }
  }

  /** What has been written, after which it is empty. */
  byte[] take() {
    byte[] written = Arrays.copyOf(buffer, size);
    clear();
    return written;
  }

  /** Forgets what has been written. */
  void clear() {
    size = 0;
    texts.clear();
    if (buffer.length > KEPT) {
      buffer = new byte[FIRST];
    }
  }

  private void ensure(int more) {
    if (buffer.length - size < more) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
    }
  }
}
