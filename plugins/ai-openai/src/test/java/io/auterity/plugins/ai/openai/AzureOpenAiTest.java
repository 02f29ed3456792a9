package io.auterity.plugins.ai.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.Content;
import io.auterity.spi.Events;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.ImageEdit;
import io.auterity.spi.ai.ImageRequest;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.ModelQuery;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.SpeechRequest;
import io.auterity.spi.ai.TranscriptionRequest;
import io.auterity.spi.ai.TranslationRequest;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deployments of a resource; replies have the shapes that learn.microsoft.com shows. */
class AzureOpenAiTest {

  private static final PluginManifest MANIFEST = ManifestFileReader.of(OpenAiPlugin.class);
  private static final ConnectorManifest AZURE =
      MANIFEST.connectors().stream()
          .filter(connector -> connector.id().equals("azure-openai"))
          .findFirst()
          .orElseThrow();
  private static final Json.Obj UNDATED = config("https://res.openai.azure.com");
  private static final Json.Obj DATED = UNDATED.with("apiVersion", Json.of("2024-10-21"));

  private static final String ANSWER =
      """
      {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-4o-mini",
       "prompt_filter_results":[{"prompt_index":0,
        "content_filter_results":{"hate":{"filtered":false,"severity":"safe"}}}],
       "choices":[{"index":0,"finish_reason":"%s","logprobs":null,
        "content_filter_results":{"violence":{"filtered":%s,"severity":"medium"}},
        "message":{"role":"assistant","content":"Hi","refusal":null}}],
       "usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10}}
      """;

  @ParameterizedTest
  @CsvSource({
    "false, https://res.openai.azure.com/openai/v1/chat/completions",
    "true,"
        + " https://res.openai.azure.com/openai/deployments/my%20chat/chat/completions?api-version=2024-10-21",
  })
  void aChatGoesToItsDeployment(boolean dated, String address) {
    ScriptedTransport transport = transport(ScriptedReply.of(200, ANSWER.formatted("stop", false)));
    FakeCall call = call(dated ? DATED : UNDATED, transport);

    ChatResponse answer = ai(call).createChat(chat(), call);

    assertThat(transport.requests().getFirst().uri()).hasToString(address);
    assertThat(answer.reason()).isEqualTo(FinishReason.STOP);
    assertThat(String.valueOf(answer.extra())).contains("prompt_filter_results", "medium");
  }

  @ParameterizedTest
  @CsvSource({
    "false, embeddings, https://res.openai.azure.com/openai/v1/embeddings",
    "true, embeddings,"
        + " https://res.openai.azure.com/openai/deployments/v/embeddings?api-version=2024-10-21",
    "false, models, https://res.openai.azure.com/openai/v1/models",
    "true, models, https://res.openai.azure.com/openai/models?api-version=2024-10-21",
  })
  void soDoVectorsAndTheListOfModels(boolean dated, String what, String address) {
    String reply =
        what.equals("models")
            ? "{\"data\":[]}"
            : "{\"model\":\"v\",\"data\":[{\"index\":0,\"embedding\":[0.5]}],\"usage\":{\"prompt_tokens\":1}}";
    ScriptedTransport transport = transport(ScriptedReply.of(200, reply));
    FakeCall call = call(dated ? DATED : UNDATED, transport);

    if (what.equals("models")) {
      ai(call).listModels(new ModelQuery(null, null), call);
    } else {
      ai(call).createEmbedding(new EmbeddingRequest("v", List.of("x"), null), call);
    }

    assertThat(transport.requests().getFirst().uri()).hasToString(address);
  }

  /** What its client does with a request for a deployment, and the reply that it may get. */
  private record Asked(Consumer<Call> act, String reply) {}

  private static final Content FILE = Content.of("audio/wav", new byte[] {1});
  private static final String PICTURE = "{\"created\":1,\"data\":[{\"b64_json\":\"AQID\"}]}";
  private static final String TEXT = "{\"text\":\"Hi\",\"duration\":1.5}";

  private static Asked media(String path, @Nullable String model) {
    return switch (path) {
      case "images/generations" ->
          new Asked(
              call -> ai(call).createImage(new ImageRequest(model, "cats", null, null), call),
              PICTURE);
      case "images/edits" ->
          new Asked(
              call ->
                  ai(call)
                      .editImage(
                          new ImageEdit(model, "cats", List.of(FILE), null, null, null), call),
              PICTURE);
      case "audio/transcriptions" ->
          new Asked(
              call ->
                  ai(call)
                      .createTranscription(
                          new TranscriptionRequest(model, FILE, null, null, null, null, null, null),
                          call),
              TEXT);
      case "audio/translations" ->
          new Asked(
              call ->
                  ai(call)
                      .createTranslation(
                          new TranslationRequest(model, FILE, null, null, null, null), call),
              TEXT);
      default ->
          new Asked(
              call ->
                  ai(call)
                      .createSpeech(
                          new SpeechRequest(model, "Hi", "alloy", null, null, null, null), call),
              "sound");
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "images/generations",
        "images/edits",
        "audio/transcriptions",
        "audio/translations",
        "audio/speech"
      })
  void soDoPicturesAndSound(String path) {
    Asked asked = media(path, "my deployment");
    ScriptedTransport transport =
        transport(ScriptedReply.of(200, asked.reply()), ScriptedReply.of(200, asked.reply()));

    FakeCall dated = call(DATED, transport);
    asked.act().accept(dated);
    asked.act().accept(call(UNDATED, transport));

    assertThat(transport.requests())
        .extracting(request -> request.uri().toString())
        .containsExactly(
            "https://res.openai.azure.com/openai/deployments/my%20deployment/"
                + path
                + "?api-version=2024-10-21",
            "https://res.openai.azure.com/openai/v1/" + path);
    assertThat(transport.requests())
        .allSatisfy(
            request ->
                assertThat(new String(request.body(), StandardCharsets.ISO_8859_1))
                    .contains("my deployment"));
    assertThat(dated.metered()).isNotEmpty();
    assertThat(Failures.field(() -> media(path, null).act().accept(call(DATED, transport()))))
        .isEqualTo("model");
  }

  @Test
  void aFilteredPictureIsRefusedWithItsCategories() {
    FakeCall call =
        call(
            DATED,
            transport(
                ScriptedReply.of(
                    400,
                    """
                    {"error":{"code":"content_policy_violation","type":"invalid_request_error",
                     "message":"Your request was rejected.",
                     "inner_error":{"code":"ResponsibleAIPolicyViolation","content_filter_results":{
                      "sexual":{"filtered":true,"severity":"high"},
                      "hate":{"filtered":false,"severity":"safe"}}}}}
                    """)));

    Failure failure =
        Failures.expect(
            FailureCode.CONTENT_REFUSED,
            () -> media("images/generations", "draws").act().accept(call));

    assertThat(failure.fields()).containsEntry("categories", "sexual");
    assertThat(failure.applied()).isEqualTo(Applied.NO);
  }

  @Test
  void aFilteredQuestionIsRefusedWithItsCategories() {
    FakeCall call =
        call(
            DATED,
            transport(
                ScriptedReply.of(
                    400,
                    """
                    {"error":{"message":"The response was filtered.","type":null,"param":"prompt",
                     "code":"content_filter","status":400,
                     "innererror":{"code":"ResponsibleAIPolicyViolation","content_filter_result":{
                      "hate":{"filtered":true,"severity":"high"},
                      "jailbreak":{"filtered":true,"detected":true},
                      "violence":{"filtered":false,"severity":"safe"}}}}}
                    """)));

    Failure failure =
        Failures.expect(FailureCode.CONTENT_REFUSED, () -> ai(call).createChat(chat(), call));

    assertThat(failure.fields())
        .containsEntry("categories", "hate, jailbreak")
        .containsEntry("status", "400");
    assertThat(failure.applied()).isEqualTo(Applied.NO);
  }

  @Test
  void aFilteredAnswerEndsAsARefusal() {
    FakeCall call =
        call(DATED, transport(ScriptedReply.of(200, ANSWER.formatted("content_filter", true))));

    ChatResponse answer = ai(call).createChat(chat(), call);

    assertThat(answer.reason()).isEqualTo(FinishReason.CONTENT_REFUSED);
    assertThat(String.valueOf(answer.extra())).contains("violence");
  }

  @Test
  void aStreamBeginsWithTheAnswerAndNotWithWhatTheFilterFound() {
    String stream =
        """
        data: {"choices":[],"created":0,"id":"","model":"","object":"","prompt_filter_results":[]}

        data: {"choices":[{"delta":{"role":"assistant","content":""},"index":0,"finish_reason":null}],\
        "created":1,"id":"c-1","model":"gpt-4o-mini","object":"chat.completion.chunk"}

        data: {"choices":[{"delta":{"content":"Hi"},"index":0,"finish_reason":null}],\
        "created":1,"id":"c-1","model":"gpt-4o-mini","object":"chat.completion.chunk"}

        data: {"choices":[{"delta":{},"index":0,"finish_reason":"stop"}],\
        "created":1,"id":"c-1","model":"gpt-4o-mini","object":"chat.completion.chunk"}

        data: [DONE]

        """;
    FakeCall call = call(UNDATED, transport(ScriptedReply.of(200, stream)));

    List<ChatEvent> events = new ArrayList<>();
    try (Events<ChatEvent> told = ai(call).streamChat(chat(), call)) {
      for (ChatEvent event = told.next(); event != null; event = told.next()) {
        events.add(event);
      }
    }

    assertThat(events.getFirst()).isEqualTo(new ChatEvent.Started("c-1", "gpt-4o-mini"));
    assertThat(events.getLast())
        .isEqualTo(
            new ChatEvent.Finished(
                FinishReason.STOP,
                null,
                Map.of("openai", Json.EMPTY.with("prompt_filter_results", Json.array(List.of())))));
  }

  @Test
  void theAddressIsThatOfTheResourceAlone() {
    Json.Obj deep = config("https://res.openai.azure.com/openai/v1");

    assertThat(Failures.field(() -> ai(call(deep, transport())))).isEqualTo("url");
    assertThat(Failures.field(() -> ai(call(Json.EMPTY, transport())))).isEqualTo("url");
  }

  private static ChatRequest chat() {
    return ChatRequest.builder("my chat", List.of(Message.text(Role.USER, "Hi"))).build();
  }

  private static Json.Obj config(String url) {
    return Json.object(Map.of("url", Json.of(url)));
  }

  private static ScriptedTransport transport(ScriptedReply... replies) {
    return new ScriptedTransport(List.of(replies));
  }

  private static Ai ai(Call call) {
    return OpenAiConnector.of(AZURE).open(call.provider());
  }

  private static FakeCall call(Json.Obj config, ScriptedTransport transport) {
    return FakeCall.of(
        "ai.chat.create",
        new FakeProvider("azure", MANIFEST).withConfig(config).withTransport(transport));
  }
}
