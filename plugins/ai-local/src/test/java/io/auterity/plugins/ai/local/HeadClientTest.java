package io.auterity.plugins.ai.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Connector;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.TextLearner;
import io.auterity.spi.TextLearner.Example;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.Classification;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.manifest.ManifestFileReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HeadClientTest {

  private static final LoadedModels MODELS = LocalClientTest.MODELS;
  private static final Map<String, String> CLASSES = Map.of("money", "-", "weather", "-");
  private static final List<String> MONEY =
      List.of(
          "He paid the invoice.",
          "The bank charged a fee.",
          "She settled the bill.",
          "They refunded my purchase.",
          "The price of lunch went up.",
          "I transferred my salary.");
  private static final List<String> WEATHER =
      List.of(
          "It rains again.",
          "The sun shines today.",
          "Snow fell overnight.",
          "A storm is coming.",
          "Clouds cover the sky.",
          "It is windy and cold.");

  private final FakeProvider provider =
      new FakeProvider("intents", ManifestFileReader.of(LocalPlugin.class))
          .withConfig(
              Json.object(Map.of("model", Json.of("intents"), "vectors", Json.of("minilm-q"))));
  private final FakeCall call = FakeCall.of("ai.text.classify", provider);
  private final HeadConnector connector = new HeadConnector(MODELS, new Processors(1));

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

  @Test
  void answersByTheVersionThatWasTrainedAsItWasJudged() {
    TextLearner learner = new HeadLearner(MODELS, new Processors(1));
    List<Double> told = new ArrayList<>();
    byte[] trained = learner.learn(provider.config(), examples(), told::add);
    keep(3, Base64.getEncoder().encodeToString(trained));
    String text = "He paid the bill for lunch.";

    Classification made = open(connector, 3).classifyText(new TextToClassify(text, CLASSES), call);

    assertThat(made.label()).isEqualTo("money");
    Map<String, Double> judged =
        learner.judge(provider.config(), trained, List.of(text), told::add).getFirst();
    assertThat(judged).containsOnlyKeys(CLASSES.keySet());
    judged.forEach(
        (label, score) -> assertThat(made.scores().get(label)).isCloseTo(score, within(1e-9)));
    assertThat(told).first().isEqualTo(0.0);
    assertThat(told).allMatch(share -> share >= 0 && share <= 1);
    assertThat(learner.learn(provider.config(), examples(), told::add)).isEqualTo(trained);
  }

  @Test
  void aVersionThatIsNotThereOrDamagedLeavesCallsToOthers() {
    keep(4, "bm8gaGVhZA==");
    Ai missing = open(connector, 5);
    Ai damaged = open(connector, 4);

    Failures.expect(FailureCode.UNSUPPORTED, () -> connector.check(missing, call));
    Failures.expect(FailureCode.INTERNAL, () -> connector.check(damaged, call));
  }

  @Test
  void aVersionThatWasWithdrawnAnswersNoLonger() {
    TextLearner learner = new HeadLearner(MODELS, new Processors(1));
    byte[] trained = learner.learn(provider.config(), examples(), share -> {});
    keep(6, Base64.getEncoder().encodeToString(trained));
    Ai head = open(connector, 6);
    connector.check(head, call);
    Json.Obj mark = Json.object(Map.of(TextLearner.WITHDRAWN, Json.of("it errs")));
    provider
        .documents()
        .write(
            w -> {
              w.put(new Document(TextLearner.DOCUMENTS, "6", mark));
              return mark;
            });

    Failure failed = Failures.expect(FailureCode.UNSUPPORTED, () -> connector.check(head, call));
    assertThat(failed.message()).contains("version 6", "it errs");
    Failures.expect(
        FailureCode.UNSUPPORTED,
        () -> head.classifyText(new TextToClassify("It rains.", CLASSES), call));
    Failures.expect(FailureCode.UNSUPPORTED, () -> connector.check(open(connector, 6), call));

    // Without examples nothing answers in its place, and why is told.
    Json.Obj last = mark.with(TextLearner.VERSION, Json.of(6));
    provider
        .documents()
        .write(
            w -> {
              w.addOrGet(
                  new Document(TextLearner.DOCUMENTS, TextLearner.WITHDRAWN, last), Map.of());
              return last;
            });
    Failure without =
        Failures.expect(FailureCode.UNSUPPORTED, () -> connector.check(open(connector), call));
    assertThat(without.message()).endsWith("version 6 of its head was withdrawn (it errs)");
  }

  @Test
  void whoGivesUpIsHeardBetweenTexts() {
    TextLearner learner = new HeadLearner(MODELS, new Processors(1));

    Failures.expect(
        FailureCode.CANCELLED,
        () ->
            learner.learn(
                provider.config(),
                examples(),
                share -> {
                  if (share > 0.3) {
                    throw new CallFailedException(FailureCode.CANCELLED, "nobody waits");
                  }
                }));
    Failures.expect(
        FailureCode.INVALID,
        () -> learner.learn(provider.config(), examples().subList(0, 3), share -> {}));
  }

  @Test
  void whoGivesUpIsHeardWhileWeightsAreFitted() {
    TextLearner learner = new HeadLearner(MODELS, new Processors(1));
    List<Double> told = new ArrayList<>();

    Failures.expect(
        FailureCode.CANCELLED,
        () ->
            learner.learn(
                provider.config(),
                examples(),
                share -> {
                  told.add(share);
                  if (told.stream().filter(one -> one.equals(share)).count() > 9) {
                    throw new CallFailedException(FailureCode.CANCELLED, "nobody waits");
                  }
                }));
    assertThat(told.getLast()).isEqualTo(0.9);
  }

  @Test
  void ofALongTextTheFirstCharactersCount() {
    TextLearner learner = new HeadLearner(MODELS, new Processors(1));
    byte[] trained = learner.learn(provider.config(), examples(), share -> {});
    String cut = "He paid the bill. ".repeat(1_000).substring(0, LocalEmbedder.LONGEST);

    List<Map<String, Double>> judged =
        learner.judge(
            provider.config(), trained, List.of(cut, cut + "It rains again."), share -> {});

    assertThat(judged.getFirst()).isEqualTo(judged.getLast());
    keep(1, Base64.getEncoder().encodeToString(trained));
    Classification made =
        open(connector, 1).classifyText(new TextToClassify(cut + "It rains.", CLASSES), call);
    judged
        .getFirst()
        .forEach(
            (label, score) -> assertThat(made.scores().get(label)).isCloseTo(score, within(1e-9)));
  }

  private static List<Example> examples() {
    return Stream.concat(
            MONEY.stream().map(text -> new Example(text, "money")),
            WEATHER.stream().map(text -> new Example(text, "weather")))
        .toList();
  }

  private void keep(int version, String bytes) {
    Json.Obj body = Json.object(Map.of(TextLearner.BYTES, Json.of(bytes)));
    provider
        .documents()
        .write(
            w ->
                w.addOrGet(
                    new Document(TextLearner.DOCUMENTS, Integer.toString(version), body),
                    Map.of()));
  }

  private Ai open(Connector<Ai> from, int version) {
    return from.open(
        provider.withConfig(provider.config().with(TextLearner.VERSION, Json.of(version))));
  }

  private Ai open(Connector<Ai> from) {
    return from.open(provider);
  }

  private void teachMoneyAndWeather() {
    teach("money", MONEY.toArray(String[]::new));
    teach("weather", WEATHER.toArray(String[]::new));
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
