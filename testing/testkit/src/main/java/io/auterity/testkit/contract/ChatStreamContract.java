package io.auterity.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.Decoder;
import io.auterity.spi.ai.StreamCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link StreamCodec} of chat must do, shown on recorded streams cut at every byte.
 *
 * @param <I> input record
 */
public abstract class ChatStreamContract<I> {

  protected abstract StreamCodec<I, ChatEvent> codec();

  /** Whole bodies of streams that the vendor really sent and that ended well. */
  protected abstract List<byte[]> recorded();

  @Test
  void aRecordedStreamStartsAndFinishesOnce() {
    assertThat(recorded()).isNotEmpty();
    for (byte[] stream : recorded()) {
      List<ChatEvent> events = decode(stream);

      assertThat(events.getFirst()).isInstanceOf(ChatEvent.Started.class);
      assertThat(events.getLast()).isInstanceOf(ChatEvent.Finished.class);
      assertThat(events).filteredOn(ChatStreamContract::ends).hasSize(1);
      assertThat(done(events)).containsExactlyInAnyOrderElementsOf(begun(events));
    }
  }

  @Test
  void aCutAtAnyByteMakesNoDifference() {
    for (byte[] stream : recorded()) {
      List<ChatEvent> whole = decode(stream);

      for (int cut = 1; cut < stream.length; cut++) {
        byte[] head = Arrays.copyOf(stream, cut);
        byte[] tail = Arrays.copyOfRange(stream, cut, stream.length);
        assertThat(decode(head, tail)).as("cut at %d", cut).isEqualTo(whole);
      }
    }
  }

  @Test
  void singleBytesMakeNoDifference() {
    for (byte[] stream : recorded()) {
      byte[][] bytes = new byte[stream.length][];
      Arrays.setAll(bytes, i -> new byte[] {stream[i]});

      assertThat(decode(bytes)).isEqualTo(decode(stream));
    }
  }

  @Test
  void aStreamThatEndsAtAnyByteEndsOnce() {
    for (byte[] stream : recorded()) {
      List<ChatEvent> whole = decode(stream);

      for (int length = 0; length < stream.length; length++) {
        List<ChatEvent> events = decode(Arrays.copyOf(stream, length));

        assertThat(events).filteredOn(ChatStreamContract::ends).hasSize(1);
        assertThat(ends(events.getLast())).as("ends after %d bytes", length).isTrue();
        if (events.getLast() instanceof ChatEvent.Failed) {
          List<ChatEvent> told = events.subList(0, events.size() - 1);
          assertThat(told).isEqualTo(whole.subList(0, told.size()));
        }
      }
    }
  }

  @Test
  void nothingFollowsTheEnd() {
    for (byte[] stream : recorded()) {
      Decoder<ChatEvent> decoder = codec().decoder();
      decoder.feed(stream);
      decoder.end();

      assertThat(decoder.feed(stream)).isEmpty();
      assertThat(decoder.end()).isEmpty();
    }
  }

  @Test
  void nonsenseEndsAsFailed() {
    for (String body : RefusedReplies.NONSENSE) {
      List<ChatEvent> events = decode(body.getBytes(StandardCharsets.UTF_8));

      assertThat(events.getLast()).as(body).isInstanceOf(ChatEvent.Failed.class);
    }
  }

  @Test
  void namesAFailureForEveryRefusal() {
    for (WireResponse reply : RefusedReplies.all()) {
      assertThat(codec().failure(reply).message()).contains(Integer.toString(reply.status()));
    }
  }

  /** The events of a reply whose body arrives in these pieces. */
  protected final List<ChatEvent> decode(byte[]... pieces) {
    Decoder<ChatEvent> decoder = codec().decoder();
    List<ChatEvent> events = new ArrayList<>();
    for (byte[] piece : pieces) {
      events.addAll(decoder.feed(piece));
    }
    events.addAll(decoder.end());
    return events;
  }

  private static boolean ends(ChatEvent event) {
    return event instanceof ChatEvent.Finished || event instanceof ChatEvent.Failed;
  }

  private static List<Integer> begun(List<ChatEvent> events) {
    return events.stream()
        .filter(ChatEvent.PartDelta.class::isInstance)
        .map(event -> ((ChatEvent.PartDelta) event).index())
        .distinct()
        .toList();
  }

  private static List<Integer> done(List<ChatEvent> events) {
    return events.stream()
        .filter(ChatEvent.PartDone.class::isInstance)
        .map(event -> ((ChatEvent.PartDone) event).index())
        .toList();
  }
}
