package io.auterity.platform.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveCopyTest {

  @TempDir private Path folder;

  private Path source() throws IOException {
    return Files.createDirectories(folder.resolve("source"));
  }

  @Test
  void copiesFilesWithTheirRights() throws IOException {
    Path sub = Files.createDirectory(source().resolve("sub"));
    Files.setPosixFilePermissions(sub, PosixFilePermissions.fromString("rwx------"));
    Files.writeString(sub.resolve("a"), "a");

    LiveCopy.of(source(), folder.resolve("target"));

    assertThat(folder.resolve("target/sub/a")).hasContent("a");
    assertThat(Files.getPosixFilePermissions(folder.resolve("target/sub")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void nothingIsNoError() throws IOException {
    LiveCopy.of(folder.resolve("nowhere"), folder.resolve("target"));

    assertThat(folder.resolve("target")).doesNotExist();
  }

  @Test
  void leavesLocksOut() throws IOException {
    Files.writeString(source().resolve("index.lock"), "");

    LiveCopy.of(source(), folder.resolve("target"));

    assertThat(folder.resolve("target")).isEmptyDirectory();
  }

  // Each file names the one before it; none of the copy may name one that the copy lacks.
  @Test
  void holdsWhatEachOfItsFilesNames() throws Exception {
    Path source = source();
    Files.writeString(source.resolve("f0"), "f0");
    AtomicBoolean over = new AtomicBoolean();
    Thread writer = Thread.ofPlatform().start(() -> write(source, over));

    LiveCopy.of(source, folder.resolve("target"));
    over.set(true);
    writer.join();

    try (var copied = Files.list(folder.resolve("target"))) {
      for (Path file : copied.toList()) {
        assertThat(folder.resolve("target").resolve(Files.readString(file))).exists();
      }
    }
  }

  private static void write(Path source, AtomicBoolean over) {
    try {
      for (int i = 1; i < 2_000 && !over.get(); i++) {
        Path part = source.resolve("part.lock");
        Files.writeString(part, "f" + (i - 1));
        Files.move(part, source.resolve("f" + i));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
