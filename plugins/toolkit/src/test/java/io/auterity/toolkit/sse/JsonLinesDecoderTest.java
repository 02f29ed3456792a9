package io.auterity.toolkit.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.testkit.contract.Failures;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonLinesDecoderTest {

  private static final byte[] LINES =
      "{\"a\":\"é\"}\n\r\n  \n{\"b\":1}\r\n{\"cut".getBytes(StandardCharsets.UTF_8);

  @Test
  void eachWholeLineIsAnEvent() {
    assertThat(new JsonLinesDecoder(100).feed(LINES))
        .extracting(SseEvent::data)
        .containsExactly("{\"a\":\"é\"}", "{\"b\":1}");
  }

  @Test
  void bytesMayBeCutAnywhere() {
    JsonLinesDecoder decoder = new JsonLinesDecoder(100);
    List<SseEvent> events = new ArrayList<>();
    for (byte one : LINES) {
      events.addAll(decoder.feed(new byte[] {one}));
    }

    assertThat(events).isEqualTo(new JsonLinesDecoder(100).feed(LINES));
  }

  @Test
  void aLineThatIsTooLongIsRefused() {
    Failures.expect(FailureCode.TOO_LARGE, () -> new JsonLinesDecoder(10).feed(new byte[11]));
  }
}
