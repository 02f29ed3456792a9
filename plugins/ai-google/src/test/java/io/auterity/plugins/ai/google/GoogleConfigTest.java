package io.auterity.plugins.ai.google;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.plugins.ai.google.wire.GoogleEndpoint;
import io.auterity.spi.Json;
import io.auterity.spi.manifest.ConfigForm;
import io.auterity.testkit.contract.Failures;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoogleConfigTest {

  private static final Json.Obj PROJECT = Json.EMPTY.with("project", Json.of("p-1"));

  private static GoogleEndpoint vertex(Json.Obj config) {
    return ConfigForm.read(VertexConfig.class, config).endpoint();
  }

  @Test
  void asksTheGeminiApiUnlessConfigured() {
    GeminiConfig config = ConfigForm.read(GeminiConfig.class, Json.EMPTY);

    assertThat(config.endpoint().url())
        .hasToString("https://generativelanguage.googleapis.com/v1beta/");
    assertThat(config.endpoint().isVertex()).isFalse();
    assertThat(config.model()).isNull();
  }

  @Test
  void readsEverySetting() {
    GeminiConfig config =
        ConfigForm.read(
            GeminiConfig.class,
            Json.object(
                Map.of("url", Json.of("http://localhost:9/v1"), "model", Json.of("gemini-x"))));

    assertThat(config.endpoint().url()).hasToString("http://localhost:9/v1/");
    assertThat(config.model()).contains("gemini-x");
  }

  @ParameterizedTest
  @CsvSource({
    ", , global",
    "https://europe-west4-aiplatform.googleapis.com/v1, , europe-west4",
    "https://us-central1-aiplatform.googleapis.com/v1, us-central1, us-central1",
    "http://localhost:9/v1, us-central1, us-central1",
  })
  void asksVertexInTheLocationOfItsHost(String url, String location, String expected) {
    Json.Obj config = url == null ? PROJECT : PROJECT.with("url", Json.of(url));
    config = location == null ? config : config.with("location", Json.of(location));

    assertThat(vertex(config).home()).isEqualTo("projects/p-1/locations/%s/".formatted(expected));
  }

  @Test
  void refusesWhatCannotWorkByItsName() {
    Json.Obj elsewhere =
        PROJECT
            .with("url", Json.of("https://us-central1-aiplatform.googleapis.com/v1"))
            .with("location", Json.of("europe-west4"));
    Json.Obj nowhere = PROJECT.with("url", Json.of("http://localhost:9/v1"));

    assertThat(Failures.field(() -> vertex(Json.EMPTY))).isEqualTo("project");
    assertThat(Failures.field(() -> vertex(PROJECT.with("project", Json.of("a/b")))))
        .isEqualTo("project");
    assertThat(Failures.field(() -> vertex(elsewhere))).isEqualTo("location");
    assertThat(Failures.field(() -> vertex(nowhere))).isEqualTo("location");
    assertThat(
            Failures.field(
                () ->
                    ConfigForm.read(
                            GeminiConfig.class, Json.EMPTY.with("url", Json.of("googleapis.com")))
                        .endpoint()))
        .isEqualTo("url");
  }
}
