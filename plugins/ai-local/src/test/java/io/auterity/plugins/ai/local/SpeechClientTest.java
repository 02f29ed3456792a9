package io.auterity.plugins.ai.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Content;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Transcription;
import io.auterity.spi.ai.TranscriptionRequest;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.contract.Wavs;
import io.auterity.testkit.manifest.ManifestFileReader;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SpeechClientTest {

  private static final LoadedSpeech LOADED = new LoadedSpeech();
  private static final Ai CLIENT = new SpeechClient(LOADED, new Processors(1));

  @AfterAll
  static void close() {
    LOADED.close();
  }

  private static FakeCall call() {
    return FakeCall.of(
        "ai.transcription.create",
        new FakeProvider("speech", ManifestFileReader.of(LocalPlugin.class)));
  }

  private static TranscriptionRequest of(Content audio, @Nullable String language) {
    return new TranscriptionRequest(
        "moonshine-tiny", audio, language, null, null, true, null, null);
  }

  private static Content wav(short... samples) {
    return Content.of("audio/wav", Wavs.of(samples));
  }

  /** Half a minute and more of a tone that swells and fades, as no voice does. */
  private static short[] tone() {
    short[] samples = new short[16_000 * 31];
    for (int i = 0; i < samples.length; i++) {
      double swell = Math.sin(Math.PI * i / 8_000);
      samples[i] = (short) (9_000 * swell * Math.sin(2 * Math.PI * 220 * i / 16_000));
    }
    return samples;
  }

  private static Failure refused(TranscriptionRequest request) {
    return Failures.expect(
        FailureCode.UNSUPPORTED, () -> CLIENT.createTranscription(request, call()));
  }

  @Test
  void silenceHoldsNoWordsAndIsMeteredAllTheSame() {
    FakeCall call = call();

    Transcription made = CLIENT.createTranscription(of(wav(new short[24_000]), "en-GB"), call);

    assertThat(made.text()).isEmpty();
    assertThat(made.segments()).isEmpty();
    assertThat(made.duration()).isEqualTo(1.5);
    assertThat(call.metered()).isEqualTo(Map.of("audio_seconds", 2L));
  }

  @Test
  void theSameSoundIsTheSameText() {
    Transcription made = CLIENT.createTranscription(of(wav(tone()), null), call());

    assertThat(CLIENT.createTranscription(of(wav(tone()), null), call())).isEqualTo(made);
    assertThat(made.segments())
        .allSatisfy(segment -> assertThat(segment.end() - segment.start()).isBetween(0.1, 30.0));
  }

  @Test
  void otherLanguagesFormatsAndModelsAreRefused() {
    assertThat(refused(of(wav((short) 1), "de")).fields()).containsKey("language");
    assertThat(refused(of(Content.of("audio/mpeg", new byte[100]), null)).message())
        .contains("must be a WAV file of plain samples");
    TranscriptionRequest other =
        new TranscriptionRequest("whisper-1", wav(), null, null, null, null, null, null);
    Failures.expect(FailureCode.NOT_FOUND, () -> CLIENT.createTranscription(other, call()));
  }

  @Test
  void whatItDoesNotGoByIsNamed() {
    TranscriptionRequest request =
        new TranscriptionRequest(
            null,
            wav(),
            "en",
            "Names",
            0.5,
            true,
            true,
            Extra.of("openai", Json.object(Map.of("include", Json.of("x")))));

    assertThat(CLIENT.lossy(request))
        .containsExactly("prompt", "temperature", "words", "extra.openai.include");
    assertThat(CLIENT.lossy(of(wav(), "en"))).isEmpty();
  }
}
