package io.auterity.spi.ai;

import io.auterity.spi.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The duration of an audio file, read from its format or bounded. Uncompressed WAV tells it by its
 * bytes, MP3, FLAC and Ogg Opus by each frame, MP4, WebM and Vorbis by the times in them; of any
 * other only a bound is known. That bound is not what speech usually takes, since silence may take
 * next to nothing: no format of speech gives a second less than sixteen bytes over a whole file,
 * and no vendor listens for longer than ten hours.
 */
public final class AudioLength {

  private static final long FEWEST_BYTES = 16;
  private static final long LONGEST = 36_000;

  /** As compressed sound usually has for a second: 64 kbit. */
  private static final long USUAL_BYTES = 8_000;

  /** Vendors count about ten for a second of input, and a fast speaker says five words. */
  private static final long TOKENS_PER_SECOND = 50;

  /** What adding up fractions may make too much. */
  private static final double ROUNDING = 1e-6;

  private static final int EBML = 0x1a45dfa3;
  private static final int HEAD = 4_096;
  private static final int PCM = 1;
  private static final int FLOATS = 3;

  private AudioLength() {}

  /** Seconds, begun ones whole, that it lasts at most. */
  public static long seconds(Content audio) {
    return Math.max(
        1, told(audio).orElse(Math.min(LONGEST, Math.ceilDiv(audio.length(), FEWEST_BYTES))));
  }

  static Map<String, Long> most(Content audio) {
    return units(seconds(audio));
  }

  static Map<String, Long> likely(Content audio) {
    return units(Math.max(1, told(audio).orElse(Math.ceilDiv(audio.length(), USUAL_BYTES))));
  }

  private static Map<String, Long> units(long seconds) {
    Map<String, Long> most = new LinkedHashMap<>();
    most.put(MediaUnit.AUDIO_SECONDS, seconds);
    most.put(TokenUnit.INPUT.wire(), seconds * TOKENS_PER_SECOND);
    most.put(TokenUnit.OUTPUT.wire(), Math.max(64, seconds * TOKENS_PER_SECOND));
    return most;
  }

  /** Seconds as the file itself tells them, begun ones whole; empty when it does not. */
  public static OptionalLong told(Content audio) {
    byte[] head = head(audio);
    return head.length >= 12 && word(ByteBuffer.wrap(head), 0).equals("RIFF")
        ? ofWav(ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN), audio.length())
        : compressed(head, audio);
  }

  private static OptionalLong ofWav(ByteBuffer head, long bytes) {
    if (!word(head, 8).equals("WAVE")) {
      return OptionalLong.empty();
    }
    for (long at = 12; at + 24 <= head.limit(); ) {
      int here = (int) at;
      if (word(head, here).equals("fmt ")) {
        return ofPcm(head, here + 8, bytes);
      }
      at += 8 + Integer.toUnsignedLong(head.getInt(here + 4));
    }
    return OptionalLong.empty();
  }

  private static OptionalLong compressed(byte[] head, Content audio) {
    if (head.length < 12) {
      return OptionalLong.empty();
    }
    OptionalDouble seconds = inContainer(ByteBuffer.wrap(head), audio);
    return seconds.isPresent()
        ? OptionalLong.of((long) Math.ceil(Math.min(LONGEST, seconds.getAsDouble()) - ROUNDING))
        : OptionalLong.empty();
  }

  // A file that ends before what it promises does not tell it.
  private static OptionalDouble inContainer(ByteBuffer begin, Content audio) {
    byte[] bytes = audio.bytes();
    try {
      return switch (word(begin, 0)) {
        case "fLaC" -> FlacFrames.seconds(bytes);
        case "OggS" -> OggPages.seconds(bytes);
        default ->
            begin.getInt(0) == EBML
                ? WebmClusters.seconds(bytes)
                : word(begin, 4).equals("ftyp")
                    ? Mp4Boxes.seconds(bytes)
                    : Mp3Frames.seconds(bytes);
      };
    } catch (IndexOutOfBoundsException e) {
      return OptionalDouble.empty();
    }
  }

  // By all bytes of the file: what its head says of the length of its data may be anything.
  private static OptionalLong ofPcm(ByteBuffer head, int at, long bytes) {
    int format = Short.toUnsignedInt(head.getShort(at));
    long channels = Short.toUnsignedLong(head.getShort(at + 2));
    long rate = Integer.toUnsignedLong(head.getInt(at + 4));
    long bits = Short.toUnsignedLong(head.getShort(at + 14));
    long inSecond = channels * rate * bits / Byte.SIZE;
    return (format == PCM || format == FLOATS) && inSecond > 0
        ? OptionalLong.of(Math.ceilDiv(bytes, inSecond))
        : OptionalLong.empty();
  }

  private static String word(ByteBuffer head, int at) {
    byte[] word = new byte[4];
    head.get(at, word);
    return new String(word, StandardCharsets.ISO_8859_1);
  }

  private static byte[] head(Content audio) {
    try (InputStream in = audio.open()) {
      return in.readNBytes(HEAD);
    } catch (IOException e) {
      return new byte[0];
    }
  }
}
