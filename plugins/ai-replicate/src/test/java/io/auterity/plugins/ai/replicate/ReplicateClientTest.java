package io.auterity.plugins.ai.replicate;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.plugins.ai.replicate.wire.DescribedReplicate;
import io.auterity.spi.Applied;
import io.auterity.spi.Events;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.ImageRequest;
import io.auterity.spi.ai.ImageStyle;
import io.auterity.spi.ai.Images;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.manifest.ManifestFileReader;
import io.auterity.testkit.transport.ScriptedReply;
import io.auterity.testkit.transport.ScriptedTransport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicateClientTest {

  private static final ScriptedReply STARTING = prediction("starting", "null");
  private static final ScriptedReply DONE = prediction("succeeded", "['Once ','upon']");
  private static final ScriptedReply BUSY = ScriptedReply.of(503, "{}");
  private static final ScriptedReply KEY = ScriptedReply.of(401, "{}");
  private static final Map<String, Long> BILLED =
      Map.of("input_tokens", 20L, "output_tokens", 5L, "predict_milliseconds", 1_235L);

  @Test
  void waitsForAPredictionByLookingEverMoreRarely() {
    Play play = new Play(STARTING, STARTING, prediction("processing", "['Once ']"), STARTING, DONE);
    Instant began = play.call.time().instant();

    ChatResponse answer = play.ai.createChat(hello(), play.call);

    assertThat(answer.parts()).containsExactly(new Part.Text("Once upon"));
    assertThat(answer.id()).isEqualTo("p1");
    assertThat(answer.model()).isEqualTo("meta/x");
    assertThat(play.call.metered()).isEqualTo(BILLED);
    assertThat(Duration.between(began, play.call.time().instant()))
        .isEqualTo(Duration.ofMillis(500 + 750 + 1_125 + 1_687).plusNanos(500_000));
    assertThat(play.sent())
        .containsExactly(
            "POST models/meta/x/predictions",
            "GET predictions/p1",
            "GET predictions/p1",
            "GET predictions/p1",
            "GET predictions/p1");
  }

  @Test
  void aPredictionLivesNoLongerThanTheCallAndIsWaitedForALittle() {
    Play play = new Play(DONE);

    play.ai.createChat(hello(), play.call);

    assertThat(play.transport.requests().getFirst().headers())
        .containsEntry("cancel-after", List.of("60s"))
        .containsEntry("prefer", List.of("wait=5"));
  }

  @Test
  void aLookThatFailsIsMadeAgainAndTheThirdGivesUp() {
    Play lucky = new Play(STARTING, BUSY, BUSY, DONE);
    Play unlucky = new Play(STARTING, BUSY, BUSY, BUSY, prediction("canceled", "null"));

    assertThat(lucky.ai.createChat(hello(), lucky.call).reason()).isEqualTo(FinishReason.STOP);
    Failures.expect(FailureCode.UNAVAILABLE, () -> unlucky.ai.createChat(hello(), unlucky.call));
    assertThat(unlucky.sent()).endsWith("POST predictions/p1/cancel");
  }

  @Test
  void aPredictionThatCannotBeLookedAtMayBeBilled() {
    Play play = new Play(STARTING, KEY, prediction("canceled", "null"));

    Failure failure =
        Failures.expect(FailureCode.UNAUTHENTICATED, () -> play.ai.createChat(hello(), play.call));

    assertThat(failure.applied()).isEqualTo(Applied.UNKNOWN);
    assertThat(play.sent()).endsWith("POST predictions/p1/cancel");
  }

  @Test
  void whenTimeIsUpThePredictionIsCancelled() {
    Play play = new Play(Duration.ofSeconds(1), STARTING, STARTING, prediction("canceled", "null"));

    Failures.expect(FailureCode.TIMEOUT, () -> play.ai.createChat(hello(), play.call));

    assertThat(play.sent())
        .containsExactly(
            "POST models/meta/x/predictions", "GET predictions/p1", "POST predictions/p1/cancel");
  }

  @Test
  void aCallerWhoGoesCancelsItAndAVendorWhoCannotBeAskedIsNoOtherFailure() {
    Play play = new Play(STARTING, BUSY);
    Events<ChatEvent> events = play.streamed();
    assertThat(events.next()).isInstanceOf(ChatEvent.Started.class);

    play.call.cancel();
    Failure failure = ((ChatEvent.Failed) next(events)).failure();

    assertThat(failure.code()).isEqualTo(FailureCode.CANCELLED);
    assertThat(events.next()).isNull();
    events.close();
    assertThat(play.sent())
        .containsExactly("POST models/meta/x/predictions", "POST predictions/p1/cancel");
  }

  @Test
  void aStreamThatIsClosedInTheMiddleCancelsThePrediction() {
    Play play =
        new Play(
            withStream("starting", "null"),
            events("event: output\ndata: Once\n\n"),
            prediction("canceled", "null"));

    Events<ChatEvent> events = play.ai.streamChat(hello(), play.call);
    assertThat(events.next()).isInstanceOf(ChatEvent.Started.class);
    assertThat(events.next()).isEqualTo(said("Once"));
    events.close();

    assertThat(events.next()).isNull();
    assertThat(play.sent()).endsWith("POST predictions/p1/cancel");
    events.close();
    assertThat(play.transport.requests()).hasSize(3);
  }

  @Test
  void wordsComeFromTheStreamAndItsUseFromThePrediction() {
    Play play =
        new Play(
            withStream("starting", "null"),
            events(
                """
                event: output
                data: Once\s

                event: output
                data: upon

                event: done
                data: {}

                """),
            DONE);

    assertThat(all(play.ai.streamChat(hello(), play.call)))
        .containsExactly(
            new ChatEvent.Started("p1", "meta/x"),
            said("Once "),
            said("upon"),
            new ChatEvent.PartDone(0),
            "used",
            new ChatEvent.Finished(FinishReason.STOP));
    assertThat(play.call.metered()).isEqualTo(BILLED);
    assertThat(play.sent())
        .containsExactly("POST models/meta/x/predictions", "GET v1/files/f1", "GET predictions/p1");
    assertThat(play.transport.requests().getFirst().headers()).doesNotContainKey("prefer");
  }

  @Test
  void aStreamThatBreaksOffLosesNoWords() {
    Play play =
        new Play(
            withStream("starting", "null"),
            events("event: output\ndata: Once \n\n"),
            STARTING,
            DONE);

    assertThat(all(play.ai.streamChat(hello(), play.call)))
        .containsExactly(
            new ChatEvent.Started("p1", "meta/x"),
            said("Once "),
            said("upon"),
            new ChatEvent.PartDone(0),
            "used",
            new ChatEvent.Finished(FinishReason.STOP));
  }

  @Test
  void withoutAStreamWordsComeAsThePredictionGrows() {
    Play play =
        new Play(
            withStream("starting", "null"),
            ScriptedReply.of(404, "{}"),
            prediction("processing", "['Once ']"),
            prediction("processing", "['Once ']"),
            DONE);

    assertThat(all(play.ai.streamChat(hello(), play.call)))
        .containsExactly(
            new ChatEvent.Started("p1", "meta/x"),
            said("Once "),
            said("upon"),
            new ChatEvent.PartDone(0),
            "used",
            new ChatEvent.Finished(FinishReason.STOP));
  }

  @Test
  void aPredictionThatFailsIsBilledAndFails() {
    String failed =
        DescribedReplicate.prediction("failed", "null")
            .replace("\"error\":null", "\"error\":\"NSFW content\"");
    Play whole = new Play(STARTING, ScriptedReply.of(200, failed));
    Play streamed = new Play(STARTING, ScriptedReply.of(200, failed));

    Failure failure =
        Failures.expect(
            FailureCode.CONTENT_REFUSED, () -> whole.ai.createChat(hello(), whole.call));
    List<Object> events = all(streamed.streamed());

    assertThat(failure.applied()).isEqualTo(Applied.UNKNOWN);
    assertThat(whole.call.metered()).isEqualTo(BILLED);
    assertThat(events.getLast()).isInstanceOf(ChatEvent.Failed.class);
    assertThat(streamed.call.metered()).isEqualTo(BILLED);
  }

  @Test
  void picturesAreFetchedAndOnesThatCannotBeAreToldByTheirAddress() {
    String files =
        "['https://replicate.delivery/a.png','https://replicate.delivery/b.png',"
            + "'data:image/png;base64,iVBORw0KGgo=']";
    Play play =
        new Play(
            prediction("succeeded", files),
            ScriptedReply.of(200, "PNG").withHeader("content-type", "image/png"),
            ScriptedReply.of(404, "gone"));

    Images made = play.ai.createImage(new ImageRequest("a/b", "A cat.", null, null), play.call);

    assertThat(made.images()).hasSize(3);
    assertThat(made.images().get(0).content()).isNotNull();
    assertThat(made.images().get(1).url()).isEqualTo("https://replicate.delivery/b.png");
    assertThat(made.images().get(2).content()).isNotNull();
    assertThat(play.call.metered()).isEqualTo(Map.of("images", 3L, "predict_milliseconds", 1_235L));
  }

  @Test
  void whoIsContentWithAddressesGetsThem() {
    Play play = new Play(prediction("succeeded", "'https://replicate.delivery/a.png'"));
    ImageStyle style = new ImageStyle(null, null, null, null, null, true);

    Images made = play.ai.createImage(new ImageRequest("a/b", "A cat.", style, null), play.call);

    assertThat(made.images().getFirst().url()).isEqualTo("https://replicate.delivery/a.png");
    assertThat(play.transport.requests()).hasSize(1);
  }

  @Test
  void aPictureThatWasNotMadeIsBilledByItsTime() {
    Play play = new Play(prediction("failed", "null"));
    ImageRequest request = new ImageRequest("a/b", "A cat.", null, null);

    Failures.expect(FailureCode.UNAVAILABLE, () -> play.ai.createImage(request, play.call));
    assertThat(play.call.metered()).isEqualTo(Map.of("predict_milliseconds", 1_235L));
  }

  @Test
  void anInputWithoutAModelNeedsAConfiguredOne() {
    Play play = new Play();
    TextToClassify lunch = new TextToClassify("Lunch.", Map.of("a", "An a.", "b", "A b."));
    ImageRequest cat = new ImageRequest(null, "A cat.", null, null);

    assertThat(Failures.field(() -> play.ai.classifyText(lunch, play.call))).isEqualTo("model");
    assertThat(Failures.field(() -> play.ai.createImage(cat, play.call))).isEqualTo("model");
  }

  @ParameterizedTest
  @CsvSource({"401, UNAUTHENTICATED", "500, UNAVAILABLE"})
  void checkTellsThatTheVendorCannotServe(int status, FailureCode code) {
    Play play = new Play(ScriptedReply.of(status, "{}"));

    Failures.expect(code, () -> new ReplicateConnector().check(play.ai, play.call));
  }

  private static ChatEvent next(Events<ChatEvent> events) {
    return Objects.requireNonNull(events.next());
  }

  /** All events, with a word for the one that tells the use. */
  private static List<Object> all(Events<ChatEvent> events) {
    List<Object> all = new ArrayList<>();
    try (events) {
      for (ChatEvent event = events.next(); event != null; event = events.next()) {
        all.add(event instanceof ChatEvent.Used ? "used" : event);
      }
    }
    return all;
  }

  private static ChatEvent said(String text) {
    return new ChatEvent.PartDelta(0, new Part.Text(text));
  }

  private static ChatRequest hello() {
    return ChatRequest.builder("meta/x", List.of(Message.text(Role.USER, "Hello"))).build();
  }

  private static ScriptedReply withStream(String status, String output) {
    return ScriptedReply.of(200, DescribedReplicate.prediction(status, output));
  }

  /** Of a model that has no stream. */
  private static ScriptedReply prediction(String status, String output) {
    return ScriptedReply.of(
        200,
        DescribedReplicate.prediction(status, output.replace('\'', '"'))
            .replace(",\"stream\":\"https://stream.replicate.com/v1/files/f1\"", ""));
  }

  private static ScriptedReply events(String text) {
    return ScriptedReply.of(200, text);
  }

  /** A call of a vendor that answers so. */
  private static final class Play {

    final ScriptedTransport transport;
    final FakeCall call;
    final Ai ai;

    Play(ScriptedReply... replies) {
      this(Duration.ofSeconds(60), replies);
    }

    Play(Duration remaining, ScriptedReply... replies) {
      transport = new ScriptedTransport(List.of(replies));
      call =
          FakeCall.of(
                  "ai.chat.create",
                  new FakeProvider("replicate", ManifestFileReader.of(ReplicatePlugin.class))
                      .withConfig(Json.EMPTY)
                      .withTransport(transport))
              .withRemaining(remaining);
      ai = new ReplicateConnector().open(call.provider());
    }

    Events<ChatEvent> streamed() {
      return ai.streamChat(hello(), call);
    }

    List<String> sent() {
      return transport.requests().stream().map(Play::told).toList();
    }

    private static String told(WireRequest request) {
      String path = request.uri().getPath().substring(1);
      return request.method()
          + " "
          + ("api.replicate.com".equals(request.uri().getHost()) ? path.substring(3) : path);
    }
  }
}
