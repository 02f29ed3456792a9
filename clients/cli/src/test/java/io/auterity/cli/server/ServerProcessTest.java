package io.auterity.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
  void saysWhenItLivesOn() {
    assertThat(server.endsWithin(Duration.ofMillis(1))).isFalse();
  }
}
