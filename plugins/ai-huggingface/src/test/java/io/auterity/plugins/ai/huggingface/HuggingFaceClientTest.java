package io.auterity.plugins.ai.huggingface;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.ImageRequest;
import io.auterity.spi.ai.ImageStyle;
import io.auterity.spi.ai.ModelQuery;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.manifest.ManifestFileReader;
import io.auterity.testkit.transport.ScriptedReply;
import io.auterity.testkit.transport.ScriptedTransport;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HuggingFaceClientTest {

  private static final ScriptedReply PICTURE =
      ScriptedReply.of(200, "JPEG").withHeader("content-type", "image/jpeg");

  private static final ImageRequest TWO_CATS =
      new ImageRequest("a/b", "A cat.", new ImageStyle(2, null, null, null, null, null), null);

  @Test
  void moreTextsThanAServerTakesGoInSeveralRequests() {
    ScriptedTransport transport = new ScriptedTransport(List.of(vectors(32), vectors(1)));
    FakeCall call = call(transport, Json.EMPTY);

    assertThat(
            ai(call)
                .createEmbedding(
                    new EmbeddingRequest("a/b", Collections.nCopies(33, "x"), null), call)
                .vectors())
        .hasSize(33);
    assertThat(transport.requests()).hasSize(2);
    assertThat(call.metered()).isEmpty();
  }

  @Test
  void vectorsAreAsLongAsTheModelMakesThem() {
    FakeCall call = call(new ScriptedTransport(List.of()), Json.EMPTY);

    Failures.expect(
        FailureCode.UNSUPPORTED,
        () -> ai(call).createEmbedding(new EmbeddingRequest("a/b", List.of("x"), 8), call));
  }

  @Test
  void eachPictureIsARequestAndMeteredAsItIsMade() {
    FakeCall both = call(new ScriptedTransport(List.of(PICTURE, PICTURE)), Json.EMPTY);
    FakeCall one =
        call(new ScriptedTransport(List.of(PICTURE, ScriptedReply.of(503, "{}"))), Json.EMPTY);

    assertThat(ai(both).createImage(TWO_CATS, both).images()).hasSize(2);
    Failures.expect(FailureCode.UNAVAILABLE, () -> ai(one).createImage(TWO_CATS, one));

    assertThat(both.metered()).isEqualTo(Map.of("images", 2L));
    assertThat(one.metered()).isEqualTo(Map.of("images", 1L));
  }

  @Test
  void aCallerWhoGoesGetsNoMorePictures() {
    FakeCall call = call(new ScriptedTransport(List.of()), Json.EMPTY);
    call.cancel();

    Failures.expect(FailureCode.CANCELLED, () -> ai(call).createImage(TWO_CATS, call));
  }

  @Test
  void anEndpointOfOneModelIsAskedAtItsAddressAndHasNoList() {
    ScriptedTransport transport = new ScriptedTransport(List.of(vectors(1)));
    FakeCall call =
        call(
            transport,
            Json.object(
                Map.of("url", Json.of("https://x.example/me"), "dedicated", Json.of(true))));

    ai(call).createEmbedding(new EmbeddingRequest(null, List.of("x"), null), call);
    new HuggingFaceConnector().check(ai(call), call);

    assertThat(transport.requests().getFirst().uri()).hasToString("https://x.example/me/");
    Failures.expect(
        FailureCode.UNSUPPORTED, () -> ai(call).listModels(new ModelQuery(null, null), call));
  }

  @ParameterizedTest
  @CsvSource({"401, UNAUTHENTICATED", "500, UNAVAILABLE"})
  void checkTellsThatTheVendorCannotServe(int status, FailureCode code) {
    FakeCall call =
        call(new ScriptedTransport(List.of(ScriptedReply.of(status, "{}"))), Json.EMPTY);

    Failures.expect(code, () -> new HuggingFaceConnector().check(ai(call), call));
  }

  private static ScriptedReply vectors(int count) {
    return ScriptedReply.of(
        200, "[" + String.join(",", Collections.nCopies(count, "[0.5,1]")) + "]");
  }

  private static Ai ai(FakeCall call) {
    return new HuggingFaceConnector().open(call.provider());
  }

  private static FakeCall call(ScriptedTransport transport, Json.Obj config) {
    return FakeCall.of(
        "ai.embedding.create",
        new FakeProvider("huggingface", ManifestFileReader.of(HuggingFacePlugin.class))
            .withConfig(config)
            .withTransport(transport));
  }
}
