package io.auterity.server.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

  @Test
  void dataStandsInTheWorkingDirectoryUnlessSaid() {
    assertThat(Arguments.parse()).isEqualTo(new Arguments(Path.of(".auterity"), null, false));
    assertThat(Arguments.parse("--config", "a.yaml", "--quiet", "--data", "d"))
        .isEqualTo(new Arguments(Path.of("d"), Path.of("a.yaml"), true));
  }

  @Test
  void anythingElseIsRefused() {
    assertThatThrownBy(() -> Arguments.parse("--port", "1"))
        .isInstanceOfSatisfying(
            StartFailedException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.SETTINGS))
        .hasMessageContaining("'--port'");
    assertThatThrownBy(() -> Arguments.parse("--data")).hasMessageContaining("needs a value");
  }
}
