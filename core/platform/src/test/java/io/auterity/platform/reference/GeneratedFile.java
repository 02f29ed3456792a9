package io.auterity.platform.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A committed file that is made from code; {@code ./auterity generate} writes all of them. */
public final class GeneratedFile {

  private GeneratedFile() {}

  /** Compares the committed file, named from the repository's root, or writes it. */
  public static void check(String path, String content) throws IOException {
    Path file = Path.of("../..").resolve(path);
    if (Boolean.getBoolean("auterity.generate")) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, content);
    }
    assertThat(file).describedAs("run ./auterity generate").exists();
    assertThat(Files.readString(file))
        .describedAs(path + " is out of date: run ./auterity generate")
        .isEqualTo(content);
  }
}
