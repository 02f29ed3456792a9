package io.auterity.plugins.ai.replicate.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.WireRequest;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.StreamCodec;
import io.auterity.testkit.contract.ChatStreamContract;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputStreamCodecTest extends ChatStreamContract<URI> {

  @Override
  protected StreamCodec<URI, ChatEvent> codec() {
    return new OutputStreamCodec("p1", "meta/x");
  }

  /** By the vendor's guide: no stream was recorded. */
  @Override
  protected List<byte[]> recorded() {
    return List.of(DescribedReplicate.STREAM.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void asksForEvents() {
    WireRequest wire = codec().encode(URI.create("https://stream.replicate.com/v1/files/f1"));

    assertThat(wire.method()).isEqualTo("GET");
    assertThat(wire.headers()).containsEntry("accept", List.of("text/event-stream"));
  }

  @Test
  void wordsKeepTheirSpacesAndLines() {
    assertThat(decode(recorded().getFirst()))
        .containsExactly(
            new ChatEvent.Started("p1", "meta/x"),
            new ChatEvent.PartDelta(0, new Part.Text("Once upon a time...")),
            new ChatEvent.PartDelta(0, new Part.Text(" there was\n")),
            new ChatEvent.PartDone(0),
            new ChatEvent.Finished(FinishReason.STOP));
  }

  @Test
  void anErrorAndAnEndTooSoonBreakOff() {
    for (String text :
        List.of("event: error\ndata: {\"detail\":\"x\"}\n\n", "event: output\ndata: x\n\n")) {
      List<ChatEvent> events = decode(text.getBytes(StandardCharsets.UTF_8));

      assertThat(events.getLast())
          .isInstanceOfSatisfying(
              ChatEvent.Failed.class,
              failed -> assertThat(failed.failure().applied()).isEqualTo(Applied.UNKNOWN));
    }
  }
}
