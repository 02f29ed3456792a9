package io.auterity.plugins.ai.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.manifest.ConfigForm;
import io.auterity.testkit.contract.Failures;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReplayConfigTest {

  @Test
  void playsBackAsFastAsRecordedUnlessConfigured() {
    assertThat(config(Json.of("o1"), null)).isEqualTo(new ReplayConfig("o1", 1, Map.of()));
    assertThat(config(Json.of("o1"), Json.of(20))).isEqualTo(new ReplayConfig("o1", 20, Map.of()));
    assertThat(config(Json.of("o1"), Json.of(0.5)))
        .isEqualTo(new ReplayConfig("o1", 0.5, Map.of()));
  }

  @Test
  void refusesAModelWithoutNameAndASpeedThatStandsStill() {
    assertThat(refusal(Json.of(" "), null)).contains("model: must match");
    assertThat(refusal(Json.NULL, null)).contains("model: is required");
    assertThat(refusal(Json.of("o1"), Json.of(0))).contains("speed: must be more than 0");
  }

  private static String refusal(Json model, @Nullable Json speed) {
    return Failures.expect(FailureCode.INVALID, () -> config(model, speed)).message();
  }

  private static ReplayConfig config(Json model, @Nullable Json speed) {
    Json.Obj config = Json.object(Map.of("model", model));
    return ConfigForm.read(
        ReplayConfig.class, speed == null ? config : config.with("speed", speed));
  }
}
