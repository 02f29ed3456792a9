package io.auterity.server.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.auterity.platform.digest.Sha256;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An artefact that is larger than a reply may be comes through a connector file whole. */
@Tag("postgresql")
class LargeContentTest {

  private static final int BYTES = 40 * 1024 * 1024;
  private static final String ARTIFACT = "/api/v1/call/ci.artifact.get";

  private static final String FILE =
      """
      plugin: yard
      format: 1
      version: 1.0.0
      summary: Builds of a yard
      config: {url: {type: string, format: uri}}
      servers: {api: {url: "${config.url}"}}
      auth: [{kind: none}]
      check: {request: GET /me}
      ids: {artifact: "{id}"}
      connectors:
        yard:
          kind: ci
          operations:
            artifact.get:
              request: GET /{artifact.id}
              reads: bytes
              result: {ref: "${artifact.id}", content: "${body}"}
      """;

  @RegisterExtension
  static final RunningServer server =
      RunningServer.start(
          plugins -> {
            try {
              Files.writeString(plugins.resolve("yard.yaml"), FILE);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });

  private final Client client = server.newTenant();
  private final byte[] bytes = new byte[BYTES];
  private final CountDownLatch hungUp = new CountDownLatch(1);
  private HttpServer vendor;

  @BeforeEach
  void begin() throws IOException {
    new Random(7).nextBytes(bytes);
    vendor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    vendor.createContext("/me", exchange -> answer(exchange, 0, 0));
    vendor.createContext("/whole", exchange -> answer(exchange, BYTES, BYTES));
    vendor.createContext("/half", exchange -> answer(exchange, BYTES, BYTES / 2));
    vendor.createContext("/endless", this::sendUntilNobodyReads);
    vendor.createContext("/none", exchange -> exchange.sendResponseHeaders(404, -1));
    vendor.start();
    client.apply(
        """
        kind: provider
        id: yard
        spec:
          connector: yard
          unverified: true
          config: {url: "http://127.0.0.1:%d"}
        """
            .formatted(vendor.getAddress().getPort()));
  }

  @AfterEach
  void end() {
    vendor.stop(0);
  }

  private void answer(HttpExchange exchange, int promised, int sent) throws IOException {
    try (exchange;
        OutputStream out = exchange.getResponseBody()) {
      exchange.getResponseHeaders().set("Content-Type", "application/zip");
      exchange.sendResponseHeaders(200, promised == 0 ? -1 : promised);
      out.write(bytes, 0, sent);
    }
  }

  private void sendUntilNobodyReads(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (exchange;
        OutputStream out = exchange.getResponseBody()) {
      while (true) {
        out.write(bytes, 0, 65_536);
      }
    } finally {
      hungUp.countDown();
    }
  }

  private Reply ask(String artifact) {
    return client.post(ARTIFACT, "{\"artifact\": \"%s\"}".formatted(artifact));
  }

  @Test
  void allOfItIsThere() {
    Reply reply = ask("whole");

    assertThat(reply.status()).isEqualTo(200);
    String body = reply.body();
    assertThat(body).contains("\"mediaType\":\"application/zip\"");
    int begin = body.indexOf("\"base64\":\"") + "\"base64\":\"".length();
    String base64 = body.substring(begin, body.indexOf('"', begin));
    assertThat(Sha256.of(Base64.getDecoder().decode(base64))).isEqualTo(Sha256.of(bytes));
  }

  @Test
  void halfOfItIsNoAnswer() {
    Reply reply = ask("half");

    assertThat(reply.status()).isGreaterThanOrEqualTo(500);
    assertThat(reply.text("code")).isEqualTo("unavailable");
  }

  @Test
  void whatNeverEndsIsTooLargeAndIsHungUpOn() throws InterruptedException {
    assertThat(ask("endless").text("code")).isEqualTo("too_large");
    assertThat(hungUp.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(ask("none").text("code")).isEqualTo("not_found");
  }
}
