package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.cli.exit.CliException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class PluginCommandTest {

  @TempDir Path folder;

  @RegisterExtension final Printed printed = new Printed();

  @Test
  void aReloadInWhichAllWentWellEndsWithZero() {
    assertThat(reload("{\"id\": \"a\", \"version\": \"1.0.0\", \"result\": \"swapped\"}")).isZero();
  }

  @Test
  void aReloadInWhichOneFailedEndsWithOne() {
    String failed =
        "{\"id\": \"a\", \"version\": \"\", \"result\": \"failed\", \"problem\": \"it is no jar\"}";

    assertThat(reload(failed)).isEqualTo(CliException.FAILED);
  }

  @Test
  void theListTellsHowManyOperationsHaveWhichGrade() {
    String plugins =
        """
        {"items": [{"id": "forge", "version": "1.0.0", "state": "started", "connectors": ["forge", "old"],
          "proven": [{"connector": "forge", "operations": {"V0": 3, "V1": 41}}]}]}
        """;
    try (AnsweringServer server = new AnsweringServer(folder)) {
      assertThat(server.answer("/api/v1/plugins", plugins).run("plugin", "list")).isZero();
    }

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .containsPattern("forge +V0 3, V1 41\\n +old\\n");
  }

  @Test
  void aGrantIsAKeyThatMayInstallForAll() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer("/api/v1/tenants/keys", "{\"tenant\": {}, \"key\": \"aut_secret\"}");

      assertThat(server.run("plugin", "grant", "acme")).isZero();
      assertThat(server.received("/api/v1/tenants/keys"))
          .contains("\"tenant\":\"acme\"", "\"allow\":[\"control:plugin.install\"]");
    }

    assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("aut_secret\n");
  }

  @Test
  void evidenceTellsRunsThatFailedFromThoseOfOtherBytes() {
    String matrix =
        """
        {"connectors": [{"id": "forge", "operations": [
          {"capability": "git.tag.get", "support": "full",
            "evidence": {"grade": "V1", "result": "proven", "witness": "Forge 1.0", "date": "2026-01-31"}},
          {"capability": "git.tag.list", "support": "full",
            "evidence": {"grade": "V0", "result": "stale", "witness": "Forge 1.0", "date": "2026-01-31"}},
          {"capability": "git.tag.create", "support": "full", "evidence": {"grade": "V0", "result": "none"}},
          {"capability": "git.tag.delete", "support": "none"}]}]}
        """;
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer("/api/v1/capabilities/matrix", matrix);
      assertThat(server.run("plugin", "evidence", "forge")).isZero();
      assertThat(server.run("plugin", "evidence", "forges")).isEqualTo(CliException.BAD_INPUT);
    }

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .containsPattern("git.tag.get +full +V1 +proven +Forge 1.0 +2026-01-31")
        .containsPattern("git.tag.list +full +V0 +stale")
        .containsPattern("git.tag.create +full +V0 +none +- +-")
        .doesNotContain("git.tag.delete");
  }

  @Test
  void withoutAWordForWhatToDoItIsBadInput() {
    assertThat(Main.commandLine("").execute("plugin")).isEqualTo(CliException.BAD_INPUT);
  }

  private int reload(String item) {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      return server
          .answer("/api/v1/plugins/reload", "{\"items\": [%s]}".formatted(item))
          .run("plugin", "reload");
    }
  }
}
