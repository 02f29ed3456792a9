package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginCommandTest {

  @TempDir Path folder;
  private HttpServer server;
  private String answer = "";

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v1/plugins/reload",
        exchange -> {
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    Files.writeString(folder.resolve("key"), "ak_x");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aReloadInWhichAllWentWellEndsWithZero() {
    answer =
        """
        {"items": [{"id": "a", "version": "1.0.0", "result": "swapped", "problem": null}]}
        """;

    assertThat(reload()).isZero();
  }

  @Test
  void aReloadInWhichOneFailedEndsWithOne() {
    answer =
        """
        {"items": [{"id": "a", "version": "", "result": "failed", "problem": "it is no jar"}]}
        """;

    assertThat(reload()).isEqualTo(CliException.FAILED);
  }

  @Test
  void withoutAWordForWhatToDoItIsBadInput() {
    assertThat(Main.commandLine().execute("plugin")).isEqualTo(CliException.BAD_INPUT);
  }

  private int reload() {
    return Main.commandLine()
        .execute(
            "plugin",
            "reload",
            "--url",
            "http://127.0.0.1:" + server.getAddress().getPort(),
            "--key-file",
            folder.resolve("key").toString());
  }
}
