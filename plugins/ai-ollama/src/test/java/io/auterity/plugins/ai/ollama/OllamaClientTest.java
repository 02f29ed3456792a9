package io.auterity.plugins.ai.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.plugins.ai.ollama.wire.OllamaExamples;
import io.auterity.spi.Events;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Transport;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.ModelEvent;
import io.auterity.spi.ai.ModelGet;
import io.auterity.spi.ai.ModelPull;
import io.auterity.spi.ai.Role;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.manifest.ManifestFileReader;
import io.auterity.testkit.transport.ScriptedReply;
import io.auterity.testkit.transport.ScriptedTransport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaClientTest {

  @Test
  void metersWhatTheServerCounted() {
    FakeCall call = call("ai.chat.create", new OllamaExamples());

    ai(call).createChat(hello(), call);

    assertThat(call.metered()).isEqualTo(Map.of("input_tokens", 11L, "output_tokens", 18L));
  }

  @Test
  void metersAStreamAtItsEnd() {
    FakeCall call = call("ai.chat.stream", new OllamaExamples());

    try (Events<ChatEvent> events = ai(call).streamChat(hello(), call)) {
      ChatEvent event = events.next();
      while (event != null && !event.last()) {
        event = events.next();
      }
      assertThat(event).isInstanceOf(ChatEvent.Finished.class);
    }
    assertThat(call.metered()).isEqualTo(Map.of("input_tokens", 26L, "output_tokens", 282L));
  }

  @Test
  void followsAPullToItsEnd() {
    FakeCall call = call("ai.model.pull", new OllamaExamples());
    List<ModelEvent> all = new ArrayList<>();

    try (Events<ModelEvent> events = ai(call).pullModel(new ModelPull("gemma3", null), call)) {
      for (ModelEvent event = events.next(); event != null; event = events.next()) {
        all.add(event);
      }
    }
    assertThat(all).hasSize(6).endsWith(new ModelEvent.Ready("gemma3"));
    assertThat(call.metered()).isEmpty();
  }

  @Test
  void aPullThatIsRefusedDidNothing() {
    FakeCall call = call("ai.model.pull", reply(400, "{\"error\":\"invalid model name\"}"));
    Failure failure =
        Failures.expect(
            FailureCode.INVALID, () -> ai(call).pullModel(new ModelPull("?", null), call));

    assertThat(failure.message()).isEqualTo("the vendor answered 400: invalid model name");
  }

  @Test
  void aModelGoesByTheIdThatWasAskedFor() {
    FakeCall call = call("ai.model.get", new OllamaExamples());

    assertThat(ai(call).getModel(new ModelGet("gemma3", null), call).id()).isEqualTo("gemma3");
  }

  @Test
  void vectorsAreMadeByAModelOfTheirOwn() {
    ScriptedTransport transport = reply(200, "{\"model\":\"embeddinggemma\",\"embeddings\":[[1]]}");
    FakeCall call = call("ai.embedding.create", transport);

    ai(call).createEmbedding(new EmbeddingRequest(null, List.of("a"), null), call);

    assertThat(new String(transport.requests().getFirst().body(), StandardCharsets.UTF_8))
        .contains("\"model\":\"embeddinggemma\"");
  }

  @ParameterizedTest
  @CsvSource({"401, UNAUTHENTICATED", "500, UNAVAILABLE"})
  void checkTellsThatTheServerCannotServe(int status, FailureCode code) {
    FakeCall call = call("ai.model.list", reply(status, "{}"));

    Failures.expect(code, () -> new OllamaConnector().check(ai(call), call));
  }

  @Test
  void checkAcceptsAServerWithoutModels() {
    FakeCall call = call("ai.model.list", reply(200, "{\"models\":[]}"));

    new OllamaConnector().check(ai(call), call);
  }

  private static ChatRequest hello() {
    return new ChatRequest(
        "gemma3",
        List.of(Message.text(Role.USER, "Hello")),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static Ai ai(FakeCall call) {
    return new OllamaConnector().open(call.provider());
  }

  private static ScriptedTransport reply(int status, String body) {
    return new ScriptedTransport(List.of(ScriptedReply.of(status, body)));
  }

  private static FakeCall call(String capability, Transport transport) {
    FakeProvider provider =
        new FakeProvider("ollama", ManifestFileReader.of(OllamaPlugin.class))
            .withConfig(Json.EMPTY.with("embeddingModel", Json.of("embeddinggemma")))
            .withTransport(transport);
    return FakeCall.of(capability, provider);
  }
}
