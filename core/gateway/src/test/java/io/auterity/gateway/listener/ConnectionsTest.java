package io.auterity.gateway.listener;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

  private final Vertx vertx = Vertx.vertx();
  private final Connections connections = new Connections(2, Duration.ofSeconds(2));
  private HttpServer server;

  @BeforeEach
  void listen() throws Exception {
    server =
        vertx
            .createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
            .connectionHandler(connection -> connections.opened(vertx, connection))
            .requestHandler(
                request -> {
                  connections.heard(vertx, request.connection());
                  request.response().end("no");
                  connections.refused(vertx, request);
                })
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static Socket send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.replace("\n", "\r\n").getBytes(UTF_8));
    return socket;
  }

  private static String all(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), UTF_8);
  }

  @Test
  void oneThatAsksForNothingIsClosed() throws Exception {
    try (Socket socket = connect()) {
      assertThat(all(socket)).isEmpty();
    }
  }

  @Test
  void oneThatNeverComesToTheEndOfItsHeadIsClosed() throws Exception {
    try (Socket socket = send(connect(), "GET / HTTP/1.1\nHost: ")) {
      assertThat(all(socket)).isEmpty();
    }
  }

  @Test
  void oneWhoseBodyIsRefusedIsClosedAfterItsAnswer() throws Exception {
    try (Socket socket = send(connect(), "POST / HTTP/1.1\nHost: h\nContent-Length: 9\n\n")) {
      assertThat(all(socket)).startsWith("HTTP/1.1 200").endsWith("no");
    }
  }

  @Test
  void oneThatWasAnsweredMayWait() throws Exception {
    try (Socket socket = send(connect(), "GET / HTTP/1.1\nHost: h\n\n")) {
      byte[] first = socket.getInputStream().readNBytes(40);
      try (Socket other = connect()) {
        assertThat(all(other)).isEmpty(); // It came later, and its time is over.
      }
      send(socket, "GET / HTTP/1.1\nHost: h\nConnection: close\n\n");

      assertThat(new String(first, UTF_8) + all(socket)).containsPattern("(?s)no.*no");
    }
  }

  @Test
  void oneTooManyIsClosedAtOnceAndRoomComesBack() throws Exception {
    try (Socket first = connect();
        Socket second = connect()) {
      send(first, "GET / HTTP/1.1\nHost: h\n\n").getInputStream().readNBytes(40);
      send(second, "GET / HTTP/1.1\nHost: h\n\n").getInputStream().readNBytes(40);
      try (Socket third = connect()) {
        assertThat(all(third)).isEmpty();
      }
      assertThat(connections.count()).isEqualTo(2);
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (connections.count() > 0 && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(connections.count()).isZero();
  }
}
