package io.auterity.server.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryLockTest {

  @TempDir Path data;

  @Test
  void theProcessStandsInAFileWhileItRuns() throws IOException {
    Path file = data.resolve("deep/server.pid");

    try (DataDirectoryLock lock = DataDirectoryLock.take(places(data.resolve("deep")))) {
      assertThat(lock).isNotNull();
      assertThat(Files.readString(file).strip())
          .isEqualTo(Long.toString(ProcessHandle.current().pid()));
    }

    assertThat(file).doesNotExist();
  }

  @Test
  void aSecondServerIsRefusedInOneSentence() {
    try (DataDirectoryLock lock = DataDirectoryLock.take(places(data))) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> DataDirectoryLock.take(places(data)))
          .isInstanceOf(StartFailedException.class)
          .hasMessageContaining("Another server (pid " + ProcessHandle.current().pid() + ")")
          .hasMessageContaining("AUTERITY_DATA");
    }
  }

  @Test
  void aFileThatAKilledServerLeftIsNoObstacle() throws IOException {
    Files.writeString(data.resolve("server.pid"), "1");

    try (DataDirectoryLock lock = DataDirectoryLock.take(places(data))) {
      assertThat(lock).isNotNull();
      assertThat(Files.readString(data.resolve("server.pid"))).doesNotStartWith("1\n");
    }
  }

  @Test
  void aPlaceThatIsNoDirectoryIsRefused() throws IOException {
    Path file = Files.writeString(data.resolve("file"), "");

    assertThatThrownBy(() -> DataDirectoryLock.take(places(file)))
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining("Cannot use " + file);
  }

  @Test
  void whereItCanBeReachedStandsInAFile() throws IOException {
    Path file = data.resolve("server.addresses");
    Files.writeString(file, "of a server that was killed");

    try (DataDirectoryLock lock = DataDirectoryLock.take(places(data))) {
      assertThat(file).doesNotExist();
      lock.announce(URI.create("http://127.0.0.1:1"), URI.create("http://127.0.0.1:2"));
      assertThat(Files.readString(file))
          .isEqualTo("{\"console\":\"http://127.0.0.1:1\",\"gateway\":\"http://127.0.0.1:2\"}\n");
    }

    assertThat(file).doesNotExist();
  }

  @Test
  void theMasterKeyStandsOutsideTheDataDirectory() {
    InstallationPaths places = InstallationPaths.of(data, Map.of("XDG_CONFIG_HOME", "/config"));

    assertThat(places.masterKey().toString()).startsWith("/config/auterity/").endsWith(".key");
    assertThat(
            InstallationPaths.of(data.resolve("x"), Map.of("XDG_CONFIG_HOME", "/config"))
                .masterKey())
        .isNotEqualTo(places.masterKey());
    assertThat(places.postgres().resolve("../../plugins").normalize()).isEqualTo(places.plugins());
  }

  private InstallationPaths places(Path directory) {
    return new InstallationPaths(
        directory,
        data.resolveSibling("master.key"),
        data.resolveSibling("plugins"),
        data.resolveSibling("postgres"));
  }

  @Test
  void anOperatorsKeyThatCannotBeReadEndsTheStartWithTheReason() throws IOException {
    Path file = Files.createDirectory(data.resolve("operator.key"));

    assertThatThrownBy(() -> OperatorKey.of(data, new Random(1)))
        .isInstanceOf(StartFailedException.class)
        .hasMessage("Cannot use %s: Is a directory.".formatted(file));
  }

  @Test
  void theOperatorsKeyIsTakenAsBearerInAnyCaseAndNotElse() throws IOException {
    OperatorKey key = OperatorKey.of(data, new Random(1));
    String secret = Files.readString(data.resolve("operator.key")).strip();

    assertThatCode(() -> key.require("bearer " + secret)).doesNotThrowAnyException();
    assertThatThrownBy(() -> key.require("Basic " + secret))
        .hasMessageContaining("this takes the operator's key");
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
