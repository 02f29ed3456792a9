package io.auterity.plugins.ai.ollama.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.StreamCodec;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.testkit.contract.ChatStreamContract;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OllamaChatStreamCodecTest extends ChatStreamContract<ChatRequest> {

  @Override
  protected StreamCodec<ChatRequest, ChatEvent> codec() {
    return new OllamaChatStreamCodec(OllamaExamples.ENDPOINT);
  }

  /** Not recorded, but in the form of the vendor's examples. */
  @Override
  protected List<byte[]> recorded() {
    return List.of(bytes(OllamaExamples.STREAM));
  }

  @Test
  void tellsThoughtsWordsAndCalls() {
    List<ChatEvent> events = decode(bytes(OllamaExamples.STREAM));

    assertThat(events.subList(0, events.size() - 1))
        .containsExactly(
            new ChatEvent.Started("ollama-20251026T171524097767Z", "qwen3"),
            new ChatEvent.PartDelta(0, new Part.Reasoning("Okay", null, "ollama")),
            new ChatEvent.PartDelta(0, new Part.Reasoning(", two tools.", null, "ollama")),
            new ChatEvent.PartDone(0),
            new ChatEvent.PartDelta(1, new Part.Text("The sky")),
            new ChatEvent.PartDelta(1, new Part.Text(" is é.")),
            new ChatEvent.PartDone(1),
            new ChatEvent.PartDelta(
                2,
                new Part.ToolCall(
                    "call_ollama-20251026T171524097767Z_1", "get_weather", "{\"city\":\"Tokyo\"}")),
            new ChatEvent.PartDone(2),
            new ChatEvent.PartDelta(3, new Part.ToolCall("call_7", "get_weather", "{}")),
            new ChatEvent.PartDone(3),
            new ChatEvent.Used(new TokenUsage(26, 282, 0, 0)));
    assertThat(events.getLast())
        .isInstanceOfSatisfying(
            ChatEvent.Finished.class,
            finished -> assertThat(finished.reason()).isEqualTo(FinishReason.TOOL_CALLS));
  }

  @Test
  void anErrorInTheMiddleEndsTheStream() {
    List<ChatEvent> events =
        decode(
            bytes(
                OllamaExamples.lines(
                    "{'model':'m','message':{'content':'Yes'},'done':false}",
                    "{'error':'an error was encountered while running the model'}",
                    "{'model':'m','message':{'content':'No'},'done':true}")));
    Failure failure = ((ChatEvent.Failed) events.getLast()).failure();

    assertThat(events).hasSize(3);
    assertThat(failure.code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(failure.applied()).isEqualTo(Applied.UNKNOWN);
    assertThat(failure.message())
        .isEqualTo("the server broke off: an error was encountered while running the model");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
