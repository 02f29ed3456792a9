package io.auterity.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.call.Script;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayServerTest {

  private static final String CHAT = "/v1/chat/completions";
  private static final String STREAMED =
      "{'model':'gpt','stream':true,'messages':[{'role':'user','content':'hi'}]}";

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private final RunningGateway gateway = new RunningGateway();

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void tellsItsHealthWithoutAKey() throws Exception {
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").body()).isEqualTo("{\"status\":\"up\"}");

    gateway.ready.set(false);

    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void asksForAKey() throws Exception {
    HttpResponse<String> response = get("/v1/models");

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body()).contains("\"code\":\"invalid_api_key\"");
    assertThat(response.headers().firstValue("x-should-retry")).hasValue("false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ak_wrong", "Bearer ", "Basic YWs=", "ak_good"})
  void refusesAnyOtherCredential(String credential) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/v1/models")).header("authorization", credential).build();

    HttpResponse<String> response = gateway.client().send(request, BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body()).contains("invalid_api_key");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/chat/completions",
    "POST, /v1/models",
    "POST, /v1/threads",
    "GET, /",
    "DELETE, /v1/models/gpt"
  })
  void knowsNoOtherPath(String method, String path) throws Exception {
    HttpResponse<String> response =
        gateway.send(gateway.request(path).method(method, BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("no such path: %s %s".formatted(method, path));
  }

  @ParameterizedTest
  @CsvSource({
    "auterity-labels, route",
    "auterity-timeout, soon",
    "auterity-timeout, 0s",
    "auterity-timeout, 11m"
  })
  void refusesHeadersThatMakeNoSense(String name, String value) throws Exception {
    HttpResponse<String> response =
        gateway.send(
            gateway
                .post(CHAT, "{'model':'m','messages':[{'role':'user','content':'hi'}]}")
                .header(name, value));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(gateway.script.invocations()).isEmpty();
  }

  @Test
  void refusesABodyThatIsTooLongAndKeepsTheConnection() throws Exception {
    String text = "x".repeat(RunningGateway.BODY_BYTES + 1);

    for (int i = 0; i < 2; i++) {
      HttpResponse<String> response = gateway.send(gateway.post(CHAT, text));

      assertThat(response.statusCode()).isEqualTo(413);
      assertThat(response.body()).contains("too_large");
    }
  }

  @Test
  void refusesABodyThatIsTooLongAndDoesNotSaySo() throws Exception {
    byte[] bytes = new byte[2 * RunningGateway.BODY_BYTES];

    HttpResponse<String> response =
        gateway.send(
            gateway
                .request(CHAT)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))));

    assertThat(response.statusCode()).isEqualTo(413);
  }

  @Test
  void lets100ContinueThrough() throws Exception {
    HttpResponse<String> response = gateway.send(gateway.post(CHAT, "{}").expectContinue(true));

    assertThat(response.statusCode()).isEqualTo(400);
  }

  @Test
  void takesNothingInFromAStranger() throws Exception {
    String head =
        "POST %s HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer ak_bad\r\nContent-Length: 4000\r\n\r\n"
            .formatted(CHAT);
    try (Socket socket = gateway.connect()) {
      socket.getOutputStream().write(head.getBytes(UTF_8));

      assertThat(new String(socket.getInputStream().readNBytes(12), UTF_8))
          .isEqualTo("HTTP/1.1 401");
    }
    assertThat(gateway.meters.get("auterity.gateway.requests.active").gauge().value()).isZero();
  }

  @Test
  void looksAStrangerUpOnce() throws Exception {
    for (int i = 0; i < 3; i++) {
      HttpRequest request =
          HttpRequest.newBuilder(uri(CHAT))
              .header("authorization", "Bearer ak_unknown")
              .POST(BodyPublishers.ofString("{}"))
              .build();

      assertThat(gateway.client().send(request, BodyHandlers.ofString()).statusCode())
          .isEqualTo(401);
    }

    assertThat(gateway.authenticator.lookUps).hasValue(1);
  }

  @Test
  void refusesBytesThatAreNoHttp() throws Exception {
    try (Socket socket = gateway.connect()) {
      socket.getOutputStream().write("nonsense\r\n\r\n".getBytes(UTF_8));

      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.0 400");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"authorization: Bearer ", "x-api-key: "})
  void refusesTwoKeysInHeadersOfOneName(String header) throws Exception {
    String head =
        "GET /v1/models HTTP/1.1\r\nhost: here\r\nanthropic-version: 1\r\n%1$sak_good\r\n%1$sak_bad\r\n\r\n"
            .formatted(header);
    try (Socket socket = gateway.connect()) {
      socket.getOutputStream().write(head.getBytes(UTF_8));

      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .matches("(?s)HTTP/1.[01] 400 .*");
    }
    assertThat(gateway.authenticator.lookUps).hasValue(0);
  }

  @Test
  void endsCallsUnderWayBeforeItStops() throws Exception {
    CompletableFuture<Script.Play> opened = new CompletableFuture<>();
    gateway.script.answer(
        invocation -> {
          Script.Play play =
              Script.Play.hanging(invocation)
                  .say(new ChatEvent.PartDelta(0, new Part.Text("half")));
          opened.complete(play);
          return play;
        });
    CompletableFuture<HttpResponse<String>> response =
        gateway.client().sendAsync(gateway.post(CHAT, STREAMED).build(), BodyHandlers.ofString());
    Script.Play play = opened.get(10, TimeUnit.SECONDS);

    CompletableFuture<Void> stopped = CompletableFuture.runAsync(gateway::stop);
    awaitRefusal();
    play.say(new ChatEvent.Finished(FinishReason.STOP)).succeed(null);

    assertThat(response.get(10, TimeUnit.SECONDS).body()).endsWith("data: [DONE]\n\n");
    assertThat(stopped).succeedsWithin(Duration.ofSeconds(10));
  }

  @Test
  void saysInOneSentenceThatItsPortIsTaken() {
    assertThatExceptionOfType(CannotListenException.class)
        .isThrownBy(() -> new RunningGateway(gateway.port()))
        .withMessage(
            "Port %d on 127.0.0.1 is taken by another program: stop it, or set gateway.port.",
            gateway.port());
  }

  @Test
  void timesRequestsByRouteAndStatus() throws Exception {
    gateway.send(gateway.request("/v1/models").GET());
    gateway.send(gateway.post(CHAT, "{}"));
    gateway.stop();

    assertThat(
            gateway
                .meters
                .get("auterity.gateway.request")
                .tags("route", CHAT, "method", "POST", "status", "400")
                .timer()
                .count())
        .isEqualTo(1);
    assertThat(gateway.meters.get("auterity.gateway.requests.active").gauge().value()).isZero();
  }

  @Test
  void tracesEachRequestUnderTheTraceOfItsCaller() throws Exception {
    CompletableFuture<String> seen = new CompletableFuture<>();
    gateway.script.answer(
        call -> {
          seen.complete(Objects.requireNonNull(call.trace()).traceId());
          throw new IllegalStateException("broken");
        });

    gateway.send(
        gateway
            .post(CHAT, STREAMED)
            .header("traceparent", "00-%s-b7ad6b7169203331-01".formatted(TRACE)));
    gateway.stop();

    assertThat(seen).isCompletedWithValue(TRACE);
    SpanData span = gateway.spans.ended().getFirst();
    assertThat(span.getName()).isEqualTo("POST " + CHAT);
    assertThat(span.getTraceId()).isEqualTo(TRACE);
    assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
    assertThat(span.getAttributes().get(AttributeKey.longKey("http.response.status_code")))
        .isEqualTo(500);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return gateway
        .client()
        .send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + gateway.port() + path);
  }

  private void awaitRefusal() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                gateway.connect().close();
              }
            });
  }
}
