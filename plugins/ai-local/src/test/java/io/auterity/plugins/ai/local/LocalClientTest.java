package io.auterity.plugins.ai.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.plugins.ai.local.embedding.ModelFile;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.Classification;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.manifest.ManifestFileReader;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalClientTest {

  /** Loaded once for all tests of the JVM, with which they go. */
  static final LoadedModels MODELS = new LoadedModels();

  private final FakeCall call =
      FakeCall.of(
          "ai.text.classify", new FakeProvider("local", ManifestFileReader.of(LocalPlugin.class)));
  private final LocalClient client =
      new LocalClient(
          ModelFile.MINILM_Q, new Embedder(MODELS, ModelFile.MINILM_Q, new Processors(1)));

  @Test
  void choosesTheDescriptionThatIsNearest() {
    Classification made = client.classifyText(lunch(), call);

    assertThat(made.label()).isEqualTo("money");
    assertThat(made.model()).isEqualTo("minilm-q");
    assertThat(made.scores().get("money")).isGreaterThan(made.scores().get("weather"));
  }

  @Test
  void metersThePiecesOfTheTextOnlyHoweverOftenTheClassesAreUsed() {
    client.classifyText(lunch(), call);
    client.classifyText(lunch(), call);

    assertThat(call.metered()).containsExactly(Map.entry("input_tokens", 12L));
  }

  @Test
  void equalScoresChooseTheFirstClass() {
    Map<String, String> twice = new LinkedHashMap<>();
    twice.put("b", "The same.");
    twice.put("a", "The same.");

    assertThat(client.classifyText(new TextToClassify("Anything", twice), call).label())
        .isEqualTo("b");
  }

  @Test
  void refusesAModelThatItDoesNotRun() {
    Failures.expect(
        FailureCode.NOT_FOUND,
        () ->
            client.createEmbedding(
                new EmbeddingRequest("text-embedding-3-small", List.of("x"), null), call));
  }

  @Test
  void refusesALengthThatItCannotMake() {
    Failures.expect(
        FailureCode.INVALID,
        () -> client.createEmbedding(new EmbeddingRequest(null, List.of("x"), 256), call));
  }

  @Test
  void stopsBetweenTheTextsOfACallThatHasEnded() {
    FakeCall late = call.withRemaining(Duration.ZERO);

    Failures.expect(
        FailureCode.TIMEOUT,
        () -> client.createEmbedding(new EmbeddingRequest(null, List.of("x"), null), late));
  }

  private static TextToClassify lunch() {
    return new TextToClassify(
        "He paid for the lunch.",
        Map.of("weather", "It rains or the sun shines.", "money", "Somebody pays for something."));
  }
}
