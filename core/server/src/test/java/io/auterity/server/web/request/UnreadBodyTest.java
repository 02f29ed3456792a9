package io.auterity.server.web.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.RunningServer;
import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who calls is known before anything of a body is read; these heads have no body behind them. */
@Tag("postgresql")
class UnreadBodyTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private static Socket send(String text) throws IOException {
    Socket socket = new Socket(server.console().getHost(), server.console().getPort());
    socket.setSoTimeout(8_000);
    socket.getOutputStream().write(text.replace("\n", "\r\n").getBytes(UTF_8));
    return socket;
  }

  private static String head(String line, String type, String key) {
    return "%s HTTP/1.1\nHost: localhost\nContent-Type: %s\nContent-Length: 900\nAuthorization: Bearer %s\n"
        .formatted(line, type, key);
  }

  @ParameterizedTest
  @CsvSource({
    "POST /api/v1/tenants, application/json",
    "POST /api/v1/tenants, application/x-www-form-urlencoded",
    "POST /api/v1/tenants/keys, application/json",
    "POST /api/v1/plugins/reload, application/x-www-form-urlencoded",
    "POST /api/v1/secrets/rotate, application/json",
    "POST /api/v1/apply, application/yaml",
    "POST /api/v1/keys, application/json",
    "POST /api/v1/call/text.pii.mask, application/json",
    "PUT /api/v1/secrets/openai, application/x-www-form-urlencoded",
    "PUT /api/v1/secrets/openai, text/plain",
    "DELETE /api/v1/session, application/x-www-form-urlencoded",
    "POST /mcp, application/json"
  })
  void aStrangerIsRefused(String line, String type) throws IOException {
    try (Socket socket = send(head(line, type, "ak_of_nobody") + "\n")) {
      assertThat(new String(socket.getInputStream().readNBytes(12), UTF_8))
          .isEqualTo("HTTP/1.1 401");
    }
  }

  @Test
  void aStrangerWhoWaitsForAWordGetsTheRefusal() throws IOException {
    String expecting =
        head("POST /api/v1/keys", "application/json", "ak_x") + "Expect: 100-continue\n\n";
    try (Socket socket = send(expecting)) {
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 401")
          .contains("\"code\":\"unauthenticated\"");
    }
  }

  @Test
  void aCallerIsToldToSendItsBody() throws IOException {
    String key = server.newTenant().key();
    String expecting =
        head("POST /api/v1/keys", "application/json", key) + "Expect: 100-continue\n\n";
    try (Socket socket = send(expecting)) {
      assertThat(new String(socket.getInputStream().readNBytes(12), UTF_8))
          .isEqualTo("HTTP/1.1 100");
    }
  }

  @Test
  void aConnectionIsUsedAgainAfterABodyThatNobodyRead() throws IOException {
    String first =
        head("POST /api/v1/tenants", "application/json", "ok_x") + "\n" + "x".repeat(900);
    String second = "GET /health/live HTTP/1.1\nHost: localhost\nConnection: close\n\n";
    try (Socket socket = send(first + second)) {
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 401")
          .contains("HTTP/1.1 200");
    }
  }

  @Test
  void whatIsReadWithoutACredentialIsNoLongerThanOne() {
    String key = "x".repeat(17_000);

    assertThat(
            server.anonymous().post("/api/v1/session", "{\"key\":\"%s\"}".formatted(key)).status())
        .isEqualTo(413);
  }
}
