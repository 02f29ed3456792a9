package io.auterity.spi.ai;

import java.nio.ByteBuffer;
import java.util.OptionalDouble;

/**
 * The clusters of a WebM file (RFC 9559): the greater of what its head tells, which one that was
 * recorded live does not, and of the time of the last block.
 */
final class WebmClusters {

  private static final int SEGMENT = 0x18538067;
  private static final int INFO = 0x1549a966;
  private static final int SCALE = 0x2ad7b1;
  private static final int DURATION = 0x4489;
  private static final int CLUSTER = 0x1f43b675;
  private static final int TIME = 0xe7;
  private static final int GROUP = 0xa0;
  private static final int BLOCK = 0xa1;
  private static final int SIMPLE_BLOCK = 0xa3;

  private static final double NANOS = 1e9;

  /** No packet is longer. */
  private static final double LAST = 0.12;

  private final ByteBuffer file;
  private int at;
  private double told;
  private double scale = 1_000_000;
  private long cluster;
  private long last = -1;

  private WebmClusters(byte[] bytes) {
    file = ByteBuffer.wrap(bytes);
  }

  /** Empty when there is no block in it. */
  static OptionalDouble seconds(byte[] bytes) {
    WebmClusters clusters = new WebmClusters(bytes);
    clusters.walk();
    return clusters.last < 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            Math.max(clusters.told, (double) clusters.last) * clusters.scale / NANOS + LAST);
  }

  private void walk() {
    while (at + 2 <= file.limit()) {
      int id = (int) number(false);
      long size = at < file.limit() ? number(true) : -1;
      if (id == SEGMENT || id == INFO || id == CLUSTER || id == GROUP) {
        continue;
      }
      if (id == 0 || size < 0 || size > file.limit() - at) {
        last = -1; // What comes behind it is not known.
        return;
      }
      take(id, (int) size);
      at += (int) size;
    }
  }

  private void take(int id, int size) {
    switch (id) {
      case SCALE -> scale = unsigned(size);
      case DURATION -> told = size == 4 ? file.getFloat(at) : size == 8 ? file.getDouble(at) : 0;
      case TIME -> cluster = unsigned(size);
      case BLOCK, SIMPLE_BLOCK -> takeBlock(size);
      default -> {
        // Tells nothing of time.
      }
    }
  }

  private void takeBlock(int size) {
    int track = Integer.numberOfLeadingZeros(file.get(at) & 0xff) - 23;
    if (track + 2 <= size) {
      last = Math.max(last, cluster + file.getShort(at + track));
    }
  }

  private long unsigned(int size) {
    long value = 0;
    for (int i = 0; i < Math.min(size, 7); i++) {
      value = (value << 8) | (file.get(at + i) & 0xff);
    }
    return value;
  }

  // A number of as many bytes as its first has zeros before a one, and one more.
  private long number(boolean plain) {
    int first = file.get(at) & 0xff;
    int length = Integer.numberOfLeadingZeros(first) - 23;
    if (length > 8 || at + length > file.limit()) {
      at = file.limit();
      return plain ? -1 : 0;
    }
    long value = plain ? first & (0xff >> length) : first;
    boolean unknown = plain && value == 0xff >> length;
    for (int i = 1; i < length; i++) {
      int next = file.get(at + i) & 0xff;
      unknown &= next == 0xff;
      value = (value << 8) | next;
    }
    at += length;
    return unknown ? -1 : value;
  }
}
