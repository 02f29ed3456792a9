package io.auterity.plugins.ai.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.plugins.ai.ollama.wire.OllamaExamples;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Events;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.KnownModel;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelEvent;
import io.auterity.spi.ai.ModelGet;
import io.auterity.spi.ai.ModelPull;
import io.auterity.spi.ai.ModelQuery;
import io.auterity.spi.ai.Role;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.manifest.ManifestFileReader;
import io.auterity.testkit.transport.ScriptedReply;
import io.auterity.testkit.transport.ScriptedTransport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
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

  private static final ScriptedReply TAGS =
      ScriptedReply.of(
          200,
          "{\"models\":[{\"model\":\"gemma3:latest\",\"digest\":\"a\"},"
              + "{\"model\":\"bge\",\"digest\":\"b\"}]}");

  private static final ScriptedReply CHATS =
      ScriptedReply.of(
          200,
          "{\"details\":{},\"parameters\":\"temperature 1\\nnum_ctx 8192\","
              + "\"capabilities\":[\"completion\",\"tools\",\"vision\",\"thinking\"],"
              + "\"model_info\":{\"gemma3.context_length\":131072}}");

  private static final ScriptedReply EMBEDS =
      ScriptedReply.of(
          200,
          "{\"details\":{},\"capabilities\":[\"embedding\"],"
              + "\"model_info\":{\"bert.context_length\":512}}");

  @Test
  void theListTellsWhatEachModelCanDo() {
    FakeCall call =
        call("ai.model.list", new ScriptedTransport(List.of(TAGS, CHATS, EMBEDS, TAGS)));
    Ai ai = ai(call);

    List<Model> listed = ai.listModels(new ModelQuery(null, null), call).items();

    assertThat(listed).extracting(Model::contextTokens).containsExactly(8_192L, 512L);
    assertThat(listed)
        .extracting(model -> Extra.in(model.extra(), "auterity").get("abilities"))
        .containsExactly(
            Json.array(
                List.of(
                    Json.of("schema"), Json.of("reasoning"), Json.of("tools"), Json.of("vision"))),
            null);
    assertThat(Extra.in(listed.getLast().extra(), "ollama").get("capabilities"))
        .isEqualTo(Json.array(List.of(Json.of("embedding"))));
    // Only the list is asked for again.
    assertThat(ai.listModels(new ModelQuery(null, null), call).items()).isEqualTo(listed);
  }

  @Test
  void aCheckLearnsWhatModelsCanDoByEachOfTheirNames() {
    FakeCall call = call("ai.model.list", new ScriptedTransport(List.of(TAGS, CHATS, EMBEDS)));
    OllamaConnector connector = new OllamaConnector();
    Ai ai = connector.open(call.provider());

    assertThat(connector.models(ai)).isEmpty();
    connector.check(ai, call);

    List<String> abilities = List.of("schema", "reasoning", "tools", "vision");
    assertThat(connector.models(ai))
        .containsExactly(
            new KnownModel("gemma3:latest", 8_192L, null, abilities),
            new KnownModel("gemma3", 8_192L, null, abilities),
            new KnownModel("bge", 512L, null, null));
  }

  @ParameterizedTest
  @CsvSource({"404, 1", "503, 2"})
  void aModelThatCannotBeShownIsListedAndAskedForAgainWhereThatMayHelp(int status, int asked) {
    ScriptedReply refused = ScriptedReply.of(status, "{\"error\":\"no\"}");
    ScriptedReply one = ScriptedReply.of(200, "{\"models\":[{\"model\":\"m\",\"digest\":\"a\"}]}");
    ScriptedTransport transport = new ScriptedTransport(List.of(one, refused, one, refused));
    FakeCall call = call("ai.model.list", transport);
    Ai ai = ai(call);

    for (int i = 0; i < 2; i++) {
      assertThat(ai.listModels(new ModelQuery(null, null), call).items())
          .extracting(Model::id)
          .containsExactly("m");
    }
    assertThat(transport.requests()).hasSize(2 + asked);
  }

  @ParameterizedTest
  @CsvSource({"500", "200"})
  void aModelThatIsBrokenKeepsNoOtherUnknown(int status) {
    ScriptedReply broken = ScriptedReply.of(status, "{\"error\":\"cannot be read\"}");
    FakeCall call =
        call("ai.model.list", new ScriptedTransport(List.of(TAGS, broken, EMBEDS, TAGS, CHATS)));
    Ai ai = ai(call);

    assertThat(ai.listModels(new ModelQuery(null, null), call).items())
        .extracting(Model::contextTokens)
        .containsExactly(null, 512L);
    assertThat(ai.listModels(new ModelQuery(null, null), call).items())
        .extracting(Model::contextTokens)
        .containsExactly(8_192L, 512L);
  }

  @Test
  void aServerThatDoesNotAnswerIsAskedForNoMore() {
    Failure silent = Failure.of(FailureCode.UNAVAILABLE, "nobody answers");
    ScriptedTransport transport =
        new ScriptedTransport(List.of(TAGS, ScriptedReply.failing(silent)));
    FakeCall call = call("ai.model.list", transport);

    assertThat(ai(call).listModels(new ModelQuery(null, null), call).items()).hasSize(2);
    assertThat(transport.requests()).hasSize(2);
  }

  @Test
  void aModelThatIsShownSlowlyLeavesTimeForTheOthers() {
    List<Duration> left = new ArrayList<>();
    ScriptedTransport scripted = new ScriptedTransport(List.of(TAGS, EMBEDS));
    AtomicReference<FakeCall> clock = new AtomicReference<>();
    Transport slow =
        new Transport() {
          @Override
          public WireResponse send(WireRequest request, Call call) {
            left.add(call.remaining());
            if (left.size() == 2) {
              Objects.requireNonNull(clock.get()).pause(call.remaining());
              throw new CallFailedException(FailureCode.TIMEOUT, "too slow");
            }
            return scripted.send(request, call);
          }

          @Override
          public WireStream open(WireRequest request, Call call) {
            return scripted.open(request, call);
          }
        };
    FakeCall call = call("ai.model.list", slow);
    clock.set(call);

    assertThat(ai(call).listModels(new ModelQuery(null, null), call).items())
        .extracting(Model::contextTokens)
        .containsExactly(null, 512L);
    assertThat(left)
        .containsExactly(
            Duration.ofSeconds(60), Duration.ofMillis(7_500), Duration.ofMillis(7_500));
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
    return ChatRequest.builder("gemma3", List.of(Message.text(Role.USER, "Hello"))).build();
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
