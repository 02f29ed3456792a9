package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.cli.exit.CliException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginCommandTest {

  @TempDir Path folder;

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
