package io.auterity.relay.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenLogprob;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.XmlAnswer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamTranscriptTest {

  private final StreamTranscript transcript = new StreamTranscript();

  @Test
  void likelihoodsOfTokensAreJoinedAsWell() {
    TokenLogprob one = new TokenLogprob("hel", -1, null, null);
    TokenLogprob two = new TokenLogprob("lo", -2, null, null);
    transcript.add(new ChatEvent.PartDelta(0, new Part.Text("hel")));
    transcript.add(new ChatEvent.PartDelta(1, new Part.Logprobs(List.of(one))));
    transcript.add(new ChatEvent.PartDelta(0, new Part.Text("lo")));
    transcript.add(new ChatEvent.PartDelta(1, new Part.Logprobs(List.of(two))));

    assertThat(transcript.events())
        .containsExactly(
            new ChatEvent.PartDelta(0, new Part.Text("hello")),
            new ChatEvent.PartDelta(1, new Part.Logprobs(List.of(one, two))));
  }

  @Test
  void theEventsComeBackWithEachPartInOne() {
    Map<String, Json.Obj> seal = Map.of("gemini", Json.EMPTY.with("seal", Json.of("1")));
    transcript.add(new ChatEvent.Started("c", "m"));
    transcript.add(new ChatEvent.PartDelta(0, new Part.Reasoning("h", null)));
    transcript.add(new ChatEvent.PartDelta(0, new Part.Reasoning("m", null)));
    transcript.add(new ChatEvent.PartDelta(0, new Part.Reasoning(null, "s3al", "anthropic")));
    transcript.add(new ChatEvent.PartDone(0));
    transcript.add(new ChatEvent.PartDelta(1, new Part.Text("hel")));
    transcript.add(new ChatEvent.Used(new TokenUsage(1, 1, 0, 0)));
    transcript.add(new ChatEvent.PartDelta(1, new Part.Text("lo")));
    transcript.add(new ChatEvent.PartDelta(2, new Part.ToolCall("t", "f", "", seal)));
    transcript.add(new ChatEvent.PartDelta(2, new Part.ToolCall("", "", "{}")));
    transcript.add(new ChatEvent.Used(new TokenUsage(1, 4, 0, 0)));
    transcript.add(new ChatEvent.Finished(FinishReason.TOOL_CALLS));

    assertThat(transcript.events())
        .containsExactly(
            new ChatEvent.Started("c", "m"),
            new ChatEvent.PartDelta(0, new Part.Reasoning("hm", "s3al", "anthropic")),
            new ChatEvent.PartDelta(1, new Part.Text("hello")),
            new ChatEvent.PartDelta(2, new Part.ToolCall("t", "f", "{}", seal)),
            new ChatEvent.Used(new TokenUsage(1, 4, 0, 0)),
            new ChatEvent.Finished(FinishReason.TOOL_CALLS));
    assertThat(transcript.note()).isNull();
  }

  @Test
  void theElementsOfWhatIsKeptWholeAreKept() {
    ChatEvent.Finished end =
        new ChatEvent.Finished(FinishReason.STOP)
            .withXml(new XmlAnswer(Map.of("answer", "42"), List.of(), List.of()));
    transcript.add(end);

    assertThat(transcript.events()).containsExactly(end);
  }

  @Test
  void whatIsTooLongIsCutAndSaysSo() {
    String most = "x".repeat(1 << 20);
    transcript.add(new ChatEvent.PartDelta(0, new Part.Text(most)));
    transcript.add(new ChatEvent.PartDelta(0, new Part.Text("y")));

    transcript.add(
        new ChatEvent.Finished(FinishReason.STOP)
            .withXml(new XmlAnswer(Map.of("answer", most + "y"), List.of(), List.of())));

    assertThat(transcript.events())
        .containsExactly(
            new ChatEvent.PartDelta(0, new Part.Text(most)),
            new ChatEvent.Finished(FinishReason.STOP));
    assertThat(transcript.note()).contains("too long");
  }
}
