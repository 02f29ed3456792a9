package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.cli.exit.CliException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretCommandTest {

  @TempDir Path folder;

  @Test
  void bindsASecretToHostsOrToNone() {
    String path = "/api/v1/secrets/openai/hosts";
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer(path, "{}");

      assertThat(server.run("secret", "bind", "openai", "api.openai.com", "*.azure.com")).isZero();
      assertThat(server.received(path))
          .isEqualTo("{\"hosts\":[\"api.openai.com\",\"*.azure.com\"]}");
      assertThat(server.run("secret", "bind", "openai", "--any")).isZero();
      assertThat(server.received(path)).isEqualTo("{\"hosts\":[]}");
    }
  }

  @Test
  void whereItMayGoIsSaidOneWay() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      assertThat(server.run("secret", "bind", "openai")).isEqualTo(CliException.BAD_INPUT);
      assertThat(server.run("secret", "bind", "openai", "api.openai.com", "--any"))
          .isEqualTo(CliException.BAD_INPUT);
    }
  }
}
