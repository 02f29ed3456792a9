package io.auterity.platform.database.embedded;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Copies a directory while others write to it. It goes over it again until nothing new is found: as
 * what a file names is written before the file, no file of the copy then names one that it lacks.
 */
final class LiveCopy extends SimpleFileVisitor<Path> {

  private static final int MOST_ROUNDS = 100;

  private final Path source;
  private final Path target;
  private long added;

  private LiveCopy(Path source, Path target) {
    this.source = source;
    this.target = target;
  }

  /** Copies what is in a directory; one that is not there is no error. */
  static void of(Path source, Path target) throws IOException {
    LiveCopy copy = new LiveCopy(source, target);
    for (int round = 0; Files.exists(source) && round < MOST_ROUNDS; round++) {
      copy.added = 0;
      Files.walkFileTree(source, copy);
      if (copy.added == 0) {
        return;
      }
    }
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
      throws IOException {
    add(directory);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    // A lock is held by a process that writes; the copy has no such writer.
    if (!file.toString().endsWith(".lock")) {
      add(file);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
    if (e instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw e;
  }

  private void add(Path path) throws IOException {
    Path place = target.resolve(source.relativize(path));
    if (Files.exists(place)) {
      return;
    }
    try {
      Files.copy(path, place, StandardCopyOption.COPY_ATTRIBUTES);
      added++;
    } catch (NoSuchFileException e) {
      // Deleted between the look and the copy.
    }
  }
}
