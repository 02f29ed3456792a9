package io.auterity.spi.ai;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The boxes of an MP4 or M4A file (ISO 14496-12): the longest that the film, a medium of it or the
 * table of its samples tells. One in fragments does not tell it.
 */
final class Mp4Boxes {

  private static final Set<String> HOLDING = Set.of("moov", "trak", "mdia", "minf", "stbl");

  private final ByteBuffer file;
  private double longest;
  private long scale;
  private boolean untold;

  private Mp4Boxes(byte[] bytes) {
    file = ByteBuffer.wrap(bytes);
  }

  /** Empty when no box tells it. */
  static OptionalDouble seconds(byte[] bytes) {
    Mp4Boxes boxes = new Mp4Boxes(bytes);
    boxes.walk(0, bytes.length);
    return boxes.untold || boxes.longest <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(boxes.longest);
  }

  private void walk(long from, long to) {
    for (long at = from; at + 8 <= to; ) {
      int here = (int) at;
      long size = Integer.toUnsignedLong(file.getInt(here));
      int head = size == 1 && at + 16 <= to ? 16 : 8;
      long end = size == 0 ? to : at + (head == 16 ? file.getLong(here + 8) : size);
      if (end < at + head || end > to) {
        untold = true;
        return;
      }
      take(word(here + 4), here + head, (int) end);
      at = end;
    }
  }

  private void take(String type, int at, int end) {
    switch (type) {
      case "mvhd", "mdhd" -> takeHead(at, end);
      case "stts" -> takeSamples(at, end);
      case "moof" -> untold = true;
      default -> {
        if (HOLDING.contains(type)) {
          walk(at, end);
        }
      }
    }
  }

  private void takeHead(int at, int end) {
    if (at + 32 > end) {
      return;
    }
    boolean wide = file.get(at) == 1;
    scale = Integer.toUnsignedLong(file.getInt(at + (wide ? 20 : 12)));
    long lasts = wide ? file.getLong(at + 24) : Integer.toUnsignedLong(file.getInt(at + 16));
    boolean told = lasts > 0 && (wide || lasts != 0xffffffffL);
    if (scale > 0 && told) {
      longest = Math.max(longest, (double) lasts / scale);
    }
  }

  private void takeSamples(int at, int end) {
    double sum = 0;
    for (int entry = at + 8; entry + 8 <= end; entry += 8) {
      sum +=
          (double) Integer.toUnsignedLong(file.getInt(entry))
              * Integer.toUnsignedLong(file.getInt(entry + 4));
    }
    if (scale > 0) {
      longest = Math.max(longest, sum / scale);
    }
  }

  private String word(int at) {
    byte[] word = new byte[4];
    file.get(at, word);
    return new String(word, StandardCharsets.ISO_8859_1);
  }
}
