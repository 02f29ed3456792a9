package io.auterity.plugins.ai.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.spi.manifest.ConfigForm;
import io.auterity.testkit.contract.Failures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OllamaConfigTest {

  @Test
  void asksTheServerBesideItUnlessConfigured() {
    OllamaConfig config = ConfigForm.read(OllamaConfig.class, Json.EMPTY);

    assertThat(config.endpoint().url()).hasToString("http://localhost:11434/");
    assertThat(config.endpoint().options()).isEqualTo(Json.EMPTY);
    assertThat(config.endpoint().keepAlive()).isNull();
    assertThat(config.model()).isNull();
    assertThat(config.embeddingModel()).isNull();
  }

  @Test
  void readsEverySetting() {
    Json.Obj options = Json.EMPTY.with("num_gpu", Json.of(99)).with("num_ctx", Json.of(8_192));
    OllamaConfig config =
        ConfigForm.read(
            OllamaConfig.class,
            Json.EMPTY
                .with("url", Json.of("https://gpu.example.org/ollama"))
                .with("model", Json.of("gemma3"))
                .with("embeddingModel", Json.of("embeddinggemma"))
                .with("keepAlive", Json.of("10m"))
                .with("options", options));

    assertThat(config.endpoint().url()).hasToString("https://gpu.example.org/ollama/");
    assertThat(config.endpoint().options()).isEqualTo(options);
    assertThat(config.endpoint().keepAlive()).isEqualTo("10m");
    assertThat(config.model()).contains("gemma3");
    assertThat(config.embeddingModel()).contains("embeddinggemma");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "-1s", "1h30m", "1.5h", "100ms"})
  void keepsAModelForAnyDuration(String text) {
    OllamaConfig config =
        ConfigForm.read(OllamaConfig.class, Json.EMPTY.with("keepAlive", Json.of(text)));

    assertThat(config.endpoint().keepAlive()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "10 m", "m", "10", "-1"})
  void refusesWhatIsNoDuration(String text) {
    assertThat(
            Failures.field(
                () ->
                    ConfigForm.read(
                        OllamaConfig.class, Json.EMPTY.with("keepAlive", Json.of(text)))))
        .isEqualTo("keepAlive");
  }

  @Test
  void refusesWhatCannotWorkByItsName() {
    assertThat(
            Failures.field(
                () ->
                    ConfigForm.read(
                            OllamaConfig.class, Json.EMPTY.with("url", Json.of("localhost")))
                        .endpoint()))
        .isEqualTo("url");
    assertThat(
            Failures.field(
                () ->
                    ConfigForm.read(OllamaConfig.class, Json.EMPTY.with("options", Json.of("x")))))
        .isEqualTo("options");
  }
}
