package io.auterity.plugins.ai.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.auterity.plugins.ai.local.embedding.Vectors;
import io.auterity.spi.TextEmbedder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class LocalEmbedderTest {

  private static final LocalPlugin PLUGIN = new LocalPlugin();

  private final TextEmbedder embedder = PLUGIN.embedders().getFirst();

  @AfterAll
  static void stop() {
    PLUGIN.stop();
  }

  @Test
  void putsWhatMeansTheSameTogether() {
    float[] lunch = embedder.embed("He paid for the lunch.");
    float[] meal = embedder.embed("Somebody settled the bill of a meal.");
    float[] rain = embedder.embed("It will rain tomorrow.");

    assertThat(lunch).hasSize(embedder.dimension());
    assertThat(Vectors.dot(lunch, lunch)).isCloseTo(1, within(1e-6));
    assertThat(Vectors.dot(lunch, meal)).isGreaterThan(Vectors.dot(lunch, rain) + 0.1);
  }

  @Test
  void readsTheBeginningOfALongText() {
    String beginning = "words ".repeat(LocalEmbedder.LONGEST / 6) + "te";

    assertThat(beginning).hasSize(LocalEmbedder.LONGEST);
    assertThat(embedder.embed(beginning + "xt that goes on")).isEqualTo(embedder.embed(beginning));
  }

  @Test
  void readsATextWithoutWords() {
    assertThat(embedder.embed("")).hasSize(embedder.dimension()).doesNotContain(Float.NaN);
  }
}
