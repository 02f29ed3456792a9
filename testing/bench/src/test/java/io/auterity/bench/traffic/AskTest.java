package io.auterity.bench.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AskTest {

  @Test
  void isOneWholeRequest() {
    Ask ask = Ask.chat("k", "{\"a\": \"\u00fc\"}").with(Map.of("x-extra", "1"));

    String text =
        StandardCharsets.UTF_8.decode(ask.to(URI.create("http://127.0.0.1:9"))).toString();

    assertThat(text)
        .startsWith("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:9\r\n")
        .contains("\r\nAuthorization: Bearer k\r\n", "\r\nx-extra: 1\r\n")
        .endsWith("\r\nContent-Length: 11\r\n\r\n{\"a\": \"\u00fc\"}");
  }

  @Test
  void theOtherDialectHasAKeyOfItsOwn() {
    assertThat(Ask.messages("k", "{}").headers()).containsEntry("x-api-key", "k");
  }
}
