package io.auterity.testkit.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Where tests find files outside their module. */
public final class Repository {

  private Repository() {}

  /** The folder of the outermost {@code pom.xml}. */
  public static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    Path root = folder;
    for (Path above = folder; above != null; above = above.getParent()) {
      root = Files.exists(above.resolve("pom.xml")) ? above : root;
    }
    return root;
  }

  /**
   * Third-party data that stands beside the repository in {@code ../shared}, or where {@code
   * AUTERITY_SHARED} says. A test that misses it is skipped, but fails when {@code CI} is true.
   */
  public static Path shared(String path) {
    String home = System.getenv("AUTERITY_SHARED");
    Path file = (home == null ? root().resolveSibling("shared") : Path.of(home)).resolve(path);
    if (!Files.exists(file)) {
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionError("the data is missing: " + file);
      }
      Assumptions.abort("the data is missing: " + file);
    }
    return file;
  }

  /** The files in a folder of such data, by name. */
  public static List<Path> sharedFiles(String folder) {
    return sharedFiles(folder, "");
  }

  /** Those whose names end so. */
  public static List<Path> sharedFiles(String folder, String ending) {
    try (Stream<Path> files = Files.list(shared(folder))) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
