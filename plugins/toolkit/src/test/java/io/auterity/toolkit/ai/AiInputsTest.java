package io.auterity.toolkit.ai;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.testkit.contract.Failures;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AiInputsTest {

  @Test
  void takesTwoDescribedClassesAndAText() {
    AiInputs.check(new TextToClassify("x", Map.of("a", "An a.", "b", "A b.")));
    AiInputs.check(new EmbeddingRequest(null, Collections.nCopies(2_048, "x"), null));
  }

  @Test
  void namesWhatIsWrong() {
    assertThat(field(() -> AiInputs.check(new TextToClassify("", Map.of())))).isEqualTo("text");
    assertThat(field(() -> AiInputs.check(new TextToClassify("x", Map.of("a", "An a.")))))
        .isEqualTo("classes");
    assertThat(field(() -> AiInputs.check(new TextToClassify("x", Map.of("a", " ", "b", "B")))))
        .isEqualTo("classes.a");
    assertThat(field(() -> AiInputs.check(new EmbeddingRequest(null, List.of("x", ""), null))))
        .isEqualTo("input[1]");
    assertThat(field(() -> AiInputs.check(new EmbeddingRequest(null, List.of(), null))))
        .isEqualTo("input");
  }

  private static String field(ThrowingCallable action) {
    return Failures.field(action);
  }
}
