package io.auterity.plugins.ai.local.speech;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Sound as samples of one channel between -1 and 1, 16,000 for a second; read from WAV files of
 * plain samples, which are mixed and resampled.
 */
public final class Waveform {

  /** Samples for a second. */
  public static final int RATE = 16_000;

  private static final int PCM = 1;
  private static final int FLOATS = 3;
  private static final int EXTENSIBLE = 0xfffe;
  private static final int SLOWEST = 4_000;
  private static final int FASTEST = 192_000;
  private static final int MOST_CHANNELS = 8;
  private static final float WHOLE = 0x1p31f;

  /** Samples take four bytes whatever a file's take, so that a small file could fill the memory. */
  private static final int LONGEST_MINUTES = 30;

  private final float[] samples;

  private Waveform(float[] samples) {
    this.samples = samples;
  }

  static Waveform of(float[] samples) {
    return new Waveform(samples);
  }

  /** How its samples stand in a file. */
  private record Format(int kind, int channels, int rate, int bits) {

    int frame() {
      return channels * bits / Byte.SIZE;
    }

    boolean readable() {
      boolean whole = kind == PCM && (bits == 8 || bits == 16 || bits == 24 || bits == 32);
      return (whole || (kind == FLOATS && bits == 32))
          && channels >= 1
          && channels <= MOST_CHANNELS
          && rate >= SLOWEST
          && rate <= FASTEST;
    }
  }

  /**
   * Reads a WAV file; one that breaks off is as long as it is.
   *
   * @throws UnreadableSoundException when it is none, or its samples are compressed
   */
  public static Waveform read(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (file.length < 12 || !word(in, 0).equals("RIFF") || !word(in, 8).equals("WAVE")) {
      throw new UnreadableSoundException("it is no WAV file");
    }
    Format format = null;
    for (long at = 12; at + 8 <= file.length; ) {
      int here = (int) at;
      long length = Integer.toUnsignedLong(in.getInt(here + 4));
      if (word(in, here).equals("fmt ") && here + 24 <= file.length) {
        format = format(in, here + 8, length);
      } else if (word(in, here).equals("data")) {
        return samples(in, here + 8, length, format);
      }
      at += 8 + length + length % 2;
    }
    throw new UnreadableSoundException("it holds no samples");
  }

  private static Format format(ByteBuffer in, int at, long length) {
    int kind = Short.toUnsignedInt(in.getShort(at));
    boolean longer = kind == EXTENSIBLE && length >= 40 && at + 26 <= in.limit();
    return new Format(
        longer ? Short.toUnsignedInt(in.getShort(at + 24)) : kind,
        Short.toUnsignedInt(in.getShort(at + 2)),
        in.getInt(at + 4),
        Short.toUnsignedInt(in.getShort(at + 14)));
  }

  private static Waveform samples(ByteBuffer in, int at, long length, @Nullable Format format) {
    if (format == null || !format.readable()) {
      throw new UnreadableSoundException(
          "its samples are not plain numbers of 8 to 32 bits, 4,000 to 192,000 for a second");
    }
    int frames = (int) (Math.min(length, in.limit() - at) / format.frame());
    if (frames > LONGEST_MINUTES * 60L * format.rate()) {
      throw new UnreadableSoundException(
          "it lasts longer than %d minutes: cut it".formatted(LONGEST_MINUTES));
    }
    float[] mixed = new float[frames];
    int width = format.bits() / Byte.SIZE;
    for (int frame = 0; frame < frames; frame++) {
      float sum = 0;
      for (int channel = 0; channel < format.channels(); channel++) {
        sum += sample(in, at + frame * format.frame() + channel * width, format);
      }
      mixed[frame] = sum / format.channels();
    }
    return new Waveform(resampled(mixed, format.rate()));
  }

  private static float sample(ByteBuffer in, int at, Format format) {
    return switch (format.bits()) {
      case 8 -> (Byte.toUnsignedInt(in.get(at)) - 128) / 128f;
      case 16 -> in.getShort(at) / 32_768f;
      case 24 -> ((in.get(at + 2) << 16) | Short.toUnsignedInt(in.getShort(at))) / 8_388_608f;
      default -> format.kind() == FLOATS ? finite(in.getFloat(at)) : in.getInt(at) / WHOLE;
    };
  }

  private static float finite(float value) {
    return Float.isFinite(value) ? Math.clamp(value, -1f, 1f) : 0;
  }

  // Means over what one sample stands for, or between two where there are fewer than needed.
  private static float[] resampled(float[] samples, int rate) {
    if (rate == RATE || samples.length == 0) {
      return samples;
    }
    double step = (double) rate / RATE;
    float[] made = new float[(int) Math.floor(samples.length / step)];
    for (int i = 0; i < made.length; i++) {
      made[i] = step > 1 ? mean(samples, i * step, (i + 1) * step) : between(samples, i * step);
    }
    return made;
  }

  private static float mean(float[] samples, double from, double to) {
    int first = (int) from;
    int last = Math.min(samples.length, (int) Math.ceil(to));
    float sum = 0;
    for (int i = first; i < last; i++) {
      sum += samples[i];
    }
    return sum / Math.max(1, last - first);
  }

  private static float between(float[] samples, double place) {
    int left = (int) place;
    int right = Math.min(samples.length - 1, left + 1);
    float part = (float) (place - left);
    return samples[left] * (1 - part) + samples[right] * part;
  }

  private static String word(ByteBuffer in, int at) {
    byte[] word = new byte[4];
    in.get(at, word);
    return new String(word, StandardCharsets.ISO_8859_1);
  }

  float[] samples() {
    return samples;
  }

  /** How long it lasts. */
  public double seconds() {
    return (double) samples.length / RATE;
  }
}
