package io.auterity.plugins.ai.local.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.auterity.spi.Json;
import io.auterity.testkit.files.YamlTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EmbeddingModelTest {

  /**
   * The kept sample holds what langchain4j 1.20.0-beta30, with Hugging Face's own tokenizer, makes
   * of the same texts with the same files. Quantised arithmetic differs a little between
   * processors.
   */
  @ParameterizedTest
  @EnumSource
  void makesTheVectorsThatLangchain4jMakes(ModelFile file) throws IOException {
    try (EmbeddingModel model = EmbeddingModel.load(file)) {
      for (Json.Obj sample : samples()) {
        Embedding made = model.embed(text(sample), () -> {});

        List<Json> expected = items(sample, file.id());
        for (int i = 0; i < expected.size(); i++) {
          assertThat((double) made.vector()[i])
              .as(text(sample))
              .isCloseTo(((Json.Dec) expected.get(i)).value(), within(0.02));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void cutsTextsIntoThePiecesThatHuggingFaceCuts(ModelFile file) throws IOException {
    WordPieces pieces = WordPieces.read(file.tokenizer());

    for (Json.Obj sample : samples()) {
      assertThat(pieces.of(text(sample)).stream().flatMap(List::stream))
          .as(text(sample))
          .map(id -> Json.of((long) id))
          .containsExactlyElementsOf(items(sample, "pieces"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void relatedTextsAreNearerThanOthers(ModelFile file) {
    try (EmbeddingModel model = EmbeddingModel.load(file)) {
      float[] bank = vector(model, "The bank charged a fee.");

      assertThat(Vectors.dot(bank, vector(model, "My account was billed.")))
          .isGreaterThan(Vectors.dot(bank, vector(model, "The cat sleeps in the sun.")));
      assertThat(Vectors.dot(bank, bank)).isCloseTo(1, within(1e-5));
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsALongTextToItsEnd(ModelFile file) {
    String aboutCats = "The cat sleeps in the sun. ".repeat(100);
    try (EmbeddingModel model = EmbeddingModel.load(file)) {
      Embedding cats = model.embed(aboutCats, () -> {});
      Embedding both = model.embed(aboutCats + "The bank charged a fee. ".repeat(100), () -> {});

      float[] bank = vector(model, "The bank charged a fee.");
      assertThat(both.tokens()).isGreaterThan(cats.tokens()).isGreaterThan(1_000);
      assertThat(Vectors.dot(bank, both.vector())).isGreaterThan(Vectors.dot(bank, cats.vector()));
    }
  }

  private static float[] vector(EmbeddingModel model, String text) {
    return model.embed(text, () -> {}).vector();
  }

  private static List<Json.Obj> samples() throws IOException {
    try (InputStream in = EmbeddingModelTest.class.getResourceAsStream("samples.json")) {
      Json.Arr read = (Json.Arr) YamlTree.read(Objects.requireNonNull(in).readAllBytes());
      return read.items().stream().map(Json.Obj.class::cast).toList();
    }
  }

  private static String text(Json.Obj sample) {
    return Objects.requireNonNull(sample.text("text"));
  }

  private static List<Json> items(Json.Obj sample, String name) {
    return ((Json.Arr) Objects.requireNonNull(sample.get(name))).items();
  }
}
