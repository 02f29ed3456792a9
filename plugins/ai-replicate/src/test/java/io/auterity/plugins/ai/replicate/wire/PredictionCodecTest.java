package io.auterity.plugins.ai.replicate.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Codec;
import io.auterity.testkit.contract.CodecContract;
import io.auterity.testkit.contract.Failures;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionCodecTest extends CodecContract<PredictionInput, Prediction> {

  private static final String VERSION = "0123456789abcdef".repeat(4);

  @Override
  protected Codec<PredictionInput, Prediction> codec() {
    return PredictionCodec.create(DescribedReplicate.ENDPOINT);
  }

  @Override
  protected PredictionInput input() {
    return of("meta/meta-llama-3-8b-instruct");
  }

  @Override
  protected List<WireResponse> recorded() {
    return List.of(
        DescribedReplicate.example("get", "/predictions/{prediction_id}"),
        DescribedReplicate.reply(DescribedReplicate.prediction("starting", "null")));
  }

  private static PredictionInput of(String model) {
    return new PredictionInput(
        model,
        Json.EMPTY.with("prompt", Json.of("Hello")),
        Duration.ofSeconds(5),
        Duration.ofMillis(59_001));
  }

  @Test
  void eachKindOfModelHasItsPlace() {
    assertThat(path("meta/llama-3.1")).endsWith("/v1/models/meta/llama-3.1/predictions");
    assertThat(path("deployments/me/mine")).endsWith("/v1/deployments/me/mine/predictions");
    assertThat(path("me/mine:" + VERSION)).endsWith("/v1/predictions");
    assertThat(path(VERSION)).endsWith("/v1/predictions");
  }

  private String path(String model) {
    return codec().encode(of(model)).uri().toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "llama", "../x", "me/mine/predictions?x", "me/mine:latest", "a/b c"})
  void aModelThatIsNoneIsRefused(String model) {
    assertThat(Failures.field(() -> codec().encode(of(model)))).isEqualTo("model");
  }

  @Test
  void whatIsSentIsValid() {
    byte[] official = codec().encode(of("meta/x")).body();
    byte[] versioned = codec().encode(of("me/mine:" + VERSION)).body();

    assertThat(DescribedReplicate.schema().errors("schemas_prediction_request", official))
        .isEmpty();
    assertThat(DescribedReplicate.schema().errors("schemas_version_prediction_request", versioned))
        .isEmpty();
    assertThat(DescribedReplicate.schema().errors("schemas_prediction_request", versioned))
        .isNotEmpty();
  }

  /**
   * The description says nullable as OpenAPI 3.0 did, which JSON Schema does not know, and calls
   * the hidden version of an official model a version as well.
   */
  @Test
  void theAnswersHereAreValidToo() {
    byte[] made =
        DescribedReplicate.reply(DescribedReplicate.prediction("succeeded", "['a']")).body();

    assertThat(DescribedReplicate.schema().errors("schemas_prediction_response", made))
        .allMatch(error -> error.contains("null found") || error.startsWith("/version: "));
  }

  @Test
  void tellsHowLongToWaitAndToLive() {
    Map<String, List<String>> headers = codec().encode(input()).headers();

    assertThat(headers)
        .containsEntry("prefer", List.of("wait=5"))
        .containsEntry("cancel-after", List.of("60s"));
  }

  @ParameterizedTest
  @CsvSource({"0, 5s", "4999, 5s", "5001, 6s", "600000, 600s"})
  void livesAsLongAsTheCallButNeverShorterThanTheVendorTakes(long millis, String life) {
    WireRequest wire =
        codec()
            .encode(
                new PredictionInput("a/b", Json.EMPTY, Duration.ZERO, Duration.ofMillis(millis)));

    assertThat(wire.headers()).containsEntry("cancel-after", List.of(life));
    assertThat(wire.headers()).doesNotContainKey("prefer");
  }

  @Test
  void looksAndCancelsByIdAndFollowsNoAddress() {
    assertThat(PredictionCodec.get(DescribedReplicate.ENDPOINT).encode("p/1").uri())
        .hasToString("https://api.replicate.com/v1/predictions/p%2F1");
    WireRequest cancel = PredictionCodec.cancel(DescribedReplicate.ENDPOINT).encode("p1");
    assertThat(cancel.method()).isEqualTo("POST");
    assertThat(cancel.uri()).hasToString("https://api.replicate.com/v1/predictions/p1/cancel");
  }

  @Test
  void readsTheVendorsExample() {
    Prediction hello = codec().decode(recorded().getFirst());

    assertThat(hello.id()).isEqualTo("gm3qorzdhgbfurvjtvhg6dckhu");
    assertThat(hello.succeeded()).isTrue();
    assertThat(hello.text()).isEqualTo("hello Alice");
    assertThat(hello.tokens().quantities()).isEqualTo(Map.of(Prediction.TIME, 13L));
    assertThat(hello.time()).isEqualTo(Map.of(Prediction.TIME, 13L));
    assertThat(hello.stream()).isEmpty();
  }

  @Test
  void readsWordsFilesTokensAndTheStream() {
    Prediction made = read("succeeded", "['a','b']");

    assertThat(made.text()).isEqualTo("ab");
    assertThat(made.files()).containsExactly("a", "b");
    assertThat(made.tokens().quantities())
        .isEqualTo(Map.of("input_tokens", 20L, "output_tokens", 5L, Prediction.TIME, 1_235L));
    assertThat(made.stream().orElseThrow()).hasHost("stream.replicate.com");
    assertThat(read("starting", "null").text()).isEmpty();
    assertThat(read("processing", "null").ended()).isFalse();
    assertThat(read("aborted", "null").ended()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'a':1}", "[1]", "7"})
  void anOutputThatIsNoTextAndNoFileCannotBeRead(String output) {
    Prediction made = read("succeeded", output);

    Failures.expect(FailureCode.UNAVAILABLE, made::text);
    Failures.expect(FailureCode.UNAVAILABLE, made::files);
  }

  private Prediction read(String status, String output) {
    return codec().decode(DescribedReplicate.reply(DescribedReplicate.prediction(status, output)));
  }
}
