package io.auterity.plugins.ai.local.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sound from WAV files. */
class WaveformTest {

  /** A file of those samples, each of them {@code value} of the full scale. */
  private static byte[] wav(int kind, int channels, int rate, int bits, int frames, double value) {
    int data = frames * channels * bits / 8;
    ByteBuffer file = ByteBuffer.allocate(54 + data).order(ByteOrder.LITTLE_ENDIAN);
    file.put(ascii("RIFF")).putInt(46 + data).put(ascii("WAVE"));
    file.put(ascii("LIST")).putInt(1).put((byte) 7).put((byte) 0);
    file.put(ascii("fmt ")).putInt(16).putShort((short) kind).putShort((short) channels);
    file.putInt(rate).putInt(0).putShort((short) 0).putShort((short) bits);
    file.put(ascii("data")).putInt(data);
    for (int i = 0; i < frames * channels; i++) {
      put(file, kind, bits, value);
    }
    return file.array();
  }

  private static void put(ByteBuffer file, int kind, int bits, double value) {
    switch (bits) {
      case 8 -> file.put((byte) (128 + Math.round(value * 127)));
      case 16 -> file.putShort((short) Math.round(value * 32_767));
      case 24 -> {
        int whole = (int) Math.round(value * 8_388_607);
        file.putShort((short) whole).put((byte) (whole >> 16));
      }
      default -> {
        if (kind == 3) {
          file.putFloat((float) value);
        } else {
          file.putInt((int) Math.round(value * 2_147_483_647));
        }
      }
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 16000, 8, -0.5",
    "1, 1, 16000, 16, -0.5",
    "1, 2, 48000, 24, -0.5",
    "1, 1, 8000, 32, 0.25",
    "3, 2, 44100, 32, -0.75"
  })
  void samplesOfAnyFormAreMixedAndResampled(
      int kind, int channels, int rate, int bits, double value) {
    Waveform sound = Waveform.read(wav(kind, channels, rate, bits, rate / 10, value));

    assertThat(sound.seconds()).isCloseTo(0.1, within(0.001));
    for (float sample : sound.samples()) {
      assertThat(sample).isCloseTo((float) value, within(0.01f));
    }
  }

  @Test
  void aToneKeepsItsPitch() {
    byte[] file = wav(1, 1, 48_000, 16, 48_000, 0);
    ByteBuffer samples = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 48_000; i++) {
      short sample = (short) (20_000 * Math.sin(2 * Math.PI * 440 * i / 48_000));
      samples.putShort(54 + 2 * i, sample);
    }

    float[] heard = Waveform.read(file).samples();

    int crossings = 0;
    for (int i = 1; i < heard.length; i++) {
      crossings += heard[i - 1] < 0 && heard[i] >= 0 ? 1 : 0;
    }
    assertThat(crossings).isBetween(438, 441);
  }

  @Test
  void aFileThatBreaksOffIsAsLongAsItIs() {
    byte[] whole = wav(1, 1, 16_000, 16, 1_000, 0.5);
    for (int length = 54; length < 80; length++) {
      assertThat(Waveform.read(Arrays.copyOf(whole, length)).samples()).hasSize((length - 54) / 2);
    }
    for (int length = 0; length < 54; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Waveform.read(cut)).isInstanceOf(UnreadableSoundException.class);
    }
  }

  @Test
  void nothingButNumbersIsHeard() {
    assertThat(Waveform.read(wav(3, 1, 16_000, 32, 3, Double.NaN)).samples())
        .containsExactly(0f, 0f, 0f);
    assertThat(Waveform.read(wav(3, 1, 16_000, 32, 1, 7)).samples()).containsExactly(1f);
  }

  @ParameterizedTest
  @CsvSource({
    "2, 1, 16000, 16",
    "1, 0, 16000, 16",
    "1, 1, 100, 16",
    "1, 9, 16000, 16",
    "3, 1, 16000, 16"
  })
  void whatIsCompressedOrAbsurdIsRefused(int kind, int channels, int rate, int bits) {
    byte[] file = wav(kind, channels, rate, bits, 10, 0.5);

    assertThatThrownBy(() -> Waveform.read(file)).hasMessageContaining("not plain numbers");
  }

  @Test
  void whatWouldFillTheMemoryIsRefused() {
    byte[] file = wav(1, 1, 4_000, 8, 30 * 60 * 4_000 + 1, 0.5);

    assertThatThrownBy(() -> Waveform.read(file)).hasMessageContaining("longer than 30 minutes");
    assertThat(Waveform.read(Arrays.copyOf(file, file.length - 1)).seconds()).isEqualTo(1_800);
  }
}
