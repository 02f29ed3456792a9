package io.auterity.bench.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.auterity.bench.figures.VoidRoundException;
import io.auterity.bench.traffic.OpenLoop.Paced;
import io.auterity.bench.traffic.StreamLoad.Streams;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The loads against endpoints of this process. */
class LoadsTest {

  private static final int PER_SECOND = 1_000;
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final int DELTAS = 5;
  private static final Duration PACE = Duration.ofMillis(2);

  private final AtomicInteger calls = new AtomicInteger();

  /** Refuses the third call. */
  private HttpServer server() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          int status = calls.incrementAndGet() == 3 ? 503 : 200;
          exchange.sendResponseHeaders(status, 0);
          exchange.close();
        });
    server.start();
    return server;
  }

  @Test
  void anOpenLoopSendsAllAndTellsWhatFailed() throws IOException {
    HttpServer server = server();
    URI target = URI.create("http://127.0.0.1:" + server.getAddress().getPort());

    Paced paced = new OpenLoop("key", "{}").run(target, PER_SECOND, SHORT);
    server.stop(0);

    assertThat(calls).hasValue(50);
    assertThat(paced.failed()).isEqualTo(1);
    assertThat(paced.served().requests()).isEqualTo(49);
    assertThatExceptionOfType(VoidRoundException.class).isThrownBy(paced::flawless);
  }

  @Test
  void anOpenLoopWithoutAServerEndsAndTellsSo() throws IOException {
    HttpServer server = server();
    URI target = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    server.stop(0);

    assertThat(new OpenLoop("key", "{}").run(target, PER_SECOND, SHORT).failed()).isEqualTo(50);
  }

  @Test
  void everyDeltaOfEveryStreamIsSeenOnce() {
    try (SlowEndpoint endpoint = SlowEndpoint.streaming(Bodies.MODEL, DELTAS, PACE)) {
      Streams streams =
          new StreamLoad(Ask.chat("key", Bodies.STREAM_QUESTION), DELTAS, PACE)
              .run(endpoint.address(), 8, 3);

      assertThat(streams.first().getTotalCount()).isEqualTo(24);
      assertThat(streams.gaps().getTotalCount()).isEqualTo(24 * (DELTAS - 1));
      assertThat(streams.lostDeltas()).isZero();
      assertThat(streams.lostStreams()).isZero();
    }
  }

  @Test
  void anEndpointThatFailsNowAndThenCountsIt() {
    try (SlowEndpoint endpoint = SlowEndpoint.answering(Bodies.MODEL, Bodies.ANSWER, PACE, 0.5)) {
      OpenLoop callers = new OpenLoop(Ask.chat("key", Bodies.QUESTION), 8);

      OpenLoop.Paced paced = callers.run(endpoint.address(), 200, Duration.ofMillis(500));

      assertThat(paced.failed()).isBetween(1L, 99L).isEqualTo(endpoint.failures());
      assertThat(paced.latencies().getTotalCount()).isEqualTo(100 - paced.failed());
    }
  }

  @Test
  void deltasThatAreMissingAndStreamsThatAreRefusedAreLost() throws IOException {
    try (SlowEndpoint endpoint = SlowEndpoint.streaming(Bodies.MODEL, DELTAS, PACE)) {
      Streams fewer =
          new StreamLoad(Ask.chat("key", Bodies.STREAM_QUESTION), DELTAS + 2, PACE)
              .run(endpoint.address(), 2, 1);

      assertThat(fewer.lostDeltas()).isEqualTo(4);
      assertThat(fewer.lostStreams()).isZero();
    }
    HttpServer server = server();
    URI target = URI.create("http://127.0.0.1:" + server.getAddress().getPort());

    Streams none =
        new StreamLoad(Ask.chat("key", Bodies.STREAM_QUESTION), DELTAS, PACE).run(target, 2, 2);
    server.stop(0);

    assertThat(none.lostStreams()).isEqualTo(4);
    assertThat(none.lostDeltas()).isEqualTo(4 * DELTAS);
  }
}
