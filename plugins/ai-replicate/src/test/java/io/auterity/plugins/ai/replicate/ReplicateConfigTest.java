package io.auterity.plugins.ai.replicate;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.spi.manifest.ConfigForm;
import io.auterity.testkit.contract.Failures;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplicateConfigTest {

  @Test
  void asksReplicateAndWaitsALittleUnlessConfigured() {
    ReplicateConfig config = ConfigForm.read(ReplicateConfig.class, Json.EMPTY);

    assertThat(config.endpoint().url()).hasToString("https://api.replicate.com/v1/");
    assertThat(config.waitSeconds()).isEqualTo(5);
    assertThat(config.model()).isNull();
    assertThat(config.imageModel()).isNull();
  }

  @Test
  void readsEverySetting() {
    ReplicateConfig config =
        ConfigForm.read(
            ReplicateConfig.class,
            Json.object(
                Map.of(
                    "url", Json.of("http://localhost:9000/v1"),
                    "model", Json.of("meta/meta-llama-3-8b-instruct"),
                    "imageModel", Json.of("black-forest-labs/flux-schnell"),
                    "waitSeconds", Json.of(0))));

    assertThat(config.endpoint().url()).hasToString("http://localhost:9000/v1/");
    assertThat(config.waitSeconds()).isZero();
    assertThat(config.model()).contains("meta/meta-llama-3-8b-instruct");
    assertThat(config.imageModel()).contains("black-forest-labs/flux-schnell");
  }

  @Test
  void refusesWhatCannotWorkByItsName() {
    assertThat(refused("url", Json.of("api.replicate.com"))).isEqualTo("url");
    assertThat(refused("waitSeconds", Json.of(61))).isEqualTo("waitSeconds");
    assertThat(refused("waitSeconds", Json.of(-1))).isEqualTo("waitSeconds");
    assertThat(refused("waitSeconds", Json.of(1.5))).isEqualTo("waitSeconds");
  }

  private static String refused(String name, Json value) {
    return Failures.field(
        () -> ConfigForm.read(ReplicateConfig.class, Json.object(Map.of(name, value))).endpoint());
  }
}
