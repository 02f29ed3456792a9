package io.auterity.spi.ai;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Content;
import io.auterity.spi.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What inputs say of the most that they can use. */
class MeasuredTest {

  /** A WAV file with a chunk of that many bytes before its format. */
  private static Content wav(int format, int channels, int rate, int bits, int data, int before) {
    ByteBuffer file = ByteBuffer.allocate(52 + before + data).order(ByteOrder.LITTLE_ENDIAN);
    file.put(ascii("RIFF")).putInt(44 + before + data).put(ascii("WAVE"));
    file.put(ascii("LIST")).putInt(before).position(file.position() + before);
    file.put(ascii("fmt ")).putInt(16).putShort((short) format).putShort((short) channels);
    file.putInt(rate).putInt(1).putShort((short) 1).putShort((short) bits);
    file.put(ascii("data")).putInt(7);
    return Content.of("audio/wav", file.array());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static long seconds(Content audio) {
    return AudioLength.seconds(audio);
  }

  @Test
  void aWavFileIsAsLongAsItsBytesSay() {
    assertThat(seconds(wav(1, 1, 16_000, 16, 32_000 * 9 - 60, 0))).isEqualTo(9);
    assertThat(seconds(wav(1, 1, 16_000, 16, 32_000 * 9, 0))).isEqualTo(10);
    assertThat(seconds(wav(1, 2, 8_000, 8, 160_000, 300))).isEqualTo(11);
    assertThat(seconds(wav(3, 1, 8_000, 32, 1, 0))).isEqualTo(1);
  }

  @Test
  void soundsThatDoNotTellAreBoundedByTheirBytes() {
    assertThat(seconds(Content.of("audio/mpeg", new byte[5_001]))).isEqualTo(313);
    assertThat(seconds(Content.of("audio/mpeg", new byte[36_000 * 16 + 1]))).isEqualTo(36_000);
    assertThat(seconds(Content.of("audio/mpeg", new byte[0]))).isEqualTo(1);
    assertThat(seconds(wav(2, 1, 16_000, 16, 950, 0))).isEqualTo(63);
    assertThat(seconds(wav(1, 0, 16_000, 16, 950, 0))).isEqualTo(63);
    assertThat(seconds(wav(1, 1, 16_000, 16, 950, 5_000))).isGreaterThan(313);
  }

  @Test
  void whatItProbablyIsIsLessThanTheMost() {
    Content song = Content.of("audio/mpeg", new byte[80_001]);
    TranscriptionRequest request =
        new TranscriptionRequest("m", song, null, null, null, null, null, null);

    assertThat(request.likely()).containsEntry(MediaUnit.AUDIO_SECONDS, 11L);
    assertThat(request.most()).containsEntry(MediaUnit.AUDIO_SECONDS, 5_001L);
    assertThat(new TranslationRequest("m", wav(1, 1, 8_000, 8, 9_000, 0), null, null, null, null))
        .satisfies(translation -> assertThat(translation.likely()).isEqualTo(translation.most()));
  }

  @Test
  void eachCutOfAHeadIsAtLeastBounded() {
    byte[] whole = wav(1, 1, 16_000, 16, 0, 3).bytes();
    for (int length = 0; length < whole.length; length++) {
      Content cut = Content.of("audio/wav", java.util.Arrays.copyOf(whole, length));
      assertThat(seconds(cut)).isBetween(1L, 4L);
    }
  }

  @Test
  void aPictureCountsForEachThatIsAskedFor() {
    assertThat(image(null).most()).containsEntry(MediaUnit.IMAGES, 1L);
    Map<String, Long> three = image(new ImageStyle(3, null, null, null, null, null)).most();
    assertThat(three).containsEntry(MediaUnit.IMAGES, 3L);
    assertThat(three.get(TokenUnit.OUTPUT.wire())).isGreaterThan(3 * 6_240L);
    assertThat(three.keySet().iterator().next()).isEqualTo(MediaUnit.IMAGES);
  }

  private static ImageRequest image(@Nullable ImageStyle style) {
    return new ImageRequest("m", "A cat.", style, null);
  }

  @Test
  void charactersAreNotHalvesOfThem() {
    SpeechRequest request = new SpeechRequest("m", "a😀ü", "v", null, null, null, null);

    assertThat(request.most()).containsEntry(MediaUnit.INPUT_CHARACTERS, 3L);
  }

  @Test
  void aSearchIsAHundredDocuments() {
    assertThat(searches(List.of())).isEqualTo(1);
    assertThat(searches(Collections.nCopies(100, "short"))).isEqualTo(1);
    assertThat(searches(Collections.nCopies(101, "short"))).isEqualTo(2);
    assertThat(searches(Collections.nCopies(100, "long ".repeat(200)))).isEqualTo(2);
  }

  private static long searches(List<String> documents) {
    Long units = new RerankRequest("m", "q", documents, null).most().get(MediaUnit.SEARCH_UNITS);
    return units == null ? 0 : units;
  }

  @Test
  void anObjectMayBeAskedForTwiceWithTheFirstAnswer() {
    Json.Obj schema = Json.EMPTY.with("type", Json.of("object"));
    String text = "ü".repeat(10_000);
    ObjectRequest asked = new ObjectRequest(text, "Read it.", schema, 300, null);

    assertThat(asked.most()).containsOnlyKeys("input_tokens");
    assertThat(asked.most().get("input_tokens"))
        .isGreaterThan(2 * 10_000 + schema.toString().length() + 300);
    assertThat(new ObjectRequest(text, null, schema).most().get("input_tokens"))
        .isGreaterThan(asked.most().get("input_tokens"));
    assertThat(asked.likely()).containsExactly(Map.entry("output_tokens", 500L));
  }
}
