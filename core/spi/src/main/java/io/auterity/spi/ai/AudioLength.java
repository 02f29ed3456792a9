package io.auterity.spi.ai;

import io.auterity.spi.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How long a sound lasts. The head of an uncompressed WAV file tells it; of any other only a bound
 * is known, since no common format takes less than 500 bytes for a second of speech.
 */
public final class AudioLength {

  private static final long FEWEST_BYTES = 500;

  /** As compressed sound usually has for a second: 64 kbit. */
  private static final long USUAL_BYTES = 8_000;

  /** Vendors count about ten for a second of input, and a fast speaker says five words. */
  private static final long TOKENS_PER_SECOND = 50;

  private static final int HEAD = 4_096;
  private static final int PCM = 1;
  private static final int FLOATS = 3;

  private AudioLength() {}

  /** Seconds, begun ones whole, that it lasts at most. */
  public static long seconds(Content audio) {
    return Math.max(1, told(audio).orElse(Math.ceilDiv(audio.length(), FEWEST_BYTES)));
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

  /** Seconds as the file itself tells them; empty when it does not. */
  public static OptionalLong told(Content audio) {
    ByteBuffer head = ByteBuffer.wrap(head(audio)).order(ByteOrder.LITTLE_ENDIAN);
    if (head.limit() < 12 || !word(head, 0).equals("RIFF") || !word(head, 8).equals("WAVE")) {
      return OptionalLong.empty();
    }
    for (long at = 12; at + 24 <= head.limit(); ) {
      int here = (int) at;
      if (word(head, here).equals("fmt ")) {
        return ofPcm(head, here + 8, audio.length());
      }
      at += 8 + Integer.toUnsignedLong(head.getInt(here + 4));
    }
    return OptionalLong.empty();
  }

  // By all bytes of the file: what its head says of the length of its data may be anything.
  private static OptionalLong ofPcm(ByteBuffer head, int at, long bytes) {
    int format = Short.toUnsignedInt(head.getShort(at));
    long channels = Short.toUnsignedLong(head.getShort(at + 2));
    long rate = Integer.toUnsignedLong(head.getInt(at + 4));
    long bits = Short.toUnsignedLong(head.getShort(at + 14));
    long inSecond = channels * rate * bits / Byte.SIZE;
    return (format == PCM || format == FLOATS) && inSecond >= FEWEST_BYTES
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
