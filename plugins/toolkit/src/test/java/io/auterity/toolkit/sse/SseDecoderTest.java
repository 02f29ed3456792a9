package io.auterity.toolkit.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.testkit.contract.Failures;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SseDecoderTest {

  @Test
  void joinsTheLinesOfAnEvent() {
    assertThat(decode("data: YHOO\ndata: +2\ndata: 10\n\n")).containsExactly("YHOO\n+2\n10");
  }

  @Test
  void stripsOneSpaceAndKeepsEmptyData() {
    assertThat(decode("data:a\n\ndata:  b\n\ndata\ndata\n\ndata:\n\n"))
        .containsExactly("a", " b", "\n", "");
  }

  @Test
  void ignoresCommentsIdsAndUnknownFields() {
    assertThat(decode(": keep alive\nid: 1\nretry: 10\nother: x\ndata: a\n\n"))
        .containsExactly("a");
  }

  @Test
  void namesTheTypeOfOneEventOnly() {
    SseDecoder decoder = new SseDecoder(100);

    assertThat(decoder.feed(bytes("event: add\ndata: 7\n\ndata: 8\n\n")))
        .containsExactly(new SseEvent("add", "7"), new SseEvent("message", "8"));
  }

  @Test
  void takesEveryLineEnd() {
    assertThat(decode("data: a\r\ndata: b\rdata: c\n\r\ndata: d\r\r"))
        .containsExactly("a\nb\nc", "d");
  }

  @Test
  void skipsAByteOrderMarkAtTheBeginning() {
    assertThat(decode("\ufeffdata: a\n\n")).containsExactly("a");
  }

  @Test
  void dropsAnEventThatIsNotEnded() {
    assertThat(decode("data: a\n\ndata: cut\n")).containsExactly("a");
  }

  @Test
  void refusesALineWithoutEnd() {
    SseDecoder decoder = new SseDecoder(10);

    Failures.expect(FailureCode.TOO_LARGE, () -> decoder.feed(bytes("data: 12345")));
  }

  @Property
  void cutsMakeNoDifference(@ForAll("streams") String text, @ForAll int seed) {
    byte[] all = bytes(text);
    SseDecoder decoder = new SseDecoder(1_000);
    List<String> pieces = new ArrayList<>();
    Random random = new Random(seed);

    for (int from = 0; from < all.length; ) {
      int to = Math.min(all.length, from + 1 + random.nextInt(4));
      decoder.feed(Arrays.copyOfRange(all, from, to)).forEach(e -> pieces.add(e.data()));
      from = to;
    }

    assertThat(pieces).isEqualTo(decode(text));
  }

  @Provide
  Arbitrary<String> streams() {
    return Arbitraries.of(
            "data: ", "data", ":", "\n", "\r", "\r\n", "\n\n", "ä", "😀", "x", "\ufeff")
        .list()
        .ofMaxSize(30)
        .map(pieces -> String.join("", pieces));
  }

  private static List<String> decode(String text) {
    return new SseDecoder(1_000).feed(bytes(text)).stream().map(SseEvent::data).toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
