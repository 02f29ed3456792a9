package io.auterity.toolkit.ai;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.RerankRequest;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.testkit.contract.Failures;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AiInputsTest {

  @Test
  void tokensAreNoTexts() {
    Failure refused =
        Failures.expect(
            FailureCode.UNSUPPORTED,
            () -> AiInputs.check(new EmbeddingRequest(null, List.of(), null, List.of(List.of(1)))));

    assertThat(refused.fields()).containsOnlyKeys("input");
  }

  @Test
  void takesTwoDescribedClassesAndAText() {
    AiInputs.check(new TextToClassify("x", Map.of("a", "An a.", "b", "A b.")));
    AiInputs.check(new EmbeddingRequest(null, Collections.nCopies(2_048, "x"), null));
    AiInputs.check(rerank("x", Collections.nCopies(2_048, ""), 1));
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
    assertThat(field(() -> AiInputs.check(rerank(" ", List.of("x"), null)))).isEqualTo("query");
    assertThat(field(() -> AiInputs.check(rerank("x", List.of(), null)))).isEqualTo("documents");
    assertThat(field(() -> AiInputs.check(rerank("x", List.of("x"), 0)))).isEqualTo("top");
  }

  private static RerankRequest rerank(String query, List<String> documents, @Nullable Integer top) {
    return new RerankRequest(null, query, documents, top);
  }

  private static String field(ThrowingCallable action) {
    return Failures.field(action);
  }
}
