package io.auterity.spi.ai;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The pages of an Ogg file (RFC 3533). Packets of Opus (RFC 6716) tell themselves how long they
 * are; of Vorbis the positions count that the pages tell.
 */
final class OggPages {

  private static final int HEAD = 27;
  private static final double OPUS_RATE = 48_000;
  private static final double[] SILK = {10, 20, 40, 60};
  private static final double[] CELT = {2.5, 5, 10, 20};

  private final ByteBuffer file;
  private final Map<Integer, Track> tracks = new HashMap<>();

  /** One stream of several. */
  private static final class Track {
    private double rate;
    private boolean opus;
    private boolean open;
    private long position;
    private double millis;

    private double seconds() {
      return Math.max(position / rate, millis / 1_000);
    }
  }

  private OggPages(byte[] bytes) {
    file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Empty when there is sound in it that is neither Opus nor Vorbis. */
  static OptionalDouble seconds(byte[] bytes) {
    return new OggPages(bytes).seconds();
  }

  private OptionalDouble seconds() {
    int at = 0;
    while (at + HEAD <= file.limit() && starts(at, "OggS")) {
      at = page(at);
    }
    boolean known = !tracks.isEmpty() && tracks.values().stream().allMatch(one -> one.rate > 0);
    return known && at >= file.limit()
        ? OptionalDouble.of(tracks.values().stream().mapToDouble(Track::seconds).sum())
        : OptionalDouble.empty();
  }

  private int page(int at) {
    Track track = tracks.computeIfAbsent(file.getInt(at + 14), serial -> new Track());
    int segments = file.get(at + 26) & 0xff;
    int packet = at + HEAD + segments;
    int end = packet;
    for (int i = 0; i < segments; i++) {
      int lace = file.get(at + HEAD + i) & 0xff;
      if (!track.open) {
        begin(track, end);
      }
      end += lace;
      track.open = lace == 255;
    }
    track.position = Math.max(track.position, file.getLong(at + 6));
    return end;
  }

  private void begin(Track track, int at) {
    if (starts(at, "OpusHead")) {
      track.rate = OPUS_RATE;
      track.opus = true;
    } else if (starts(at, "\u0001vorbis")) {
      track.rate = file.getInt(at + 12);
    } else if (track.opus && at < file.limit() && !starts(at, "OpusTags")) {
      track.millis += millis(at);
    }
  }

  private double millis(int at) {
    int head = file.get(at) & 0xff;
    int config = head >> 3;
    double frame =
        config < 12 ? SILK[config & 3] : config < 16 ? SILK[config & 1] : CELT[config & 3];
    return switch (head & 3) {
      case 0 -> frame;
      case 3 -> at + 1 < file.limit() ? frame * (file.get(at + 1) & 63) : 0;
      default -> 2 * frame;
    };
  }

  private boolean starts(int at, String word) {
    if (at + word.length() > file.limit()) {
      return false;
    }
    byte[] there = new byte[word.length()];
    file.get(at, there);
    return new String(there, StandardCharsets.ISO_8859_1).equals(word);
  }
}
