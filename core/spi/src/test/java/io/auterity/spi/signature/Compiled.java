package io.auterity.spi.signature;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** The header jar of a class Kind. */
final class Compiled {

  private Compiled() {}

  static byte[] jar(String source) throws IOException {
    Path folder = Files.createTempDirectory("signature");
    try {
      Path file = Files.writeString(folder.resolve("Kind.java"), source);
      int status =
          ToolProvider.getSystemJavaCompiler()
              .run(
                  null,
                  null,
                  null,
                  "-cp",
                  "target/classes",
                  "-d",
                  folder.toString(),
                  file.toString());
      if (status != 0) {
        throw new IllegalArgumentException("does not compile: " + source);
      }
      return HeaderJar.of(folder);
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepest = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepest) {
        Files.delete(file);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
