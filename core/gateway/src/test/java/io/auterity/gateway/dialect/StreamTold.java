package io.auterity.gateway.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.spi.StreamEvent;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.Decoder;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.WireEvent;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What came of a stream: what a caller got, and what the platform learnt.
 *
 * @param said what a client of the caller makes of the text
 * @param visible whether anything was shown
 * @param length how many characters of the answer have come
 * @param passed how many events
 */
public record StreamTold(
    String text, Answers said, Map<String, Long> used, boolean visible, long length, int passed) {

  private static final Part NOTHING = new Part.Text("");

  /**
   * Of a vendor's stream.
   *
   * @param cut how many bytes come at once
   * @param client decodes what the caller gets, as one would
   */
  public static StreamTold of(
      Decoder<? extends StreamEvent> decoder,
      AnswerStream writer,
      Decoder<ChatEvent> client,
      byte[] stream,
      int cut) {
    List<StreamEvent> events = new ArrayList<>();
    for (int at = 0; at < stream.length; at += cut) {
      events.addAll(
          decoder.feed(Arrays.copyOfRange(stream, at, Math.min(stream.length, at + cut))));
    }
    events.addAll(decoder.end());
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    events.forEach(event -> text.writeBytes(written(writer, event)));
    List<ChatEvent> back = new ArrayList<>(client.feed(text.toByteArray()));
    back.addAll(client.end());
    return new StreamTold(
        text.toString(UTF_8),
        shown(Answers.of(back)),
        events.stream()
            .map(StreamEvent::used)
            .filter(used -> !used.isEmpty())
            .reduce(Map.of(), (_, last) -> last),
        events.stream().anyMatch(StreamEvent::visible),
        events.stream().mapToLong(StreamEvent::length).sum(),
        (int) events.stream().filter(WireEvent.Passed.class::isInstance).count());
  }

  /**
   * The same without the usage that a client was told of an answer that then failed, which is told
   * at the end only where the answer was read.
   */
  public StreamTold withoutUsageOfFailed() {
    return said.failure() == null
        ? this
        : new StreamTold(text, said.withUsage(TokenUsage.NONE), used, visible, length, passed);
  }

  // As the door does.
  private static byte[] written(AnswerStream writer, StreamEvent event) {
    return switch (event) {
      case WireEvent.Passed one -> writer.pass(one);
      case WireEvent.Read turn -> {
        turn.before().forEach(writer::write);
        yield new byte[0];
      }
      case ChatEvent one -> writer.write(one);
      default -> throw new AssertionError(event);
    };
  }

  // The road holds back what shows nothing, so nobody sees how an answer began that only failed.
  private static Answers shown(Answers said) {
    List<Part> parts = said.parts().stream().filter(part -> !part.equals(NOTHING)).toList();
    return said.failure() != null && parts.isEmpty()
        ? new Answers("", "", parts, null, null, TokenUsage.NONE, said.failure())
        : said.withParts(parts);
  }
}
