package io.auterity.server.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresenceTest {

  @TempDir Path data;

  @Test
  void theProcessStandsInAFileWhileItRuns() throws IOException {
    Path file = data.resolve("deep/server.pid");

    try (Presence presence = Presence.take(data.resolve("deep"))) {
      assertThat(presence).isNotNull();
      assertThat(Files.readString(file).strip())
          .isEqualTo(Long.toString(ProcessHandle.current().pid()));
    }

    assertThat(file).doesNotExist();
  }

  @Test
  void aSecondServerIsRefusedInOneSentence() {
    try (Presence presence = Presence.take(data)) {
      assertThat(presence).isNotNull();
      assertThatThrownBy(() -> Presence.take(data))
          .isInstanceOf(StartFailedException.class)
          .hasMessageContaining("Another server (pid " + ProcessHandle.current().pid() + ")")
          .hasMessageContaining("--data");
    }
  }

  @Test
  void aFileThatAKilledServerLeftIsNoObstacle() throws IOException {
    Files.writeString(data.resolve("server.pid"), "1");

    try (Presence presence = Presence.take(data)) {
      assertThat(presence).isNotNull();
      assertThat(Files.readString(data.resolve("server.pid"))).doesNotStartWith("1\n");
    }
  }

  @Test
  void aPlaceThatIsNoDirectoryIsRefused() throws IOException {
    Path file = Files.writeString(data.resolve("file"), "");

    assertThatThrownBy(() -> Presence.take(file))
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining("Cannot use " + file);
  }

  @Test
  void theOperatorsKeyIsReadableByItsOwnerAlone() throws IOException {
    OperatorKey key = OperatorKey.of(data, new Random(1));
    Path file = data.resolve("operator.key");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(key.matches(Files.readString(file).strip())).isTrue();
    assertThat(key.matches("ok_other")).isFalse();
    assertThat(OperatorKey.of(data, new Random(2)).matches(Files.readString(file).strip()))
        .isTrue();
  }
}
