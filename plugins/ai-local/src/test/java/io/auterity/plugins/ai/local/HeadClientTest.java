package io.auterity.plugins.ai.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.auterity.spi.Connector;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.Classification;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.manifest.ManifestFileReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class HeadClientTest {

  private static final LoadedModels MODELS = new LoadedModels();
  private static final Map<String, String> CLASSES = Map.of("money", "-", "weather", "-");

  private final FakeProvider provider =
      new FakeProvider("intents", ManifestFileReader.of(LocalPlugin.class))
          .withConfig(
              Json.object(Map.of("model", Json.of("intents"), "vectors", Json.of("minilm-q"))));
  private final FakeCall call = FakeCall.of("ai.text.classify", provider);
  private final HeadConnector connector = new HeadConnector(MODELS, new Processors(1));

  @AfterAll
  static void close() {
    MODELS.close();
  }

  @Test
  void choosesAsItsExamplesDo() {
    teachMoneyAndWeather();
    Ai head = open(connector);

    Classification lunch =
        head.classifyText(new TextToClassify("He paid the bill for lunch.", CLASSES), call);
    Classification rain = head.classifyText(new TextToClassify("Clouds and rain.", CLASSES), call);

    assertThat(lunch.label()).isEqualTo("money");
    assertThat(lunch.model()).isEqualTo("intents");
    assertThat(lunch.scores().values().stream().mapToDouble(d -> d).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(rain.label()).isEqualTo("weather");
    assertThat(call.metered()).containsKey("input_tokens");
  }

  @Test
  void isAsSureAsIfOtherClassesWereNone() {
    teachMoneyAndWeather();
    teach("dogs", "The dog barks.", "A puppy plays.");

    Classification made =
        open(connector).classifyText(new TextToClassify("A dog in the rain", CLASSES), call);

    assertThat(made.scores()).containsOnlyKeys("money", "weather");
    assertThat(made.scores().values().stream().mapToDouble(d -> d).sum())
        .isCloseTo(1, within(1e-9));
  }

  @Test
  void leavesToOthersWhatNoExampleIsLabelled() {
    teachMoneyAndWeather();

    Failures.expect(
        FailureCode.UNSUPPORTED,
        () ->
            open(connector)
                .classifyText(new TextToClassify("x", Map.of("money", "-", "sports", "-")), call));
  }

  @Test
  void leavesToOthersWhatTooFewExamplesTeach() {
    teach("money", "He paid.");
    teach("weather", "It rains.");

    Failures.expect(
        FailureCode.UNSUPPORTED,
        () -> open(connector).classifyText(new TextToClassify("x", CLASSES), call));
  }

  @Test
  void learnsWhatWasAddedWhenItIsLookedAt() {
    teachMoneyAndWeather();
    Ai head = open(connector);
    head.classifyText(new TextToClassify("x", CLASSES), call);
    teach("sports", "They won the match.", "The team scored a goal.", "She ran the marathon.");

    connector.check(head, call);

    Classification made =
        head.classifyText(
            new TextToClassify("Our team won the game.", Map.of("money", "-", "sports", "-")),
            call);
    assertThat(made.label()).isEqualTo("sports");
  }

  @Test
  void keepsWhatItKnowsWhenALookIsTooShortToLearn() {
    teachMoneyAndWeather();
    Ai head = open(connector);
    head.classifyText(new TextToClassify("x", CLASSES), call);
    teach("sports", "They won the match.");

    connector.check(head, call.withRemaining(Duration.ZERO));

    Failures.expect(
        FailureCode.UNSUPPORTED,
        () ->
            head.classifyText(new TextToClassify("x", Map.of("money", "-", "sports", "-")), call));
  }

  @Test
  void namesTheExampleThatCannotBeRead() {
    teachMoneyAndWeather();
    add("odd", Json.object(Map.of("text", Json.of("no label"))));

    Failure failed =
        Failures.expect(
            FailureCode.INTERNAL,
            () -> open(connector).classifyText(new TextToClassify("x", CLASSES), call));
    assertThat(failed.message()).contains("example odd", "label");
  }

  private Ai open(Connector<Ai> from) {
    return from.open(provider);
  }

  private void teachMoneyAndWeather() {
    teach(
        "money",
        "He paid the invoice.",
        "The bank charged a fee.",
        "She settled the bill.",
        "They refunded my purchase.",
        "The price of lunch went up.",
        "I transferred my salary.");
    teach(
        "weather",
        "It rains again.",
        "The sun shines today.",
        "Snow fell overnight.",
        "A storm is coming.",
        "Clouds cover the sky.",
        "It is windy and cold.");
  }

  private void teach(String label, String... texts) {
    for (String text : List.of(texts)) {
      add(
          label + text.hashCode(),
          Json.object(Map.of("text", Json.of(text), "label", Json.of(label))));
    }
  }

  private void add(String id, Json.Obj body) {
    provider.documents().write(w -> w.addOrGet(new Document("example", id, body), Map.of()));
  }
}
