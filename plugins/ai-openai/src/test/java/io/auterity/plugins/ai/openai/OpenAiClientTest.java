package io.auterity.plugins.ai.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.Classification;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.ModelQuery;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.manifest.ManifestFileReader;
import io.auterity.testkit.transport.ScriptedReply;
import io.auterity.testkit.transport.ScriptedTransport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiClientTest {

  private static final TextToClassify LUNCH = new TextToClassify("He paid for lunch.", classes());

  private static Map<String, String> classes() {
    Map<String, String> classes = new LinkedHashMap<>();
    classes.put("credit_card", "A problem with a card.");
    classes.put("retail_banking", "A problem with an account.");
    return classes;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "retail_banking",
        " retail_banking\\n",
        "Retail_Banking.",
        "\\\"retail_banking\\\"",
        "`retail_banking`",
        "**retail_banking**",
      })
  void theNameOfAClassIsAnAnswer(String text) {
    Classification made = classify(answer(text, "stop"));

    assertThat(made).isEqualTo(new Classification("retail_banking", "gpt-x", Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "banking", "It is retail_banking", "credit_card, retail_banking"})
  void anythingElseIsAFailure(String text) {
    Failure failure = refusal(FailureCode.UNAVAILABLE, answer(text, "stop"));

    assertThat(failure.message()).isEqualTo("gpt-x did not answer with one of the 2 classes");
    assertThat(failure.applied()).isEqualTo(Applied.YES);
  }

  @Test
  void aTextThatTheVendorRefusesIsRefused() {
    Failure failure = refusal(FailureCode.CONTENT_REFUSED, answer("", "content_filter"));

    assertThat(failure.applied()).isEqualTo(Applied.YES);
  }

  @Test
  void classificationTellsNamesAndDescriptionsAndMetersItsTokens() {
    ScriptedTransport transport = new ScriptedTransport(List.of(answer("credit_card", "stop")));
    FakeCall call = call(transport);

    ai(call).classifyText(LUNCH, call);

    assertThat(new String(transport.requests().getFirst().body(), StandardCharsets.UTF_8))
        .contains("\"model\":\"gpt-4o-mini\"")
        .contains("credit_card: A problem with a card.\\nretail_banking: A problem")
        .contains("{\"role\":\"user\",\"content\":\"He paid for lunch.\"}");
    assertThat(call.metered())
        .containsExactlyInAnyOrderEntriesOf(Map.of("input_tokens", 40L, "output_tokens", 3L));
  }

  @Test
  void theLongestAnswerOfAClassificationIsSent() {
    assertThat(sent(new TextToClassify("He paid.", classes(), 4_096)))
        .contains("\"max_completion_tokens\":4096");
    assertThat(sent(LUNCH)).doesNotContain("max_completion_tokens");
  }

  private static String sent(TextToClassify input) {
    ScriptedTransport transport = new ScriptedTransport(List.of(answer("credit_card", "stop")));
    FakeCall call = call(transport);
    ai(call).classifyText(input, call);
    return new String(transport.requests().getFirst().body(), StandardCharsets.UTF_8);
  }

  @Test
  void aSpentQuotaIsNoRateLimit() {
    Failure failure =
        refusal(
            FailureCode.QUOTA_EXHAUSTED,
            ScriptedReply.of(
                429, "{\"error\":{\"code\":\"insufficient_quota\",\"message\":\"Pay.\"}}"));

    assertThat(failure.retryable()).isFalse();
  }

  @Test
  void aRateLimitSaysHowLongToWait() {
    Failure failure =
        refusal(
            FailureCode.RATE_LIMITED, ScriptedReply.of(429, "{}").withHeader("retry-after", "3"));

    assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(3));
    assertThat(failure.retryable()).isTrue();
  }

  @Test
  void aVendorThatCannotBeReachedIsUnavailable() {
    refusal(
        FailureCode.UNAVAILABLE,
        ScriptedReply.failing(Failure.of(FailureCode.UNAVAILABLE, "connection refused")));
  }

  @Test
  void vectorsNeedTheNameOfAModel() {
    FakeProvider provider = provider(new ScriptedTransport(List.of()), Json.EMPTY);
    FakeCall call = FakeCall.of("ai.embedding.create", provider);

    Failures.expect(
        FailureCode.INVALID,
        () -> ai(call).createEmbedding(new EmbeddingRequest(null, List.of("x"), null), call));
  }

  @Test
  void tokensGoToWhoReadsThem() {
    ScriptedTransport transport =
        new ScriptedTransport(
            List.of(
                ScriptedReply.of(
                    200,
                    """
                    {"object":"list","model":"m","usage":{"prompt_tokens":3,"total_tokens":3},
                     "data":[{"object":"embedding","index":0,"embedding":[0.5]}]}
                    """)));
    FakeCall call = FakeCall.of("ai.embedding.create", provider(transport, Json.EMPTY));

    Embeddings made =
        ai(call)
            .createEmbedding(
                new EmbeddingRequest("m", List.of(), null, List.of(List.of(5, 6, 7))), call);

    assertThat(made.vectors()).containsExactly(List.of(0.5f));
    assertThat(new String(transport.requests().getFirst().body(), StandardCharsets.UTF_8))
        .contains("\"input\":[[5,6,7]]");
  }

  @ParameterizedTest
  @CsvSource({"'', 5, INVALID", "a, 5, INVALID", "'', -1, INVALID"})
  void tokensThatAreNoneAreRefused(String text, int token, FailureCode code) {
    List<List<Integer>> tokens =
        text.isEmpty() && token == 5 ? List.of(List.of()) : List.of(List.of(token));
    FakeCall call =
        FakeCall.of("ai.embedding.create", provider(new ScriptedTransport(List.of()), Json.EMPTY));
    List<String> texts = text.isEmpty() ? List.of() : List.of(text);

    Failures.expect(
        code, () -> ai(call).createEmbedding(new EmbeddingRequest("m", texts, null, tokens), call));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 402, 403, 404, 405, 429, 501})
  void checkAcceptsAnEndpointThatAnswersWithoutAListOfModels(int status) {
    check(ScriptedReply.of(status, ""));
  }

  @Test
  void checkWaitsForNoLimitThatTheEndpointHasTold() {
    check(ScriptedReply.failing(Failure.of(FailureCode.RATE_LIMITED, "the bucket is empty")));
  }

  @ParameterizedTest
  @CsvSource({"401, UNAUTHENTICATED", "500, UNAVAILABLE", "503, UNAVAILABLE", "504, TIMEOUT"})
  void checkTellsThatTheEndpointCannotServe(int status, FailureCode code) {
    Failures.expect(code, () -> check(ScriptedReply.of(status, "{}")));
  }

  @ParameterizedTest
  @EnumSource(names = {"UNAVAILABLE", "TIMEOUT", "FORBIDDEN"})
  void checkTellsThatTheEndpointWasNotReached(FailureCode code) {
    Failures.expect(code, () -> check(ScriptedReply.failing(Failure.of(code, "not sent"))));
  }

  private static void check(ScriptedReply reply) {
    FakeCall call = call(new ScriptedTransport(List.of(reply)));
    connector().check(ai(call), call);
  }

  @Test
  void pagesOfModelsAreCutFromTheVendorsList() {
    String models = "{\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}]}";
    FakeCall call = call(new ScriptedTransport(List.of(ScriptedReply.of(200, models))));

    assertThat(ai(call).listModels(new ModelQuery(null, 1), call).next()).isNotNull();
  }

  private static Classification classify(ScriptedReply reply) {
    FakeCall call = call(new ScriptedTransport(List.of(reply)));
    return ai(call).classifyText(LUNCH, call);
  }

  private static Failure refusal(FailureCode code, ScriptedReply reply) {
    return Failures.expect(code, () -> classify(reply));
  }

  private static Ai ai(FakeCall call) {
    return connector().open(call.provider());
  }

  private static OpenAiConnector connector() {
    return OpenAiConnector.of(ManifestFileReader.of(OpenAiPlugin.class).connectors().getFirst());
  }

  private static FakeCall call(ScriptedTransport transport) {
    Json.Obj config = Json.object(Map.of("model", Json.of("gpt-4o-mini")));
    return FakeCall.of("ai.text.classify", provider(transport, config));
  }

  private static FakeProvider provider(ScriptedTransport transport, Json.Obj config) {
    return new FakeProvider("openai", ManifestFileReader.of(OpenAiPlugin.class))
        .withConfig(config)
        .withTransport(transport);
  }

  private static ScriptedReply answer(String text, String reason) {
    return ScriptedReply.of(
        200,
        """
        {"id":"1","model":"gpt-x",
         "choices":[{"message":{"content":"%s"},"finish_reason":"%s"}],
         "usage":{"prompt_tokens":40,"completion_tokens":3,"total_tokens":43}}
        """
            .formatted(text, reason));
  }
}
