package io.auterity.spi.ai;

import java.util.OptionalDouble;

/** The frames of an MPEG audio file (ISO 11172-3, 13818-3), each of which tells how long it is. */
final class Mp3Frames {

  private static final int[][] KBITS = {
    {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
    {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
    {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
  };
  private static final int[] RATES = {44_100, 48_000, 32_000};
  private static final int TAG = 10;

  private final byte[] bytes;
  private int length;
  private double seconds;

  private Mp3Frames(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Empty when the file does not consist of frames. */
  static OptionalDouble seconds(byte[] bytes) {
    return new Mp3Frames(bytes).seconds();
  }

  private OptionalDouble seconds() {
    int at = tag();
    int begin = at;
    long framed = 0;
    double sum = 0;
    while (at + 4 <= bytes.length) {
      if (frame(at)) {
        framed += length;
        sum += seconds;
        at += length;
      } else {
        at++;
      }
    }
    return framed * 2 >= bytes.length - begin && sum > 0
        ? OptionalDouble.of(sum)
        : OptionalDouble.empty();
  }

  // What players put before the sound; its length has seven bits in each byte.
  private int tag() {
    if (bytes.length < TAG || bytes[0] != 'I' || bytes[1] != 'D' || bytes[2] != '3') {
      return 0;
    }
    int size = (bytes[6] << 21) | (bytes[7] << 14) | (bytes[8] << 7) | bytes[9];
    return Math.clamp((long) TAG + size, TAG, bytes.length);
  }

  private boolean frame(int at) {
    int head = 0;
    for (int i = 0; i < 4; i++) {
      head = (head << 8) | (bytes[at + i] & 0xff);
    }
    int version = head >> 19 & 3;
    int layer = 4 - (head >> 17 & 3);
    int kbits = head >> 12 & 15;
    int rate = head >> 10 & 3;
    boolean known = head >>> 21 == 0x7ff && version != 1 && layer < 4 && kbits % 15 != 0;
    if (!known || rate == 3) {
      return false;
    }
    boolean first = version == 3;
    int hertz = RATES[rate] >> (first ? 0 : version == 2 ? 1 : 2);
    int bits = 1_000 * KBITS[first ? layer - 1 : layer == 1 ? 3 : 4][kbits];
    int padding = head >> 9 & 1;
    int samples = layer == 1 ? 384 : layer == 3 && !first ? 576 : 1_152;
    length =
        layer == 1
            ? (12 * bits / hertz + padding) * 4
            : samples / Byte.SIZE * bits / hertz + padding;
    seconds = (double) samples / hertz;
    return true;
  }
}
