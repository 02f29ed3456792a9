package io.auterity.plugins.ai.anthropic.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.spi.ai.AnswerFormat;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Sampling;
import io.auterity.spi.ai.Thinking;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicFitTest {

  private static final Part TEXT = new Part.Text("a");
  private static final Part MARK = new Part.CachePoint(null);

  @Test
  void leavesARequestOfItsOwnDialectAsItIs() {
    for (ChatRequest request : List.of(ChatRequests.settings(), ChatRequests.conversation())) {
      assertThat(MessagesCodec.lossy(request)).isEmpty();
      assertThat(AnthropicFit.of(request)).isEqualTo(request);
    }
  }

  @Test
  void losesThoughtsThatThisVendorDidNotSign() {
    ChatRequest request =
        ChatRequests.said(
            Role.ASSISTANT,
            new Part.Reasoning("hm", null),
            new Part.Reasoning("hm", "sealed", "gemini"),
            new Part.Opaque("openai", ChatRequests.object("{'type':'refusal'}")),
            TEXT);

    assertThat(MessagesCodec.lossy(request))
        .containsExactly("messages.reasoning", "messages.opaque.openai");
    assertThat(parts(request)).containsExactly(TEXT);
  }

  @ParameterizedTest
  @CsvSource({
    "claude-3-7-sonnet-latest, , 0.5, 0.5, 40, ''",
    "claude-opus-4-20250514, , 0.5, 0.5, 40, ''",
    "claude-opus-4-1-20250805, , 0.5, 0.5, 40, topP",
    "claude-sonnet-4-5, , 0.5, 0.5, 40, topP",
    "claude-opus-4-6, , 0.5, 0.5, 40, topP",
    "claude-opus-4-6, , , 0.5, 40, ''",
    "claude-opus-4-7, , 0.5, 0.5, 40, 'sampling.topK,temperature,topP'",
    "claude-opus-4-10-20270101, , 0.5, 0.5, 40, 'sampling.topK,temperature,topP'",
    "claude-sonnet-5, , , 0.5, 40, 'sampling.topK,topP'",
    "claude-sonnet-5, , 1, , , ''",
    "claude-sonnet-5, , , 0.99, , ''",
    "claude-sonnet-5, , 1, 1, , topP",
    "claude-opus-4-20250514, ON, 0.5, 0.5, 40, 'sampling.topK,temperature,topP'",
    "claude-opus-4-20250514, ON, 1, 0.95, , ''",
    "claude-opus-4-20250514, OFF, 0.5, 0.5, 40, ''",
    "claude-sonnet-4-6, ADAPTIVE, 0.5, , 40, 'sampling.topK,temperature'",
  })
  void drawsWordsAsTheModelTakesIt(
      String model,
      Thinking.@Nullable Mode mode,
      @Nullable Double temperature,
      @Nullable Double topP,
      @Nullable Integer topK,
      String lost) {
    Integer budget = mode == Thinking.Mode.ON ? Integer.valueOf(2_000) : null;
    ChatRequest request =
        ChatRequests.said(Role.USER, TEXT)
            .withModel(model)
            .withThinking(mode == null ? null : new Thinking(mode, budget, null))
            .withTemperature(temperature)
            .withTopP(topP)
            .withSampling(Sampling.NONE.withTopK(topK));

    ChatRequest carried = AnthropicFit.of(request);

    assertThat(String.join(",", MessagesCodec.lossy(request))).isEqualTo(lost);
    assertThat(AnthropicFit.passes(request.withMessages(List.of()))).isEqualTo(lost.isEmpty());
    assertThat(carried.temperature()).isEqualTo(lost.contains("temperature") ? null : temperature);
    assertThat(carried.topP()).isEqualTo(lost.contains("topP") ? null : topP);
    assertThat(carried.thinking()).isEqualTo(request.thinking());
    assertThat(MessagesCodec.lossy(carried)).isEmpty();
  }

  @Test
  void losesHowWordsAreDrawnElsewhere() {
    ChatRequest request =
        ChatRequests.said(Role.USER, TEXT)
            .withTemperature(1.5)
            .withSampling(new Sampling(40, 7L, 0.5, -0.5))
            .withAnswerFormat(AnswerFormat.JSON);

    assertThat(MessagesCodec.lossy(request))
        .containsExactlyInAnyOrder(
            "temperature",
            "sampling.seed",
            "sampling.frequencyPenalty",
            "sampling.presencePenalty",
            "answerFormat.json");
    assertThat(AnthropicFit.of(request).sampling()).isEqualTo(Sampling.NONE.withTopK(40));
  }

  @Test
  void losesMarksThatNothingBears() {
    Part thought = new Part.Reasoning("hm", "s", "anthropic");

    assertThat(parts(ChatRequests.said(Role.USER, MARK, TEXT))).containsExactly(TEXT);
    assertThat(parts(ChatRequests.said(Role.USER, TEXT, MARK, MARK))).containsExactly(TEXT, MARK);
    assertThat(parts(ChatRequests.said(Role.ASSISTANT, thought, MARK, TEXT)))
        .containsExactly(thought, TEXT);
    assertThat(MessagesCodec.lossy(ChatRequests.said(Role.USER, MARK, TEXT)))
        .containsExactly("messages.cache_point");
  }

  @Test
  void losesCitationsOfAnotherVendor() {
    ChatRequest request =
        ChatRequests.said(
            Role.ASSISTANT, TEXT, new Part.Citation("a", "https://example.org", null));

    assertThat(MessagesCodec.lossy(request)).containsExactly("messages.citation");
    assertThat(parts(request)).containsExactly(TEXT);
  }

  @Test
  void makesIdsOfAnotherVendorItsOwnOnBothSides() {
    ChatRequest request =
        ChatRequests.of(
            new Message(Role.ASSISTANT, List.of(new Part.ToolCall("call|1", "f", "{}"))),
            new Message(Role.TOOL, List.of(new Part.ToolResult("call|1", "x"))));

    assertThat(MessagesCodec.lossy(request)).containsExactly("messages.tool_call.id");
    assertThat(AnthropicFit.of(request).messages())
        .containsExactly(
            new Message(Role.ASSISTANT, List.of(new Part.ToolCall("call_1", "f", "{}"))),
            new Message(Role.TOOL, List.of(new Part.ToolResult("call_1", "x"))));
  }

  @Test
  void namesWhatElseIsDroppedOrChanged() {
    assertThat(MessagesCodec.lossy(ChatRequests.text("x").withTemperature(2.0)))
        .containsExactly("temperature");
    assertThat(
            MessagesCodec.lossy(
                ChatRequests.of(
                    Message.text(Role.USER, "x"), Message.text(Role.SYSTEM, "be brief"))))
        .containsExactly("messages.system");
    assertThat(
            MessagesCodec.lossy(
                ChatRequests.said(Role.USER, new Part.File("a.md", null, "text/markdown", "IyBh"))))
        .containsExactly("messages.file.mediaType");
    assertThat(
            MessagesCodec.lossy(
                ChatRequests.with(Extra.of("openai", ChatRequests.object("{'seed':7,'n':1}")))))
        .containsExactly("extra.openai.seed", "extra.openai.n");
    assertThat(
            MessagesCodec.lossy(
                ChatRequests.said(
                    Role.USER,
                    new Part.Image(
                        "https://x/a.png",
                        null,
                        null,
                        Extra.of("openai", ChatRequests.object("{'detail':'high'}"))))))
        .containsExactly("messages.image.extra.openai.detail");
  }

  @Test
  void thinksNotWhereTheAnswerMayNotBeLongEnough() {
    ChatRequest request =
        ChatRequest.builder("claude-haiku-4-5", List.of(Message.text(Role.USER, "x")))
            .maxOutputTokens(1_000)
            .build()
            .withThinking(Thinking.effort("high"));

    assertThat(MessagesCodec.lossy(request)).containsExactly("thinking");
    assertThat(AnthropicFit.of(request).thinking()).isNull();
  }

  @Test
  void looksAtRequestsThatCannotBeSentAsWell() {
    ChatRequest request = ChatRequests.said(Role.USER, new Part.Opaque("openai", Json.EMPTY));

    assertThat(MessagesCodec.lossy(request)).isEmpty();
  }

  private static List<Part> parts(ChatRequest request) {
    return AnthropicFit.of(request).messages().getFirst().parts();
  }
}
