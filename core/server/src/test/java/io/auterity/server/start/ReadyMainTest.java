package io.auterity.server.start;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadyMainTest {

  @TempDir Path data;

  private boolean readyWhenAnswered(int status) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/health/ready",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    try {
      addresses("{\"console\":\"http://127.0.0.1:%d\"}".formatted(server.getAddress().getPort()));
      return ReadyMain.ready(data);
    } finally {
      server.stop(0);
    }
  }

  private void addresses(String text) throws IOException {
    Files.writeString(data.resolve("server.addresses"), text);
  }

  @Test
  void aServerThatSaysSoIsReady() throws IOException {
    assertThat(readyWhenAnswered(200)).isTrue();
  }

  @Test
  void oneThatCannotWorkIsNot() throws IOException {
    assertThat(readyWhenAnswered(503)).isFalse();
  }

  @Test
  void oneThatIsNotThereYetIsNot() throws IOException {
    assertThat(ReadyMain.ready(data)).isFalse();

    addresses("{}");

    assertThat(ReadyMain.ready(data)).isFalse();
  }
}
