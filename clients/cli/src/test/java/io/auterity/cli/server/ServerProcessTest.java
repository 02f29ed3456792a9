package io.auterity.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {

  private Process process;
  private ServerProcess server;

  @BeforeEach
  void start() throws IOException {
    process = new ProcessBuilder("cat").start();
    server = new ServerProcess(process, Path.of("data"), Path.of("server.log"));
  }

  @AfterEach
  void stop() {
    process.destroyForcibly();
  }

  @Test
  void waitsForAnEndThatIsNotYetNoted() {
    process.destroyForcibly();

    assertThat(server.endsWithin(Duration.ofSeconds(20))).isTrue();
    assertThat(server.died()).hasMessageContaining("the server has died (exit code 137)");
  }

  @Test
  void oneThatRunsOnTheDirectoryIsJoinedAndGoesOn(@TempDir Path data) throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext(
        "/health/ready",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    http.start();
    Files.writeString(data.resolve("server.pid"), process.pid() + "\n");
    String address = "http://127.0.0.1:" + http.getAddress().getPort();
    Files.writeString(
        data.resolve(ServerAddresses.FILE),
        "{\"console\": \"%s\", \"gateway\": \"%s\"}".formatted(address, address));

    try (ServerProcess joined = ServerProcess.on(data.resolve("none"), data, Map.of())) {
      assertThat(joined.owned()).isFalse();
      assertThat(joined.addresses().console()).hasToString(address);
      joined.awaitOwnEnd();
    } finally {
      http.stop(0);
    }

    assertThat(process.isAlive()).isTrue();
  }

  @Test
  void saysWhenItLivesOn() {
    assertThat(server.endsWithin(Duration.ofMillis(1))).isFalse();
  }
}
