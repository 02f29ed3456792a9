package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.cli.exit.CliException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class IssuerCommandTest {

  private static final String PATH = "/api/v1/issuers/clients";

  @TempDir Path folder;

  @RegisterExtension final Printed printed = new Printed();

  @Test
  void tellsWhoHasWhichClient() {
    String page =
        """
        {"items": [{"issuer": "https://id.test", "client": "one", "tenant": "acme", "resource": "staff"},
          {"issuer": "https://id.test", "client": "two", "tenant": "acme"}], "next": null}
        """;
    try (AnsweringServer server = new AnsweringServer(folder).answer(PATH, page)) {
      assertThat(server.run("issuer", "clients", "--issuer", "https://id.test")).isZero();
      assertThat(server.query(PATH)).isEqualTo("limit=500&issuer=https://id.test");
    }

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .containsPattern("issuer +client +tenant +resource")
        .containsPattern("one +acme +staff")
        .containsPattern("two +acme +-");
  }

  @Test
  void saysThatThereAreNone() {
    try (AnsweringServer server = new AnsweringServer(folder).answer(PATH, "{\"items\": []}")) {
      assertThat(server.run("issuer", "clients")).isZero();
    }

    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("No tenant has a client");
  }

  @Test
  void givesOneToATenant() {
    try (AnsweringServer server = new AnsweringServer(folder).answer(PATH, "{\"before\": true}")) {
      assertThat(server.run("issuer", "give", "https://id.test", "one", "acme", "--claim"))
          .isZero();
      assertThat(server.received(PATH))
          .contains("\"client\":\"one\"", "\"tenant\":\"acme\"", "\"claim\":true");
    }

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("client 'one' of https://id.test is tenant acme's; another tenant had it");
  }

  @Test
  void takesOneAway() {
    try (AnsweringServer server = new AnsweringServer(folder).answer(PATH, "{}")) {
      assertThat(server.run("issuer", "release", "https://id.test", "two")).isZero();
      assertThat(server.query(PATH)).isEqualTo("issuer=https://id.test&client=two");
    }

    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("belongs to no tenant");
  }

  @Test
  void asksWhatToDo() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      assertThat(server.run("issuer")).isEqualTo(CliException.BAD_INPUT);
    }
  }
}
