package io.auterity.plugins.ai.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Classification;
import io.auterity.spi.ai.CreatedObject;
import io.auterity.spi.ai.ObjectRequest;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.manifest.ManifestFileReader;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayClientTest {

  private static final TextToClassify TEXT =
      new TextToClassify("i pay it back", Map.of("credit_card", "Cards.", "loans", "Loans."));

  private final FakeProvider provider =
      new FakeProvider("gemini", ManifestFileReader.of(ReplayPlugin.class))
          .withConfig(
              Json.object(
                  Map.of(
                      "model",
                      Json.of("gemini-2.0-flash-lite"),
                      "speed",
                      Json.of(20),
                      "objects",
                      Json.EMPTY)));

  @Test
  void answersWhatTheModelAnsweredAfterItsLatencyOverTheSpeed() {
    record("d:7", Json.of("loans"), Json.of(3.0));
    FakeCall call = call("d:7");

    assertThat(classify(call))
        .isEqualTo(new Classification("loans", "gemini-2.0-flash-lite", Map.of()));
    assertThat(call.remaining()).isEqualTo(Duration.ofMillis(60_000 - 150));
  }

  @Test
  void leavesTheCountOfCallsToTheHost() {
    record("d:7", Json.of("loans"), Json.of(1));
    FakeCall call = call("d:7");

    classify(call);

    assertThat(call.metered()).isEmpty();
  }

  @Test
  void keepsAnAnswerOutsideTheClasses() {
    record("d:77", Json.of("student_loans"), Json.of(1));

    assertThat(classify(call("d:77")).label()).isEqualTo("student_loans");
  }

  @Test
  void aSampleWithoutRecordingIsLeftToAnotherProvider() {
    Failure failure = refusal(FailureCode.UNSUPPORTED, call("d:8"));

    assertThat(failure.message()).isEqualTo("provider gemini holds no recording of sample d:8");
    assertThat(failure.retryable()).isFalse();
  }

  @Test
  void aCallWithoutSampleIsLeftToAnotherProvider() {
    assertThat(
            refusal(FailureCode.UNSUPPORTED, FakeCall.of("ai.text.classify", provider)).message())
        .contains("label sample");
  }

  @Test
  void aLatencyBeyondTheDeadlineEndsAsATimeout() {
    record("d:9", Json.of("loans"), Json.of(30.8303));

    refusal(FailureCode.TIMEOUT, call("d:9").withRemaining(Duration.ofSeconds(1)));
  }

  @Test
  void aDamagedRecordingIsNoAnswer() {
    record("d:10", Json.of(3), Json.of(1));
    record("d:11", Json.of("loans"), Json.of("fast"));
    record("d:12", Json.of("loans"), Json.of(-1));

    assertThat(refusal(FailureCode.INTERNAL, call("d:10")).message())
        .contains("label must be text");
    assertThat(refusal(FailureCode.INTERNAL, call("d:11")).message()).contains("seconds must be");
    assertThat(refusal(FailureCode.INTERNAL, call("d:12")).message()).contains("seconds must be");
  }

  @Test
  void answersWithTheObjectOfTheSample() {
    assertThat(create("angry"))
        .isEqualTo(new CreatedObject(Json.object(Map.of("urgent", Json.of(true))), "m"));
    assertThat(Failures.expect(FailureCode.UNSUPPORTED, () -> create("calm")).message())
        .isEqualTo("provider desk holds no recording of sample calm");
    assertThat(Failures.expect(FailureCode.UNSUPPORTED, () -> create("")).message())
        .contains("label sample");
  }

  @Test
  void anObjectThatDoesNotFitIsNoAnswer() {
    Failure failure = Failures.expect(FailureCode.UNAVAILABLE, () -> create("wrong"));

    assertThat(failure.applied()).isEqualTo(Applied.YES);
    assertThat(failure.message())
        .startsWith("the object of sample wrong does not fit the schema: ")
        .contains("urgent");
    assertThat(failure.fields()).containsOnlyKeys(Failure.ANSWER);
  }

  private static CreatedObject create(String sample) {
    Json.Obj truth = Json.EMPTY.with("urgent", Json.EMPTY.with("type", Json.of("boolean")));
    Json.Obj schema = Json.EMPTY.with("type", Json.of("object")).with("properties", truth);
    Json.Obj objects =
        Json.EMPTY
            .with("angry", Json.EMPTY.with("urgent", Json.of(true)))
            .with("wrong", Json.EMPTY.with("urgent", Json.of("yes")));
    FakeProvider desk =
        new FakeProvider("desk", ManifestFileReader.of(ReplayPlugin.class))
            .withConfig(
                Json.EMPTY
                    .with("model", Json.of("m"))
                    .with("speed", Json.of(1))
                    .with("objects", objects));
    FakeCall call = FakeCall.of("ai.object.create", desk).withLabel("sample", sample);
    return new ReplayConnector()
        .open(desk)
        .createObject(new ObjectRequest("It broke.", null, schema), call);
  }

  private Classification classify(FakeCall call) {
    return new ReplayConnector().open(provider).classifyText(TEXT, call);
  }

  private Failure refusal(FailureCode code, FakeCall call) {
    return Failures.expect(code, () -> classify(call));
  }

  private FakeCall call(String sample) {
    return FakeCall.of("ai.text.classify", provider).withLabel("sample", sample);
  }

  private void record(String sample, Json label, Json seconds) {
    Json.Obj body = Json.object(Map.of("label", label, "seconds", seconds));
    provider
        .documents()
        .write(writer -> writer.addOrGet(new Document("recording", sample, body), Map.of()));
  }
}
