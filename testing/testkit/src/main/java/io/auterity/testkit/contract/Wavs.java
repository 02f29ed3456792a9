package io.auterity.testkit.contract;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Small WAV files: one channel, 16 bits, 16,000 samples a second. */
public final class Wavs {

  private static final int RATE = 16_000;
  private static final int HEAD = 44;

  private Wavs() {}

  public static byte[] silence(int samples) {
    return of(new short[samples]);
  }

  public static byte[] of(short[] samples) {
    int bytes = samples.length * Short.BYTES;
    ByteBuffer file = ByteBuffer.allocate(HEAD + bytes).order(ByteOrder.LITTLE_ENDIAN);
    file.put(ascii("RIFF")).putInt(HEAD - 8 + bytes).put(ascii("WAVE"));
    file.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
    file.putInt(RATE).putInt(RATE * Short.BYTES).putShort((short) Short.BYTES).putShort((short) 16);
    file.put(ascii("data")).putInt(bytes);
    for (short sample : samples) {
      file.putShort(sample);
    }
    return file.array();
  }

  private static byte[] ascii(String word) {
    return word.getBytes(StandardCharsets.US_ASCII);
  }
}
