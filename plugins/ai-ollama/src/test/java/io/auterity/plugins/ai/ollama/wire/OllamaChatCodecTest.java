package io.auterity.plugins.ai.ollama.wire;

import static io.auterity.plugins.ai.ollama.wire.OllamaExamples.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Codec;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenLogprob;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.testkit.contract.CodecContract;
import io.auterity.testkit.contract.Failures;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaChatCodecTest extends CodecContract<ChatRequest, ChatResponse> {

  @Override
  protected Codec<ChatRequest, ChatResponse> codec() {
    return new OllamaChatCodec(OllamaExamples.ENDPOINT);
  }

  @Override
  protected ChatRequest input() {
    return OllamaExamples.settings();
  }

  /** Not recorded, but in the form of the vendor's examples. */
  @Override
  protected List<WireResponse> recorded() {
    return List.of(json(200, OllamaExamples.ANSWER), json(200, OllamaExamples.LIKELY));
  }

  @Test
  void readsAnAnswer() {
    ChatResponse answer = codec().decode(recorded().getFirst());

    assertThat(answer.id()).isEqualTo("ollama-20251017T231407414671Z");
    assertThat(answer.model()).isEqualTo("gemma3");
    assertThat(answer.parts()).containsExactly(new Part.Text("The capital of France is Paris."));
    assertThat(answer.reason()).isEqualTo(FinishReason.STOP);
    assertThat(answer.usage()).isEqualTo(new TokenUsage(11, 18, 0, 0));
    assertThat(answer.extra()).asString().contains("load_duration", "eval_duration");
  }

  @Test
  void readsHowLikelyTokensWere() {
    ChatResponse answer = codec().decode(recorded().getLast());

    assertThat(answer.parts())
        .containsExactly(
            new Part.Text("Hi"),
            new Part.Logprobs(
                List.of(
                    new TokenLogprob(
                        "H",
                        -0.5,
                        List.of(72),
                        List.of(
                            new TokenLogprob.Candidate("H", -0.5, List.of(72)),
                            new TokenLogprob.Candidate("Y", -1.5, null))),
                    new TokenLogprob("i", 0, null, null))));
    assertThat(answer.extra()).isNull();
  }

  @Test
  void readsThoughtsPicturesAndCalls() {
    ChatResponse answer =
        codec()
            .decode(
                json(
                    200,
                    "{'model':'m','created_at':'2025','message':{'content':'a','thinking':'hm',"
                        + "'images':['aQ=='],'tool_calls':[{'function':{'name':'f',"
                        + "'arguments':{'b':1}}}]},'done':true,'done_reason':'stop'}"));

    assertThat(answer.parts())
        .containsExactly(
            new Part.Reasoning("hm", null, "ollama"),
            new Part.Text("a"),
            new Part.Image(null, "image/png", "aQ=="),
            new Part.ToolCall("call_ollama-2025_1", "f", "{\"b\":1}"));
    assertThat(answer.reason()).isEqualTo(FinishReason.TOOL_CALLS);
  }

  @ParameterizedTest
  @CsvSource({"stop, STOP, ", "'', STOP, ", "length, LENGTH, ", "load, OTHER, load"})
  void namesWhyItStopped(String word, FinishReason reason, String detail) {
    ChatResponse answer =
        codec()
            .decode(
                json(
                    200,
                    "{'message':{'content':'a'},'done':true,'done_reason':'%s'}".formatted(word)));

    assertThat(answer.reason()).isEqualTo(reason);
    assertThat(answer.detail()).isEqualTo(detail);
  }

  @Test
  void anErrorWithSuccessIsAFailure() {
    Failures.expect(
        FailureCode.UNAVAILABLE, () -> codec().decode(json(200, "{'error':'llama runner died'}")));
  }
}
