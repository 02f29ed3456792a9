package io.auterity.plugins.ai.bedrock.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.testkit.transport.EventStreamMessages;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventFramesTest {

  /** The first message of a recorded answer. */
  private static final String RECORDED =
      "0000008f00000052d3f1c8f20b3a6576656e742d7479706507000c6d65737361676553746172740d3a63"
          + "6f6e74656e742d747970650700106170706c69636174696f6e2f6a736f6e0d3a6d6573736167652d7479"
          + "70650700056576656e747b2270223a226162636465666768696a6b6c6d6e6f707172222c22726f6c6522"
          + "3a22617373697374616e74227dc16b710b";

  @Test
  void readsMessagesWhereverTheyAreCut() {
    byte[] stream =
        joined(
            EventStreamMessages.event("a", "{\"x\":1}"), EventStreamMessages.event("b", "\u1234"));

    for (int cut = 0; cut <= stream.length; cut++) {
      EventFrames frames = new EventFrames();
      List<EventMessage> messages = new ArrayList<>();
      frames.feed(Arrays.copyOf(stream, cut), messages::add);
      frames.feed(Arrays.copyOfRange(stream, cut, stream.length), messages::add);

      assertThat(messages).extracting(m -> m.header(":event-type")).containsExactly("a", "b");
      assertThat(messages).extracting(EventFramesTest::text).containsExactly("{\"x\":1}", "\u1234");
      assertThat(frames.inside()).isFalse();
    }
  }

  @Test
  void knowsWhetherAMessageHasBegun() {
    EventFrames frames = new EventFrames();
    byte[] stream = EventStreamMessages.event("a", "{}");

    assertThat(frames.inside()).isFalse();
    assertThat(read(frames, Arrays.copyOf(stream, stream.length - 1))).isEmpty();
    assertThat(frames.inside()).isTrue();
  }

  @Test
  void checksWhatAwsHasWritten() {
    byte[] whole = HexFormat.of().parseHex(RECORDED);

    assertThat(read(new EventFrames(), whole))
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.headers())
                  .isEqualTo(
                      Map.of(
                          ":event-type",
                          "messageStart",
                          ":content-type",
                          "application/json",
                          ":message-type",
                          "event"));
              assertThat(text(message)).endsWith("\"role\":\"assistant\"}");
            });
  }

  @Test
  void passesHeadersOfOtherTypes() {
    byte[] message =
        EventStreamMessages.written(
            out -> {
              for (int type = 0; type < 10; type++) {
                EventStreamMessages.name(out, "t" + type);
                out.writeByte(type);
                switch (type) {
                  case 2 -> out.writeByte(1);
                  case 3 -> out.writeShort(1);
                  case 4 -> out.writeInt(1);
                  case 5, 8 -> out.writeLong(1);
                  case 6, 7 -> {
                    out.writeShort(2);
                    out.writeBytes("ok");
                  }
                  case 9 -> out.write(new byte[16]);
                  default -> {}
                }
              }
            },
            new byte[0]);

    assertThat(read(new EventFrames(), message))
        .singleElement()
        .satisfies(read -> assertThat(read.headers()).isEqualTo(Map.of("t7", "ok")));
  }

  @Test
  void refusesEveryChangedByte() {
    byte[] stream = EventStreamMessages.event("a", "{}");

    for (int i = 0; i < stream.length; i++) {
      byte[] changed = stream.clone();
      changed[i] ^= 1;

      assertThatExceptionOfType(MalformedFrameException.class)
          .as("byte %d", i)
          .isThrownBy(() -> read(new EventFrames(), changed));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 11, 15, Integer.MAX_VALUE})
  void refusesLengthsThatNoMessageHas(int length) {
    byte[] lengths = ByteBuffer.allocate(8).putInt(length).putInt(0).array();
    byte[] prelude =
        ByteBuffer.allocate(12).put(lengths).putInt(EventStreamMessages.crc(lengths)).array();

    assertThatExceptionOfType(MalformedFrameException.class)
        .isThrownBy(() -> read(new EventFrames(), prelude))
        .withMessageContaining("a message of %d bytes", length);
  }

  @Test
  void refusesHeadersThatEndTooSoonOrAreOfNoType() {
    List<byte[]> wrong =
        List.of(
            EventStreamMessages.written(out -> out.writeByte(9), new byte[0]),
            EventStreamMessages.written(
                out -> {
                  EventStreamMessages.name(out, "n");
                  out.writeByte(7);
                  out.writeShort(9);
                },
                new byte[0]),
            EventStreamMessages.written(
                out -> {
                  EventStreamMessages.name(out, "n");
                  out.writeByte(6);
                  out.writeShort(9);
                },
                new byte[0]),
            EventStreamMessages.written(
                out -> {
                  EventStreamMessages.name(out, "n");
                  out.writeByte(10);
                },
                new byte[0]));

    for (byte[] message : wrong) {
      assertThatExceptionOfType(MalformedFrameException.class)
          .isThrownBy(() -> read(new EventFrames(), message));
    }
  }

  private static List<EventMessage> read(EventFrames frames, byte[] bytes) {
    List<EventMessage> messages = new ArrayList<>();
    frames.feed(bytes, messages::add);
    return messages;
  }

  @Test
  void handsOverWhatStandsBeforeAMistake() {
    byte[] wrong = EventStreamMessages.event("b", "{}");
    wrong[wrong.length - 1] ^= 1;
    List<EventMessage> messages = new ArrayList<>();

    assertThatExceptionOfType(MalformedFrameException.class)
        .isThrownBy(
            () ->
                new EventFrames()
                    .feed(joined(EventStreamMessages.event("a", "{}"), wrong), messages::add));
    assertThat(messages).hasSize(1);
  }

  private static byte[] joined(byte[] one, byte[] other) {
    return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
  }

  private static String text(EventMessage message) {
    return new String(message.payload(), StandardCharsets.UTF_8);
  }
}
