package io.auterity.plugins.ai.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.plugins.ai.local.embedding.ModelFile;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.manifest.ConfigForm;
import io.auterity.testkit.contract.Failures;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalConfigTest {

  @Test
  void namesTheModel() {
    assertThat(ConfigForm.read(LocalConfig.class, model("bge-small-q")).file())
        .isEqualTo(ModelFile.BGE_SMALL_Q);
    assertThat(ConfigForm.read(LocalConfig.class, model("minilm-q")).file())
        .isEqualTo(ModelFile.MINILM_Q);
  }

  @Test
  void refusesAMissingOrUnknownModel() {
    assertThat(refusal(Json.EMPTY)).contains("model: is required");
    assertThat(refusal(model("gpt-4o"))).contains("model: must be one of bge-small-q, minilm-q");
  }

  private static String refusal(Json.Obj config) {
    return Failures.expect(FailureCode.INVALID, () -> ConfigForm.read(LocalConfig.class, config))
        .message();
  }

  private static Json.Obj model(String id) {
    return Json.object(Map.of("model", Json.of(id)));
  }
}
