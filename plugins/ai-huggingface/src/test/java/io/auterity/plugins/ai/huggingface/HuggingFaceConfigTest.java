package io.auterity.plugins.ai.huggingface;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.plugins.ai.huggingface.HuggingFaceConfig.Task;
import io.auterity.spi.Json;
import io.auterity.spi.manifest.ConfigForm;
import io.auterity.testkit.contract.Failures;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HuggingFaceConfigTest {

  @Test
  void asksTheServiceUnlessConfigured() {
    HuggingFaceConfig config = ConfigForm.read(HuggingFaceConfig.class, Json.EMPTY);

    assertThat(config.endpoint().url()).hasToString("https://router.huggingface.co/hf-inference/");
    assertThat(config.endpoint().hub()).hasToString("https://huggingface.co/");
    assertThat(config.endpoint().dedicated()).isFalse();
    assertThat(config.endpoint().promptName()).isEmpty();
  }

  @Test
  void readsEverySetting() {
    HuggingFaceConfig config =
        ConfigForm.read(
            HuggingFaceConfig.class,
            Json.object(
                Map.of(
                    "url", Json.of("http://localhost:9000"),
                    "hub", Json.of("http://localhost:9001"),
                    "dedicated", Json.of(true),
                    "promptName", Json.of("query"),
                    "model", Json.of("a"),
                    "embeddingModel", Json.of("b"),
                    "rerankModel", Json.of("c"),
                    "transcriptionModel", Json.of("d"),
                    "imageModel", Json.of("e"))));

    assertThat(config.endpoint().url()).hasToString("http://localhost:9000/");
    assertThat(config.endpoint().hub()).hasToString("http://localhost:9001/");
    assertThat(config.endpoint().dedicated()).isTrue();
    assertThat(config.endpoint().promptName()).contains("query");
    assertThat(config.model(null, Task.CLASSIFY)).isEqualTo("a");
    assertThat(config.model(null, Task.EMBED)).isEqualTo("b");
    assertThat(config.model(null, Task.RERANK)).isEqualTo("c");
    assertThat(config.model(null, Task.TRANSCRIBE)).isEqualTo("d");
    assertThat(config.model(null, Task.DRAW)).isEqualTo("e");
    assertThat(config.model("x", Task.DRAW)).isEqualTo("x");
  }

  @ParameterizedTest
  @EnumSource
  void aTaskNeedsAModelUnlessThereIsButOne(Task task) {
    HuggingFaceConfig shared = ConfigForm.read(HuggingFaceConfig.class, Json.EMPTY);
    HuggingFaceConfig own =
        ConfigForm.read(HuggingFaceConfig.class, Json.EMPTY.with("dedicated", Json.of(true)));

    assertThat(Failures.field(() -> shared.model(null, task))).isEqualTo("model");
    assertThat(own.model(null, task)).isEqualTo("dedicated");
  }

  @Test
  void refusesWhatCannotWorkByItsName() {
    assertThat(refused("url", Json.of("huggingface.co"))).isEqualTo("url");
    assertThat(refused("hub", Json.of("huggingface.co"))).isEqualTo("hub");
    assertThat(refused("dedicated", Json.of("yes"))).isEqualTo("dedicated");
    assertThat(refused("imageModel", Json.of(1))).isEqualTo("imageModel");
  }

  private static String refused(String name, Json value) {
    return Failures.field(
        () ->
            ConfigForm.read(HuggingFaceConfig.class, Json.object(Map.of(name, value))).endpoint());
  }
}
