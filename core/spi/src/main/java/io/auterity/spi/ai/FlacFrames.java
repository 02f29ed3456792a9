package io.auterity.spi.ai;

import java.util.OptionalDouble;

/**
 * The frames of a FLAC file (RFC 9639). What its head says of the whole need not be true, so every
 * header of a frame counts as well; the length is the greater of both.
 */
final class FlacFrames {

  private static final int FIRST_BLOCK = 8;
  private static final int HEADER = 4;
  private static final int POLYNOMIAL = 0x07;

  private final byte[] bytes;

  private FlacFrames(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Empty when its head does not tell how fast it goes. */
  static OptionalDouble seconds(byte[] bytes) {
    return new FlacFrames(bytes).seconds();
  }

  private OptionalDouble seconds() {
    if (bytes.length < FIRST_BLOCK + 34) {
      return OptionalDouble.empty();
    }
    int rate = number(FIRST_BLOCK + 10, 3) >> 4;
    long told =
        ((bytes[FIRST_BLOCK + 13] & 15L) << 32) | (number(FIRST_BLOCK + 14, 4) & 0xffffffffL);
    long samples = Math.max(told, framed(behindHead()));
    return rate == 0 || samples == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) samples / rate);
  }

  private int behindHead() {
    int at = HEADER;
    boolean last = false;
    while (!last && at + HEADER <= bytes.length) {
      last = bytes[at] < 0;
      at += HEADER + number(at + 1, 3);
    }
    return at;
  }

  private long framed(int begin) {
    long samples = 0;
    for (int at = begin; at + 6 <= bytes.length; at++) {
      if ((bytes[at] & 0xff) == 0xff && (bytes[at + 1] & 0xfe) == 0xf8) {
        samples += block(at);
      }
    }
    return samples;
  }

  /** How many samples the frame there has; 0 when there is none. */
  private int block(int at) {
    int size = bytes[at + 2] >> 4 & 15;
    int rate = bytes[at + 2] & 15;
    int end = at + 4 + numbered(bytes[at + 4] & 0xff);
    int wide = size == 6 ? 1 : size == 7 ? 2 : 0;
    int after = end + wide + (rate == 12 ? 1 : rate == 13 || rate == 14 ? 2 : 0);
    if (size == 0 || rate == 15 || (bytes[at + 3] & 1) != 0 || after >= bytes.length) {
      return 0;
    }
    return checksum(at, after) == (bytes[after] & 0xff) ? samples(size, end, wide) : 0;
  }

  private int samples(int size, int at, int wide) {
    if (wide > 0) {
      return number(at, wide) + 1;
    }
    return size == 1 ? 192 : size < 6 ? 576 << (size - 2) : 256 << (size - 8);
  }

  // As UTF-8 writes a character, with up to seven bytes.
  private static int numbered(int first) {
    return first < 0x80 ? 1 : Math.max(1, Integer.numberOfLeadingZeros(~(first << 24)));
  }

  private int checksum(int from, int to) {
    int sum = 0;
    for (int at = from; at < to; at++) {
      sum ^= bytes[at] & 0xff;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        sum = (sum & 0x80) == 0 ? sum << 1 : ((sum << 1) ^ POLYNOMIAL) & 0xff;
      }
    }
    return sum;
  }

  private int number(int at, int length) {
    int value = 0;
    for (int i = 0; i < length; i++) {
      value = (value << 8) | (bytes[at + i] & 0xff);
    }
    return value;
  }
}
