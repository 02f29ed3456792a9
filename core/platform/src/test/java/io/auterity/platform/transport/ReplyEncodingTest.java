package io.auterity.platform.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.bound.CallMemory;
import io.auterity.platform.bound.MemoryPool;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WireResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of replies of at most 100,000 bytes. */
class ReplyEncodingTest {

  private static final byte[] TEXT = "{\"sum\": \"9 €\"}".getBytes(StandardCharsets.UTF_8);
  private static final byte[] MORE = new byte[100_001];

  private final MemoryPool pool = new MemoryPool(10_000_000);
  private final CallMemory memory = new CallMemory(pool, new UUID(0, 1));
  private final TransportHouse house = TransportHouse.holding(pool);

  @AfterEach
  void close() {
    house.close();
    memory.close();
  }

  private WireResponse sent(int status, String encoding, byte[] body) throws IOException {
    return sent(status, "/", "content-encoding: " + encoding, body);
  }

  private WireResponse sent(int status, String path, String headers, byte[] body)
      throws IOException {
    String head =
        "HTTP/1.1 %d X\r\ncontent-length: %d\r\n%s\r\n\r\n".formatted(status, body.length, headers);
    try (SocketServer server =
        new SocketServer(
            c -> {
              c.write(head);
              c.write(body);
            })) {
      String url = "http://api.test:%d%s".formatted(server.port(), path);
      return house
          .bind(url)
          .send(TransportHouse.get(url), TestCall.lasting(Duration.ofSeconds(20)).holding(memory));
    }
  }

  private static byte[] packed(String encoding, byte[] text) throws IOException {
    byte[] packed = text;
    for (String each : encoding.split(",", -1)) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (OutputStream out = packing(each.strip(), bytes)) {
        out.write(packed);
      }
      packed = bytes.toByteArray();
    }
    return packed;
  }

  private static OutputStream packing(String encoding, OutputStream to) throws IOException {
    return switch (encoding) {
      case "gzip", "X-Gzip" -> new GZIPOutputStream(to);
      case "deflate" -> new DeflaterOutputStream(to);
      default -> to;
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "X-Gzip", "deflate", "identity, gzip", "deflate, gzip"})
  void aReplyThatWasCompressedUnaskedIsRead(String encoding) throws IOException {
    WireResponse reply = sent(200, encoding, packed(encoding, TEXT));

    assertThat(reply.body()).isEqualTo(TEXT);
    assertThat(reply.headers()).doesNotContainKeys("content-encoding", "content-length");
  }

  // Some servers leave zlib's head out.
  @Test
  void deflateMayBeRaw() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(bytes, new Deflater(9, true))) {
      out.write(TEXT);
    }

    assertThat(sent(200, "deflate", bytes.toByteArray()).body()).isEqualTo(TEXT);
  }

  @Test
  void anotherEncodingAndAPartOfAReplyStayAsTheyCame() throws IOException {
    byte[] packed = packed("gzip", TEXT);

    for (WireResponse reply :
        new WireResponse[] {
          sent(200, "br", packed), sent(206, "gzip", packed), sent(200, "br, gzip", packed)
        }) {
      assertThat(reply.body()).isEqualTo(packed);
      assertThat(reply.headers()).containsKey("content-encoding");
    }
  }

  @Test
  void whatDoesNotInflateIsAFailureThatNamesTheEncoding() throws IOException {
    byte[] packed = packed("gzip", TEXT);
    byte[] cut = Arrays.copyOf(packed, packed.length - 12);

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> sent(200, "gzip", cut))
        .satisfies(
            e -> {
              assertThat(e.failure().code()).isEqualTo(FailureCode.UNAVAILABLE);
              assertThat(e.failure().applied()).isEqualTo(Applied.UNKNOWN);
              assertThat(e.failure().message()).contains("content-encoding gzip");
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 401, 409, 429, 503})
  void aRefusalCountsWhateverItsBodyIs(int status) throws IOException {
    byte[] packed = packed("gzip", TEXT);

    for (byte[] body :
        List.of(TEXT, Arrays.copyOf(packed, packed.length - 12), packed("gzip", MORE))) {
      WireResponse reply = sent(status, "/", "retry-after: 7\r\ncontent-encoding: gzip", body);

      assertThat(reply.status()).isEqualTo(status);
      assertThat(reply.body()).isEqualTo(body);
      assertThat(reply.headers().get("content-encoding")).containsExactly("gzip");
      assertThat(reply.headers().get("retry-after")).containsExactly("7");
    }
    assertThat(sent(status, "gzip", packed).body()).isEqualTo(TEXT);
  }

  @Test
  void aRefusalThatDoesNotInflateHoldsItsOwnMemoryAlone() throws IOException {
    sent(400, "gzip", packed("gzip", MORE));

    assertThat(memory.used()).isLessThan(10_000);
  }

  // As servers do that take the name's ending for how the file is transferred.
  @ParameterizedTest
  @CsvSource({
    "/download/7,     application/gzip",
    "/download/7,     'Application/X-Gzip; charset=binary'",
    "/x.tar.gz,       application/x-tar",
    "/x.TGZ?as=file,  application/x-tar",
    "/x.tgz,          application/octet-stream",
    "/x.json.gz,      binary/octet-stream",
    "/x.tar.gz,       ''",
  })
  void aFileThatIsItselfCompressedComesAsItIs(String path, String type) throws IOException {
    byte[] packed = packed("gzip", TEXT);

    WireResponse reply =
        sent(200, path, "content-type: " + type + "\r\ncontent-encoding: x-gzip", packed);

    assertThat(reply.body()).isEqualTo(packed);
    assertThat(reply.headers().get("content-encoding")).containsExactly("x-gzip");
  }

  @ParameterizedTest
  @CsvSource({
    "/x.tar,     application/x-tar",
    "/x.gz/meta, application/octet-stream",
    "/x.json.gz, application/json",
    "/x,         application/gzip+json",
  })
  void anotherFileThatWasCompressedOnItsWayIsRead(String path, String type) throws IOException {
    String headers = "content-type: " + type + "\r\ncontent-encoding: gzip";

    assertThat(sent(200, path, headers, packed("gzip", TEXT)).body()).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "gzip, gzip"})
  void aReplyIsBoundByWhatItInflatesTo(String encoding) throws IOException {
    assertThat(sent(200, encoding, packed(encoding, new byte[100_000])).body()).hasSize(100_000);
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> sent(200, encoding, packed(encoding, MORE)))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.TOO_LARGE));
  }

  @Test
  void whatItInflatesToIsMemoryOfTheCall() throws IOException {
    sent(200, "gzip", packed("gzip", new byte[100_000]));

    assertThat(memory.used()).isGreaterThanOrEqualTo(2 * 100_000);
  }
}
