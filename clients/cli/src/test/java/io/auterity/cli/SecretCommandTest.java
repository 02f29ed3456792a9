package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.cli.exit.CliException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
  void aSecretThatIsCalledLikeACommandIsNotStoredByThatCommand() {
    PrintStream before = System.err;
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
    try (AnsweringServer server = new AnsweringServer(folder)) {
      assertThat(server.run("secret", "bind")).isEqualTo(CliException.BAD_INPUT);
    } finally {
      System.setErr(before);
    }
    assertThat(told.toString(StandardCharsets.UTF_8))
        .contains("is stored by PUT /api/v1/secrets/bind");
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
