package io.auterity.plugins.ai.ollama.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaErrorsTest {

  @ParameterizedTest
  @CsvSource({
    "400, model is required, INVALID",
    "400, registry/library/x does not support thinking, UNSUPPORTED",
    "400, the input length exceeds the context length, CONTEXT_TOO_LONG",
    "401, unauthorized, UNAUTHENTICATED",
    "404, model x not found, NOT_FOUND",
    "429, too many requests, RATE_LIMITED",
    "500, model requires more system memory, UNAVAILABLE",
    "502, '', UNAVAILABLE",
    "503, server busy; please try again. maximum pending requests exceeded, UNAVAILABLE",
    "504, '', TIMEOUT",
  })
  void mapsStatusAndWords(int status, String words, FailureCode expected) {
    Failure asked =
        OllamaErrors.failure(OllamaExamples.json(status, "{'error':'%s'}".formatted(words)));
    Failure changing =
        OllamaErrors.changing(OllamaExamples.json(status, "{'error':'%s'}".formatted(words)));

    assertThat(asked.code()).isEqualTo(expected);
    assertThat(changing.code()).isEqualTo(expected);
    assertThat(asked.applied())
        .isEqualTo(expected == FailureCode.TIMEOUT ? Applied.UNKNOWN : Applied.NO);
    assertThat(changing.applied()).isEqualTo(status >= 500 ? Applied.UNKNOWN : Applied.NO);
  }

  @Test
  void repeatsNoPartOfAKey() {
    assertThat(OllamaErrors.failure(OllamaExamples.json(401, "{'error':'bad key sk-1'}")).message())
        .doesNotContain("sk-1");
  }
}
