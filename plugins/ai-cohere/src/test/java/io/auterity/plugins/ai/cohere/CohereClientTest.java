package io.auterity.plugins.ai.cohere;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Events;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.RerankRequest;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.manifest.ManifestFileReader;
import io.auterity.testkit.transport.ScriptedReply;
import io.auterity.testkit.transport.ScriptedTransport;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CohereClientTest {

  private static final String USAGE =
      "'usage':{'billed_units':{'input_tokens':10,'output_tokens':5,'search_units':1},"
          + "'tokens':{'input_tokens':100,'output_tokens':9}}";
  private static final Map<String, Long> BILLED =
      Map.of("input_tokens", 10L, "output_tokens", 5L, "search_units", 1L);

  @Test
  void metersWhatIsBilled() {
    FakeCall call = call("ai.chat.create", answer("COMPLETE"));

    assertThat(ai(call).createChat(hello(), call).model()).isEqualTo("command-a");
    assertThat(call.metered()).isEqualTo(BILLED);
  }

  @Test
  void anAnswerThatWasBrokenOffIsBilledAllTheSame() {
    FakeCall call = call("ai.chat.create", answer("ERROR"));

    Failures.expect(FailureCode.UNAVAILABLE, () -> ai(call).createChat(hello(), call));
    assertThat(call.metered()).isEqualTo(BILLED);
  }

  @Test
  void metersAStreamByItsEnd() {
    FakeCall call =
        call(
            "ai.chat.stream",
            reply(
                "data: {'type':'message-start','id':'1'}\n\n"
                    + "data: {'type':'message-end','delta':{'finish_reason':'COMPLETE',"
                    + USAGE
                    + "}}\n\n"));

    try (Events<ChatEvent> events = ai(call).streamChat(hello(), call)) {
      assertThat(events.next()).isEqualTo(new ChatEvent.Started("1", "command-a"));
      assertThat(events.next()).isInstanceOf(ChatEvent.Used.class);
      assertThat(events.next()).isInstanceOf(ChatEvent.Finished.class);
      assertThat(events.next()).isNull();
    }
    assertThat(call.metered()).isEqualTo(BILLED);
  }

  @Test
  void moreTextsThanTheVendorTakesGoInSeveralRequests() {
    ScriptedTransport transport =
        new ScriptedTransport(List.of(vectors(96), vectors(96), vectors(8)));
    FakeCall call = FakeCall.of("ai.embedding.create", provider(transport));

    Embeddings made =
        ai(call)
            .createEmbedding(new EmbeddingRequest(null, Collections.nCopies(200, "x"), null), call);

    assertThat(made.vectors()).hasSize(200);
    assertThat(made.usage().input()).isEqualTo(200);
    assertThat(call.metered()).isEqualTo(Map.of("input_tokens", 200L));
    assertThat(transport.requests())
        .hasSize(3)
        .allSatisfy(
            request ->
                assertThat(new String(request.body(), StandardCharsets.UTF_8))
                    .contains("\"model\":\"embed-v4.0\""));
  }

  @Test
  void theRequestsBeforeOneThatFailsAreBilled() {
    ScriptedTransport transport =
        new ScriptedTransport(List.of(vectors(96), ScriptedReply.of(503, "{}")));
    FakeCall call = FakeCall.of("ai.embedding.create", provider(transport));
    EmbeddingRequest request = new EmbeddingRequest(null, Collections.nCopies(100, "x"), null);

    Failures.expect(FailureCode.UNAVAILABLE, () -> ai(call).createEmbedding(request, call));
    assertThat(call.metered()).isEqualTo(Map.of("input_tokens", 96L));
  }

  @Test
  void fewerVectorsThanTextsAreNoAnswer() {
    FakeCall call = call("ai.embedding.create", vectors(1));
    EmbeddingRequest request = new EmbeddingRequest(null, List.of("a", "b"), null);

    Failures.expect(FailureCode.UNAVAILABLE, () -> ai(call).createEmbedding(request, call));
  }

  @Test
  void anInputWithoutAModelNeedsAConfiguredOne() {
    FakeProvider bare =
        new FakeProvider("cohere", ManifestFileReader.of(CoherePlugin.class))
            .withTransport(new ScriptedTransport(List.of()));
    FakeCall call = FakeCall.of("ai.text.classify", bare);
    TextToClassify lunch = new TextToClassify("Lunch.", Map.of("a", "An a.", "b", "A b."));
    RerankRequest rank = new RerankRequest(null, "a", List.of("b"), null);
    EmbeddingRequest embed = new EmbeddingRequest(null, List.of("b"), null);

    assertThat(Failures.field(() -> ai(call).classifyText(lunch, call))).isEqualTo("model");
    assertThat(Failures.field(() -> ai(call).rerankDocuments(rank, call))).isEqualTo("model");
    assertThat(Failures.field(() -> ai(call).createEmbedding(embed, call))).isEqualTo("model");
  }

  @ParameterizedTest
  @CsvSource({"401, UNAUTHENTICATED", "500, UNAVAILABLE"})
  void checkTellsThatTheVendorCannotServe(int status, FailureCode code) {
    FakeCall call = call("ai.model.list", ScriptedReply.of(status, "{}"));

    Failures.expect(code, () -> new CohereConnector().check(ai(call), call));
  }

  @Test
  void tellsWhatItWouldLose() {
    FakeCall call = call("ai.chat.create", answer("COMPLETE"));

    assertThat(ai(call).lossy(hello())).isEmpty();
    assertThat(ai(call).lossy(hello().withTemperature(1.5))).containsExactly("temperature");
  }

  private static ScriptedReply answer(String reason) {
    return reply(
        "{'id':'1','message':{'role':'assistant','content':[{'type':'text','text':'money'}]},"
            + "'finish_reason':'"
            + reason
            + "',"
            + USAGE
            + "}");
  }

  private static ScriptedReply vectors(int count) {
    return reply(
        "{'id':'1','embeddings':{'float':["
            + String.join(",", Collections.nCopies(count, "[0.5,1]"))
            + "]},'meta':{'billed_units':{'input_tokens':"
            + count
            + "}}}");
  }

  private static ScriptedReply reply(String json) {
    return ScriptedReply.of(200, json.replace('\'', '"'));
  }

  private static ChatRequest hello() {
    return ChatRequest.builder("command-a", List.of(Message.text(Role.USER, "Hello"))).build();
  }

  private static Ai ai(FakeCall call) {
    return new CohereConnector().open(call.provider());
  }

  private static FakeCall call(String capability, ScriptedReply reply) {
    return FakeCall.of(capability, provider(new ScriptedTransport(List.of(reply))));
  }

  private static FakeProvider provider(ScriptedTransport transport) {
    return new FakeProvider("cohere", ManifestFileReader.of(CoherePlugin.class))
        .withConfig(
            Json.object(
                Map.of("model", Json.of("command-a"), "embeddingModel", Json.of("embed-v4.0"))))
        .withTransport(transport);
  }
}
