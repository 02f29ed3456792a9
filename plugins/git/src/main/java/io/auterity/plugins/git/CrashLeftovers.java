package io.auterity.plugins.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Leftovers of a crash of the server: files that lock refs, copies that were never taken, and
 * pushes that were never kept.
 */
final class CrashLeftovers {

  /** Removes copies that were never taken, and pushes that were never kept. */
  static void removeCopies(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        String name = String.valueOf(path.getFileName());
        if ((name.startsWith(RepositoryStore.COPY) || name.startsWith(RepositoryStore.PUSH))
            && isFromBefore(path)) {
          FolderTree.remove(path);
        }
      }
    }
  }

  /** Removes what keeps a repository from being changed; false when that cannot be done. */
  static boolean clear(Path directory, Path place) {
    try (Stream<Path> files = Files.walk(place)) {
      removeCopies(directory);
      for (Path path : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        if (isLeft(path) && isFromBefore(path)) {
          Files.deleteIfExists(path);
        }
      }
      return true;
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  private static boolean isLeft(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.endsWith(FolderTree.LOCK) || name.startsWith(PackFiles.INCOMING);
  }

  /** Whether an earlier process made it: one server owns the directory. */
  private static boolean isFromBefore(Path path) throws IOException {
    Instant made = Files.getLastModifiedTime(path).toInstant();
    return ProcessHandle.current().info().startInstant().filter(made::isBefore).isPresent();
  }
}
