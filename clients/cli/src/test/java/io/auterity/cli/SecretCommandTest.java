package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.cli.exit.CliException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SecretCommandTest {

  @TempDir Path folder;

  @RegisterExtension final Printed out = new Printed();

  @Test
  void listsTheVersionsOfASecretAndPutsAFormerOneInForce() {
    String versions = "/api/v1/secrets/openai/versions";
    String rollback = "/api/v1/secrets/openai/rollback";
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer(
          versions,
          "{\"items\": [{\"version\": 2, \"stored\": \"2026-11-24T12:00:00Z\"}, {\"version\": 1,"
              + " \"stored\": \"2026-11-20T12:00:00Z\", \"author\": \"ada\", \"until\":"
              + " \"2026-12-01T12:00:00Z\"}]}");
      server.answer(rollback, "{\"name\": \"openai\", \"version\": 3}");

      assertThat(server.run("secret", "versions", "openai")).isZero();
      assertThat(server.run("secret", "rollback", "openai", "--to", "1")).isZero();
      assertThat(server.received(rollback)).isEqualTo("{\"version\":1}");
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .containsPattern("2 +2026-11-24T12:00:00Z +- +-\n")
        .containsPattern("1 +2026-11-20T12:00:00Z +ada +2026-12-01T12:00:00Z\n")
        .contains("Secret openai is as version 1 was, in version 3.");
  }

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
  void anInputThatCannotBeReadIsNoBadInput() throws IOException {
    InputStream broken = InputStream.nullInputStream();
    broken.close();

    assertThat(stored(broken)).isEqualTo(CliException.FAILED);
    assertThat(stored(new ByteArrayInputStream(new byte[0]))).isEqualTo(CliException.BAD_INPUT);
  }

  private int stored(InputStream secret) {
    InputStream before = System.in;
    System.setIn(secret);
    try (AnsweringServer server = new AnsweringServer(folder)) {
      return server.run(new StringWriter(), "secret", "openai");
    } finally {
      System.setIn(before);
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
