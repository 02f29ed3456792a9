package io.auterity.gateway.listener;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.gateway.dialect.Dialect;
import io.auterity.gateway.door.GatewayAnswers;
import io.auterity.gateway.door.WholeAnswer;
import io.auterity.gateway.openai.OpenAiDialect;
import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.call.BodyPace;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.EventLoop;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlowRequestTest {

  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final HttpServerOptions OPTIONS =
      new HttpServerOptions().setHttp2ClearTextEnabled(false);

  private static final Dialect DIALECT = new OpenAiDialect(new JsonReader(1_000), new Binder());

  private final Vertx vertx = Vertx.vertx();
  private final MemoryPool memory = new MemoryPool(1_000_000);
  private HttpServer server;

  @BeforeEach
  void listen() throws Exception {
    server =
        vertx
            .createHttpServer(OPTIONS)
            .connectionHandler(
                connection ->
                    StrictDecoder.read(connection, OPTIONS, PATIENCE, () -> {}, () -> slow("head")))
            .requestHandler(this::take)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
  }

  private static WholeAnswer slow(String what) {
    return GatewayAnswers.tooSlow(DIALECT, what, new UUID(0, 1));
  }

  private void take(HttpServerRequest request) {
    request.response().endHandler(ignored -> StrictDecoder.answered(request.connection()));
    EventLoop loop = new EventLoop(vertx.getOrCreateContext());
    HttpReply reply = new HttpReply(loop, request.response(), Time.system());
    Body.collect(
        loop,
        request,
        memory.claim(new UUID(0, 1)),
        1_000,
        new BodyPace(PATIENCE, 1_000),
        Time.system(),
        end -> {
          reply.send(
              end instanceof Body.End.TooSlow
                  ? slow("body")
                  : GatewayAnswers.refused(
                      DIALECT, Failure.of(FailureCode.CONFLICT, end.toString()), new UUID(0, 1)));
          if (end instanceof Body.End.TooSlow) {
            request.response().endHandler(ignored -> request.connection().close());
          }
        });
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private Socket send(String text) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
    socket.setSoTimeout(20_000);
    socket.getOutputStream().write(text.replace("\n", "\r\n").getBytes(UTF_8));
    return socket;
  }

  private static String all(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), UTF_8);
  }

  @Test
  void aHeadThatDoesNotEndIsAnswered() throws Exception {
    try (Socket socket = send("GET / HTTP/1.1\nHost: ")) {
      assertThat(all(socket)).startsWith("HTTP/1.1 408 ").contains("\"code\":\"timeout\"");
    }
  }

  @Test
  void aByteNowAndThenGivesAHeadNoMoreTime() throws Exception {
    try (Socket socket = send("GET / HTTP/1.1\nX-Note: ")) {
      Thread feeder = Thread.startVirtualThread(() -> feed(socket));

      assertThat(all(socket)).startsWith("HTTP/1.1 408 ").contains("the head of the request");
      feeder.join();
    }
  }

  @Test
  void theSecondHeadOfAConnectionHasItsTimeToo() throws Exception {
    try (Socket socket = send("GET / HTTP/1.1\nHost: h\n\nGET / HTTP/1.1\nHo")) {
      assertThat(all(socket)).startsWith("HTTP/1.1 409 ").contains("HTTP/1.1 408 ");
    }
  }

  @Test
  void aBodyBelowTheFloorIsAnsweredAndGivesItsRoomBack() throws Exception {
    try (Socket socket = send("POST / HTTP/1.1\nHost: h\nContent-Length: 900\n\n{")) {
      Thread feeder = Thread.startVirtualThread(() -> feed(socket));

      assertThat(all(socket)).startsWith("HTTP/1.1 408 ").contains("the body of the request");
      feeder.join();
    }
    assertThat(memory.reserved()).isZero();
  }

  @Test
  void aBodyThatWaitsIsAnsweredToo() throws Exception {
    try (Socket socket = send("POST / HTTP/1.1\nHost: h\nTransfer-Encoding: chunked\n\n")) {
      assertThat(all(socket)).startsWith("HTTP/1.1 408 ");
    }
  }

  // A byte at a time, each after an answer has not come for a while.
  private static void feed(Socket socket) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        TimeUnit.MILLISECONDS.sleep(20);
        socket.getOutputStream().write('x');
      }
    } catch (SocketException e) {
      // It is closed, as it should be.
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
