package io.auterity.platform.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnerOnlyFileTest {

  @ParameterizedTest
  @CsvSource({
    "65532, rw-------, true",
    "65532, r--------, true",
    "65532, r--r-----, false",
    "65532, rw----r--, false",
    "0, r--r-----, true",
    "0, rw-r-----, true",
    "0, rw-rw----, false",
    "0, r--r--r--, false"
  })
  void itsGroupReadsNoneButOneOfRoots(int owner, String mode, boolean isPrivate) {
    assertThat(OwnerOnlyFile.isPrivate(owner, PosixFilePermissions.fromString(mode)))
        .isEqualTo(isPrivate);
  }

  @Test
  void whatIsWrittenIsPrivate(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.key");
    OwnerOnlyFile.write(file, "secret");

    assertThat(OwnerOnlyFile.isPrivate(file)).isTrue();

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(OwnerOnlyFile.isPrivate(file)).isFalse();
  }
}
