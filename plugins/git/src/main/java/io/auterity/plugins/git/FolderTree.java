package io.auterity.plugins.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder with all that is in it. */
final class FolderTree {

  /** How the name of a file ends that locks another. */
  static final String LOCK = ".lock";

  // What locks the source does not lock the copy.
  static void copy(Path source, Path target) throws IOException {
    try (Stream<Path> tree = Files.walk(source)) {
      for (Path path : (Iterable<Path>) tree::iterator) {
        if (!path.equals(source) && !path.toString().endsWith(LOCK)) {
          Files.copy(path, target.resolve(source.relativize(path)));
        }
      }
    }
  }

  static void remove(Path place) throws IOException {
    if (Files.exists(place)) {
      try (Stream<Path> tree = Files.walk(place)) {
        for (Path path : (Iterable<Path>) tree.sorted(Comparator.reverseOrder())::iterator) {
          Files.deleteIfExists(path);
        }
      }
    }
  }
}
