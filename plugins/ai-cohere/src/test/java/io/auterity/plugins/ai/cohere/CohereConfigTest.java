package io.auterity.plugins.ai.cohere;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.spi.manifest.ConfigForm;
import io.auterity.testkit.contract.Failures;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CohereConfigTest {

  @Test
  void asksCohereForVectorsOfDocumentsUnlessConfigured() {
    CohereConfig config = ConfigForm.read(CohereConfig.class, Json.EMPTY);

    assertThat(config.endpoint().url()).hasToString("https://api.cohere.com/");
    assertThat(config.endpoint().inputType()).isEqualTo("search_document");
    assertThat(config.endpoint().truncate()).isEqualTo("NONE");
    assertThat(config.model()).isNull();
    assertThat(config.embeddingModel()).isNull();
    assertThat(config.rerankModel()).isNull();
  }

  @Test
  void readsEverySetting() {
    CohereConfig config =
        ConfigForm.read(
            CohereConfig.class,
            Json.object(
                Map.of(
                    "url", Json.of("http://localhost:9000/cohere"),
                    "model", Json.of("command-a"),
                    "embeddingModel", Json.of("embed-v4.0"),
                    "rerankModel", Json.of("rerank-v3.5"),
                    "transcriptionModel", Json.of("cohere-transcribe"),
                    "language", Json.of("de"),
                    "inputType", Json.of("search_query"),
                    "truncate", Json.of("END"))));

    assertThat(config.endpoint().url()).hasToString("http://localhost:9000/cohere/");
    assertThat(config.endpoint().inputType()).isEqualTo("search_query");
    assertThat(config.endpoint().truncate()).isEqualTo("END");
    assertThat(config.model()).contains("command-a");
    assertThat(config.embeddingModel()).contains("embed-v4.0");
    assertThat(config.rerankModel()).contains("rerank-v3.5");
    assertThat(config.transcriptionModel()).contains("cohere-transcribe");
    assertThat(config.language()).contains("de");
  }

  @Test
  void refusesWhatCannotWorkByItsName() {
    assertThat(refused("url", "api.cohere.com")).isEqualTo("url");
    assertThat(refused("inputType", "image")).isEqualTo("inputType");
    assertThat(refused("truncate", "middle")).isEqualTo("truncate");
  }

  private static String refused(String name, String value) {
    return Failures.field(
        () ->
            ConfigForm.read(CohereConfig.class, Json.object(Map.of(name, Json.of(value))))
                .endpoint());
  }
}
