package io.auterity.platform.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Transport;
import io.auterity.spi.WireStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StreamedReplyTest {

  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nX-A: b\r\ntransfer-encoding: chunked\r\n\r\n";
  private static final int MEGABYTE = 1_000_000;

  private static TransportHouse house;

  @BeforeAll
  static void open() {
    house = TransportHouse.local();
  }

  @AfterAll
  static void close() {
    house.close();
  }

  @Test
  void deliversEachPieceAsItComes() throws Exception {
    CountDownLatch firstRead = new CountDownLatch(1);
    try (SocketServer server =
            new SocketServer(
                c -> {
                  c.write(HEAD + "3\r\none\r\n");
                  await(firstRead);
                  c.write("3\r\ntwo\r\n0\r\n\r\n");
                });
        WireStream stream = stream(server, Duration.ofSeconds(20))) {
      assertThat(stream.status()).isEqualTo(200);
      assertThat(stream.headers()).containsEntry("x-a", List.of("b"));
      assertThat(next(stream)).isEqualTo("one");
      firstRead.countDown();
      assertThat(next(stream)).isEqualTo("two");
      assertThat(stream.next()).isNull();
      assertThat(stream.next()).isNull();
    }
  }

  @Test
  void usesTheConnectionAgainAfterAStreamWasReadToItsEnd() throws IOException {
    try (SocketServer server = new SocketServer(c -> c.write(HEAD + "1\r\nx\r\n0\r\n\r\n"))) {
      String url = "http://api.test:%d/".formatted(server.port());
      Transport provider = house.bind(url);
      for (int i = 0; i < 5; i++) {
        try (WireStream stream =
            provider.open(TransportHouse.get(url), TestCall.lasting(Duration.ofSeconds(20)))) {
          assertThat(stream.drain(10).body()).hasSize(1);
        }
      }
      assertThat(server.connections()).isLessThan(5);
    }
  }

  @Test
  void slowsThePeerWhenTheReaderIsSlow() throws Exception {
    Semaphore written = new Semaphore(0);
    try (SocketServer server =
            new SocketServer(
                c -> {
                  c.write("HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n".formatted(64 * MEGABYTE));
                  for (int i = 0; i < 64; i++) {
                    c.write(new byte[MEGABYTE]);
                    written.release();
                  }
                });
        WireStream stream = stream(server, Duration.ofSeconds(60))) {
      int ahead = 0;
      while (written.tryAcquire(500, TimeUnit.MILLISECONDS)) {
        ahead++;
      }

      assertThat(ahead).isLessThan(32);
      assertThat(stream.drain(64 * MEGABYTE).body()).hasSize(64 * MEGABYTE);
    }
  }

  @Test
  void closingAStreamClosesTheConnection() throws Exception {
    CompletableFuture<Boolean> closed = new CompletableFuture<>();
    try (SocketServer server =
        new SocketServer(
            c -> {
              c.write(HEAD + "3\r\none\r\n");
              closed.complete(c.closedByClient());
            })) {
      WireStream stream = stream(server, Duration.ofSeconds(20));
      assertThat(next(stream)).isEqualTo("one");

      stream.close();
      stream.close();

      assertThat(closed.get(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void endsAtTheDeadlineOfTheCall() throws IOException {
    try (SocketServer server =
            new SocketServer(
                c -> {
                  c.write(HEAD + "3\r\none\r\n");
                  c.closedByClient();
                });
        WireStream stream = stream(server, Duration.ofMillis(500))) {
      assertThat(next(stream)).isEqualTo("one");

      assertThatExceptionOfType(CallFailedException.class)
          .isThrownBy(stream::next)
          .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.TIMEOUT));
    }
  }

  @Test
  void tellsWhenTheConnectionBreaks() throws IOException {
    try (SocketServer server =
            new SocketServer(
                c -> {
                  c.write(HEAD + "3\r\none\r\n");
                  c.reset();
                });
        WireStream stream = stream(server, Duration.ofSeconds(20))) {
      assertThatExceptionOfType(CallFailedException.class)
          .isThrownBy(() -> stream.drain(100))
          .satisfies(
              e -> {
                assertThat(e.failure().code()).isEqualTo(FailureCode.UNAVAILABLE);
                assertThat(e.failure().applied()).isEqualTo(Applied.UNKNOWN);
              });
    }
  }

  @Test
  void drainsNoMoreThanItsLimit() throws IOException {
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", "too long"));
        WireStream stream = stream(server, Duration.ofSeconds(20))) {
      assertThatExceptionOfType(CallFailedException.class)
          .isThrownBy(() -> stream.drain(5))
          .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.TOO_LARGE));
    }
  }

  private static WireStream stream(SocketServer server, Duration time) {
    String url = "http://api.test:%d/".formatted(server.port());
    return house.bind(url).open(TransportHouse.get(url), TestCall.lasting(time));
  }

  private static String next(WireStream stream) {
    byte[] piece = stream.next();
    return piece == null ? "end" : new String(piece, StandardCharsets.UTF_8);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
