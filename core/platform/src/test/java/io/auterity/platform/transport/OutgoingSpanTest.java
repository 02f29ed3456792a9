package io.auterity.platform.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.telemetry.EndedSpans;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.spi.AuthForm;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.WireRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutgoingSpanTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "b7ad6b7169203331";

  private final EndedSpans spans = new EndedSpans();
  private final TransportHouse house =
      TransportHouse.local(new Telemetry(new SimpleMeterRegistry(), spans));

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void tellsWhatWentWhereWithoutTheQuery() throws Exception {
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", ""))) {
      send(server, "/v1/chat?key=hidden");

      SpanData span = spans.next();
      assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
      assertThat(span.getName()).isEqualTo("GET");
      assertThat(text(span, "http.request.method")).isEqualTo("GET");
      assertThat(text(span, "server.address")).isEqualTo("api.test");
      assertThat(text(span, "url.full"))
          .isEqualTo("http://api.test:%d/v1/chat".formatted(server.port()));
      assertThat(text(span, "auterity.provider")).isEqualTo("p");
      assertThat(span.getAttributes().asMap().keySet())
          .as("an attempt has a span of its own, of which tools would count this one again")
          .noneMatch(key -> key.getKey().startsWith("gen_ai."));
      assertThat(span.getAttributes().get(AttributeKey.longKey("http.response.status_code")))
          .isEqualTo(200);
      assertThat(span.getAttributes().toString()).doesNotContain("hidden");
    }
  }

  @Test
  void tellsNoCredentialOfThePath() throws Exception {
    try (SocketServer server = new SocketServer(c -> c.reply(404, "", ""))) {
      String url = "http://api.test:%d/sendMessage".formatted(server.port());
      AuthForm.InPath form = new AuthForm.InPath("bot${secret}");

      house
          .bind(url, new Signing.PathSegment(form, () -> "4711:canary"))
          .send(TransportHouse.get(url), TestCall.traced("00-%s-%s-01".formatted(TRACE, PARENT)));

      SpanData span = spans.next();
      assertThat(server.requests().getFirst()).startsWith("GET /bot4711:canary/sendMessage ");
      assertThat(text(span, "url.full")).isEqualTo(url);
      assertThat(span.toString()).doesNotContain("canary");
    }
  }

  @Test
  void standsBetweenTheCallAndTheVendor() throws Exception {
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", ""))) {
      send(server, "/");

      SpanData span = spans.next();
      assertThat(span.getTraceId()).isEqualTo(TRACE);
      assertThat(span.getParentSpanId()).isEqualTo(PARENT);
      assertThat(server.requests().getFirst())
          .contains("\r\ntraceparent: 00-%s-%s-01\r\n".formatted(TRACE, span.getSpanId()));
    }
  }

  private static List<String> traceHeaders(SocketServer server) {
    return server
        .requests()
        .getFirst()
        .lines()
        .filter(line -> line.matches("(?i)(traceparent|baggage):.*"))
        .map(line -> line.replaceAll("-[0-9a-f]{16}-", "-SPAN-"))
        .toList();
  }

  private List<String> headersOf(OutgoingTrace handed) throws Exception {
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", ""))) {
      String url = "http://api.test:%d/".formatted(server.port());
      house
          .bind(url, handed)
          .send(
              new WireRequest("GET", URI.create(url), Map.of(), new byte[0]),
              TestCall.traced(
                  "00-%s-%s-01".formatted(TRACE, PARENT),
                  Map.of("team", "billing, north", "secret", "words")));
      assertThat(spans.next().getParentSpanId()).isEqualTo(PARENT);
      return traceHeaders(server);
    }
  }

  @Test
  void aVendorIsToldOfTheTraceAndOfNoBaggage() throws Exception {
    assertThat(headersOf(OutgoingTrace.USUAL))
        .containsExactly("traceparent: 00-%s-SPAN-01".formatted(TRACE));
  }

  @Test
  void aVendorIsToldOfBaggageByNameAndOfTheTraceUnlessItIsSwitchedOff() throws Exception {
    assertThat(headersOf(new OutgoingTrace(false, Set.of("team", "absent"))))
        .containsExactly("baggage: team=billing%2C%20north");
    assertThat(headersOf(new OutgoingTrace(false, Set.of()))).isEmpty();
  }

  @Test
  void tellsWhyARequestFailed() throws Exception {
    try (SocketServer server = new SocketServer(SocketServer.Connection::reset)) {
      assertThatExceptionOfType(CallFailedException.class).isThrownBy(() -> send(server, "/"));

      SpanData span = spans.next();
      assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
      assertThat(text(span, "error.type")).isEqualTo("unavailable");
    }
  }

  private void send(SocketServer server, String path) throws IOException {
    String url = "http://api.test:%d%s".formatted(server.port(), path);
    house
        .bind(url)
        .send(TransportHouse.get(url), TestCall.traced("00-%s-%s-01".formatted(TRACE, PARENT)));
  }

  private static String text(SpanData span, String name) {
    return String.valueOf(span.getAttributes().get(AttributeKey.stringKey(name)));
  }
}
