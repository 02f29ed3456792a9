package io.auterity.bench.traffic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class HttpReaderTest {

  private static final String PLAIN = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwords";
  private static final String CHUNKED =
      "HTTP/1.1 503 Busy\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nwor\r\nA\r\nds and mor\r\n0\r\n\r\n";
  private static final String EMPTY = "GET /v1/models HTTP/1.1\r\nHost: here\r\n\r\n";

  private final StringBuilder body = new StringBuilder();
  private final HttpReader reader = new HttpReader(part -> body.append(UTF_8.decode(part)));

  private boolean read(String text) throws IOException {
    return reader.read(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  @Test
  void readsABodyWithALengthAndOneInChunks() throws IOException {
    assertThat(read(PLAIN)).isTrue();
    assertThat(reader.status()).isEqualTo(200);
    assertThat(read(CHUNKED)).isTrue();
    assertThat(reader.status()).isEqualTo(503);

    assertThat(body).hasToString("wordswords and mor");
  }

  @Test
  void readsTheSameHoweverTheBytesAreCut() throws IOException {
    String both = CHUNKED + PLAIN;
    int ends = 0;
    for (String each : both.split("", 0)) {
      ends += read(each) ? 1 : 0;
    }

    assertThat(ends).isEqualTo(2);
    assertThat(body).hasToString("words and morwords");
  }

  @Test
  void stopsAtTheEndOfOneMessage() throws IOException {
    ByteBuffer two = ByteBuffer.wrap((EMPTY + PLAIN).getBytes(UTF_8));

    assertThat(reader.read(two)).isTrue();
    assertThat(reader.start()).isEqualTo("GET /v1/models HTTP/1.1");
    assertThat(body).isEmpty();
    assertThat(reader.read(two)).isTrue();
    assertThat(reader.status()).isEqualTo(200);
  }

  @Test
  void refusesWhatIsNoAnswer() throws IOException {
    assertThat(read("nonsense\r\n\r\n")).isTrue();
    assertThatThrownBy(reader::status).isInstanceOf(IOException.class);
  }
}
