package io.auterity.plugins.ai.replicate.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.Tool;
import io.auterity.testkit.contract.Failures;
import io.auterity.toolkit.json.JsonUtf8;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicateChatTest {

  private static final String LLAMA = "meta/meta-llama-3-70b-instruct";
  private static final Part PICTURE = new Part.Image("https://example.org/cat.png", null, null);

  @ParameterizedTest
  @CsvSource({
    LLAMA + ", system_prompt, max_tokens",
    "openai/gpt-4o, system_prompt, max_completion_tokens",
    "anthropic/claude-4-sonnet, system_prompt, max_tokens",
    "google/gemini-2.5-flash, system_instruction, max_output_tokens",
    "deployments/me/mine, system_prompt, max_tokens",
  })
  void oneTurnIsThePromptInFieldsAsTheMakerCallsThem(String model, String system, String longest) {
    ChatRequest request =
        settings(
            model, null, Message.text(Role.SYSTEM, "Be brief."), Message.text(Role.USER, "Hello"));

    assertThat(ReplicateChat.input(request).fields())
        .isEqualTo(
            Map.of(
                "prompt", Json.of("Hello"), system, Json.of("Be brief."), longest, Json.of(100)));
    assertThat(ReplicateChat.lossy(request)).isEmpty();
  }

  @Test
  void severalTurnsGoAsMessagesWhereTheModelTakesThem() {
    ChatRequest request = turns("openai/gpt-4o");

    assertThat(ReplicateChat.input(request).get("messages"))
        .hasToString(
            "[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                + "{\"role\":\"user\",\"content\":\"Hi\"},"
                + "{\"role\":\"assistant\",\"content\":\"Hello!\"},"
                + "{\"role\":\"user\",\"content\":\"Who are you?\"}]");
    assertThat(ReplicateChat.input(request).get("prompt")).isNull();
    assertThat(ReplicateChat.lossy(request)).isEmpty();
  }

  @Test
  void elsewhereTheyGoInOnePromptThatNamesWhoSpeaks() {
    ChatRequest request = turns(LLAMA);

    assertThat(ReplicateChat.input(request).text("prompt"))
        .isEqualTo("User: Hi\n\nAssistant: Hello!\n\nUser: Who are you?\n\nAssistant:");
    assertThat(ReplicateChat.input(request).text("system_prompt")).isEqualTo("Be brief.");
    assertThat(ReplicateChat.lossy(request)).containsExactly("messages.role");
  }

  @Test
  void settingsGoWhereTheMakerHasThem() {
    ChatRequest full = full(LLAMA, List.of("END", "STOP"), null);

    Json.Obj input = ReplicateChat.input(full);

    assertThat(input.get("temperature")).isEqualTo(Json.of(0.5));
    assertThat(input.get("top_p")).isEqualTo(Json.of(0.9));
    assertThat(input.text("stop_sequences")).isEqualTo("END,STOP");
    assertThat(ReplicateChat.lossy(full)).containsExactly("user");
    assertThat(ReplicateChat.lossy(full("anthropic/claude-4-sonnet", List.of("END"), null)))
        .containsExactly("user", "temperature", "topP", "stop");
    assertThat(ReplicateChat.lossy(full(LLAMA, List.of("a,b"), null)))
        .containsExactly("user", "stop");
  }

  @Test
  void aWordForThinkingGoesToOpenAiOnly() {
    ChatRequest asked = full("openai/o4-mini", null, Thinking.effort("high"));

    assertThat(ReplicateChat.input(asked).text("reasoning_effort")).isEqualTo("high");
    assertThat(ReplicateChat.lossy(asked)).containsExactly("user");
    assertThat(ReplicateChat.lossy(full(LLAMA, null, Thinking.effort("high"))))
        .containsExactly("user", "thinking");
  }

  @Test
  void picturesGoToThoseWhoTakeThem() {
    Part bytes = new Part.Image(null, "image/png", "iVBORw0KGgo=");

    assertThat(input("openai/gpt-4o", PICTURE, bytes).get("image_input"))
        .hasToString("[\"https://example.org/cat.png\",\"data:image/png;base64,iVBORw0KGgo=\"]");
    assertThat(input("google/gemini-2.5-flash", PICTURE).get("images"))
        .hasToString("[\"https://example.org/cat.png\"]");
    assertThat(input("anthropic/claude-4-sonnet", PICTURE).text("image"))
        .isEqualTo("https://example.org/cat.png");
    Failures.expect(
        FailureCode.UNSUPPORTED, () -> input("anthropic/claude-4-sonnet", PICTURE, bytes));
    Failures.expect(FailureCode.UNSUPPORTED, () -> input(LLAMA, PICTURE));
  }

  private static Json.Obj input(String model, Part... pictures) {
    return ReplicateChat.input(request(model, null, new Message(Role.USER, List.of(pictures))));
  }

  @Test
  void whatItCannotTellIsRefused() {
    Message call = new Message(Role.ASSISTANT, List.of(new Part.ToolCall("1", "f", "{}")));
    Message result = new Message(Role.TOOL, List.of(new Part.ToolResult("1", "x")));
    Message sound = new Message(Role.USER, List.of(new Part.Audio("audio/wav", "AAAA")));

    for (Message message : List.of(call, result, sound)) {
      Failures.expect(
          FailureCode.UNSUPPORTED, () -> ReplicateChat.input(request(LLAMA, null, message)));
    }
    Failures.expect(FailureCode.UNSUPPORTED, () -> ReplicateChat.input(tools()));
    Failures.expect(FailureCode.UNSUPPORTED, () -> ReplicateChat.input(schema()));
    assertThat(Failures.field(() -> ReplicateChat.input(request(LLAMA, null))))
        .isEqualTo("messages");
  }

  @Test
  void whatOthersSignedOrMarkedIsLeftOut() {
    ChatRequest request =
        request(
            "openai/gpt-4o",
            Map.of("openai", object("{'seed':7}")),
            new Message(
                Role.ASSISTANT,
                List.of(
                    new Part.Reasoning("sealed", "c2lnbmVk", "anthropic"),
                    new Part.Text("Hi"),
                    new Part.Citation("x", null, null),
                    new Part.Opaque("openai", Json.EMPTY),
                    new Part.CachePoint(null))),
            Message.text(Role.USER, "Hello"));

    assertThat(ReplicateChat.lossy(request))
        .containsExactlyInAnyOrder(
            "extra.openai.seed",
            "messages.reasoning",
            "messages.citation",
            "messages.opaque.openai",
            "messages.cache_point");
    assertThat(ReplicateChat.input(request).get("messages"))
        .hasToString(
            "[{\"role\":\"assistant\",\"content\":\"Hi\"},"
                + "{\"role\":\"user\",\"content\":\"Hello\"}]");
  }

  @Test
  void theModelsOwnFieldsWin() {
    Json.Obj own = object("{'seed':7,'temperature':0.1}");

    Json.Obj input =
        ReplicateChat.input(
            request(LLAMA, Extra.of("replicate", own), Message.text(Role.USER, "Hello")));

    assertThat(input.get("seed")).isEqualTo(Json.of(7));
    assertThat(input.get("temperature")).isEqualTo(Json.of(0.1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"prompt", "messages", "max_tokens", "max_new_tokens"})
  void whatWordsAndCostHangOnIsNotTakenFromThem(String name) {
    ChatRequest request =
        request(
            LLAMA,
            Extra.of("replicate", Json.EMPTY.with(name, Json.of(1))),
            Message.text(Role.USER, "Hello"));

    assertThat(Failures.field(() -> ReplicateChat.input(request)))
        .isEqualTo("extra.replicate." + name);
  }

  private static ChatRequest turns(String model) {
    return request(
        model,
        null,
        Message.text(Role.SYSTEM, "Be brief."),
        Message.text(Role.USER, "Hi"),
        Message.text(Role.ASSISTANT, "Hello!"),
        Message.text(Role.USER, "Who are you?"));
  }

  private static ChatRequest tools() {
    return ChatRequest.builder(LLAMA, List.of(Message.text(Role.USER, "Hello")))
        .tools(List.of(new Tool("f", null, Json.EMPTY)))
        .build();
  }

  private static ChatRequest schema() {
    return ChatRequest.builder(LLAMA, List.of(Message.text(Role.USER, "Hello")))
        .answerSchema(Json.EMPTY)
        .build();
  }

  private static ChatRequest full(
      String model, @Nullable List<String> stop, @Nullable Thinking thinking) {
    return ChatRequest.builder(model, List.of(Message.text(Role.USER, "Hello")))
        .temperature(0.5)
        .topP(0.9)
        .stop(stop)
        .thinking(thinking)
        .user("user-1")
        .build();
  }

  private static ChatRequest settings(
      String model, @Nullable Map<String, Json.Obj> extra, Message... messages) {
    return ChatRequest.builder(model, List.of(messages)).maxOutputTokens(100).extra(extra).build();
  }

  private static ChatRequest request(
      String model, @Nullable Map<String, Json.Obj> extra, Message... messages) {
    return ChatRequest.builder(model, List.of(messages)).extra(extra).build();
  }

  private static Json.Obj object(String json) {
    return (Json.Obj) JsonUtf8.read(json.replace('\'', '"'));
  }
}
