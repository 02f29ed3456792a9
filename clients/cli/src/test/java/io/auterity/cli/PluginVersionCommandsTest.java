package io.auterity.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.cli.exit.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class PluginVersionCommandsTest {

  private static final String PLUGINS = "/api/v1/plugins";
  private static final String CHANGED =
      """
      {"plugin": "acme", "version": {"version": 2}, "changes": {"hostsAdded": ["b.example"]},
       "warnings": [], "waiting": ["own"], "waitingElsewhere": 1,
       "here": [{"id": "acme", "result": "%s", "problem": "no"}]}
      """;

  @RegisterExtension final Printed out = new Printed();

  @TempDir Path folder;
  @AutoClose private AnsweringServer server;

  @BeforeEach
  void open() {
    server = new AnsweringServer(folder);
  }

  @Test
  void aFileIsSentAsItIs() throws IOException {
    Path file = Files.writeString(folder.resolve("acme.yaml"), "plugin: acme\n");
    server.answer(PLUGINS, CHANGED.formatted("swapped"));

    int code = server.run("plugin", "install", file.toString(), "--dry-run", "--follows", "1");

    assertThat(code).isZero();
    assertThat(server.received(PLUGINS)).isEqualTo("plugin: acme\n");
    assertThat(server.query(PLUGINS)).isEqualTo("dryRun=true&follows=1");
  }

  @Test
  void whatFailsAtTheServerEndsWithOne() throws IOException {
    Path file = Files.writeString(folder.resolve("acme.yaml"), "plugin: acme\n");
    server.answer(PLUGINS, CHANGED.formatted("failed"));

    assertThat(server.run("plugin", "install", file.toString())).isEqualTo(CliException.FAILED);
  }

  @Test
  void aFileThatIsNotThereIsBadInput() {
    assertThat(server.run("plugin", "install", "nowhere.yaml")).isEqualTo(CliException.BAD_INPUT);
  }

  @Test
  void theTextInForceIsShownUnlessOneIsNamed() {
    server
        .answer(
            PLUGINS + "/acme/versions",
            """
            {"items": [
              {"version": 3, "stated": "1.2.0", "digest": "0123456789abcdef", "inForce": false},
              {"version": 2, "stated": "1.1.0", "digest": "0123456789abcdef", "inForce": true}]}
            """)
        .answer(PLUGINS + "/acme/versions/2", "{\"text\": \"two\"}")
        .answer(PLUGINS + "/acme/versions/3", "{\"text\": \"three\"}");

    assertThat(server.run("plugin", "versions", "acme")).isZero();
    assertThat(server.run("plugin", "show", "acme")).isZero();
    assertThat(server.run("plugin", "show", "acme", "--version", "3")).isZero();
  }

  @Test
  void versionsAreComparedRolledBackAndRemoved() {
    String diff = PLUGINS + "/acme/diff";
    String rollback = PLUGINS + "/acme/rollback";
    server
        .answer(diff, "{\"text\": \"-a\", \"meaning\": {\"operationsChanged\": [\"x\"]}}")
        .answer(rollback, CHANGED.formatted("swapped"))
        .answer(PLUGINS + "/acme", CHANGED.formatted("unloaded"));

    assertThat(server.run("plugin", "diff", "acme", "1", "2")).isZero();
    assertThat(server.query(diff)).isEqualTo("from=1&to=2");
    assertThat(out.toString(UTF_8)).contains("  operations changed: x\n");
    assertThat(server.run("plugin", "rollback", "acme", "1")).isZero();
    assertThat(server.received(rollback)).isEqualTo("{\"version\":1}");
    assertThat(server.run("plugin", "remove", "acme", "--force")).isZero();
    assertThat(server.query(PLUGINS + "/acme")).isEqualTo("force=true");
    assertThat(server.run("plugin", "rollback", "acme", "1", "--follows", "3")).isZero();
    assertThat(server.received(rollback)).isEqualTo("{\"version\":1,\"follows\":3}");
    assertThat(server.run("plugin", "remove", "acme", "--follows", "3")).isZero();
    assertThat(server.query(PLUGINS + "/acme")).isEqualTo("force=false&follows=3");
  }

  @Test
  void consentIsGivenToWhatWasShownAndOnlyWhenItIsSaid() {
    String path = "/api/v1/providers/own/consent";
    server.answer(
        path,
        """
        {"needed": true, "plugin": "acme", "pluginVersion": "1.1.0", "hosts": ["b.example"],
         "credential": [], "of": "abc"}
        """);

    assertThat(server.run("provider", "consent", "own")).isEqualTo(CliException.FAILED);
    assertThat(server.received(path)).isEmpty();
    assertThat(server.run("provider", "consent", "own", "--yes")).isZero();
    assertThat(server.received(path)).isEqualTo("{\"of\":\"abc\"}");
    assertThat(server.run("provider", "consent", "own", "--withdraw")).isZero();
    assertThat(server.received(path)).isEmpty();
    assertThat(server.run("provider", "consent", "own", "--yes", "--withdraw"))
        .isEqualTo(CliException.BAD_INPUT);
    server.answer(path, "{\"needed\": false}");
    assertThat(server.run("provider", "consent", "own", "--yes")).isZero();
  }
}
