package io.auterity.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.auterity.platform.secret.MasterKey;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {

  @TempDir Path folder;

  @Test
  void theServerReadsTheKeysThatAreMade() throws IOException, InterruptedException {
    assertThat(make()).isZero();

    assertThatCode(() -> MasterKey.open(folder.resolve("master.key"))).doesNotThrowAnyException();
    assertThat(folder.resolve("operator.key")).content().matches("ok_[A-Za-z0-9_-]{43}");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("operator.key"))))
        .isEqualTo("rw-------");
  }

  @Test
  void noKeyIsReplaced() throws IOException, InterruptedException {
    assertThat(make()).isZero();
    String key = Files.readString(folder.resolve("master.key"));

    assertThat(make()).isNotZero();
    assertThat(folder.resolve("master.key")).hasContent(key);
  }

  private int make() throws IOException, InterruptedException {
    return new ProcessBuilder(
            Repository.root().resolve("deploy/keys").toString(), folder.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile())
        .start()
        .waitFor();
  }
}
