package io.auterity.toolkit.ai;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Events;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.transport.ScriptedReply;
import io.auterity.testkit.transport.ScriptedTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CodecCallsTest {

  private static final Failure CUT = Failure.of(FailureCode.UNAVAILABLE, "connection reset");

  private final EchoCodec codec = new EchoCodec();

  @Test
  void sendsWhatTheCodecWritesAndReturnsWhatItReads() {
    assertThat(CodecCalls.send(codec, "ping", call(ScriptedReply.of(200, "pong"))))
        .isEqualTo("pong");
  }

  @Test
  void throwsTheFailureThatTheCodecReads() {
    assertThat(
            Failures.expect(
                    FailureCode.CONFLICT,
                    () -> CodecCalls.send(codec, "ping", call(ScriptedReply.of(409, "taken"))))
                .message())
        .isEqualTo("taken");
  }

  @Test
  void aStreamThatIsRefusedNeverBegins() {
    Failures.expect(
        FailureCode.CONFLICT,
        () -> CodecCalls.stream(codec.streaming(), "ping", call(ScriptedReply.of(409, "taken"))));
  }

  @Test
  void aStreamHandsOnEventsAndMetersTheLastUsage() {
    FakeCall call = call(ScriptedReply.of(200, "a1b2."));

    assertThat(drain(CodecCalls.stream(codec.streaming(), "ping", call)))
        .containsExactly(
            text("a"), used(1), text("b"), used(2), new ChatEvent.Finished(FinishReason.STOP));
    assertThat(call.metered()).containsExactly(Map.entry("output_tokens", 2L));
  }

  @Test
  void aStreamThatIsCutEndsAsFailed() {
    FakeCall call = call(ScriptedReply.of(200, "a1").cutBy(CUT));

    assertThat(drain(CodecCalls.stream(codec.streaming(), "ping", call)))
        .containsExactly(text("a"), used(1), new ChatEvent.Failed(CUT));
    assertThat(call.metered()).containsExactly(Map.entry("output_tokens", 1L));
  }

  @Test
  void aClosedStreamHasNoMoreEvents() {
    Events<ChatEvent> events =
        CodecCalls.stream(codec.streaming(), "ping", call(ScriptedReply.of(200, "ab.")));
    assertThat(events.next()).isEqualTo(text("a"));

    events.close();
    events.close();

    assertThat(events.next()).isNull();
  }

  private static List<ChatEvent> drain(Events<ChatEvent> events) {
    List<ChatEvent> all = new ArrayList<>();
    for (ChatEvent event = events.next(); event != null; event = events.next()) {
      all.add(event);
    }
    return all;
  }

  private static ChatEvent text(String text) {
    return new ChatEvent.PartDelta(0, new Part.Text(text));
  }

  private static ChatEvent used(long output) {
    return new ChatEvent.Used(new TokenUsage(0, output, 0, 0));
  }

  private static FakeCall call(ScriptedReply reply) {
    PluginManifest manifest = PluginManifest.builder("p", "1.0.0", "P", "P").build();
    return FakeCall.of(
        "ai.chat.create",
        new FakeProvider("p", manifest).withTransport(new ScriptedTransport(List.of(reply))));
  }
}
