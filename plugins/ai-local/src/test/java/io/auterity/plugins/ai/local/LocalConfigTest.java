package io.auterity.plugins.ai.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.plugins.ai.local.embedding.ModelFile;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.testkit.contract.Failures;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalConfigTest {

  @Test
  void namesTheModel() {
    assertThat(LocalConfig.of(model("bge-small-q")).model()).isEqualTo(ModelFile.BGE_SMALL_Q);
    assertThat(LocalConfig.of(model("minilm-q")).model()).isEqualTo(ModelFile.MINILM_Q);
  }

  @Test
  void refusesAMissingOrUnknownModel() {
    assertThat(refusal(Json.EMPTY)).isEqualTo("model is missing");
    assertThat(refusal(model("gpt-4o")))
        .isEqualTo("model must be bge-small-q or minilm-q, not gpt-4o");
  }

  private static String refusal(Json.Obj config) {
    return Failures.expect(FailureCode.INVALID, () -> LocalConfig.of(config)).message();
  }

  private static Json.Obj model(String id) {
    return Json.object(Map.of("model", Json.of(id)));
  }
}
