package io.auterity.platform.database.embedded;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Lists the files of a PostgreSQL data directory that belong in an online copy (base backup), as
 * PostgreSQL's manual names them.
 */
final class DataFiles {

  /** Directories that must be there, but whose content belongs to the running server alone. */
  private static final Set<String> EMPTIED =
      Set.of(
          "pg_wal",
          "pg_replslot",
          "pg_dynshmem",
          "pg_notify",
          "pg_serial",
          "pg_snapshots",
          "pg_stat_tmp",
          "pg_subtrans");

  private static final Set<String> OF_THE_PROCESS = Set.of("postmaster.pid", "postmaster.opts");
  private static final String CONTROL = "global/pg_control";
  private static final String LOG_NAME = "[0-9A-F]{24}";

  /** Directories before what they hold, and the control file last. */
  static List<Path> of(Path data) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(data, new Collector(data, files));
    Path control = data.resolve(CONTROL);
    files.remove(control);
    files.add(control);
    return files;
  }

  /** The segments of the write-ahead log from one to another, and the histories of timelines. */
  static List<Path> log(Path data, String first, String last) throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("pg_wal"))) {
      return files.filter(file -> isNeeded(file, first, last)).sorted().toList();
    }
  }

  private static boolean isNeeded(Path file, String first, String last) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".history")
        || (name.matches(LOG_NAME) && name.compareTo(first) >= 0 && name.compareTo(last) <= 0);
  }

  private static boolean isSkipped(String name) {
    return OF_THE_PROCESS.contains(name)
        || name.startsWith("pgsql_tmp")
        || name.startsWith("pg_internal.init");
  }

  private static final class Collector extends SimpleFileVisitor<Path> {

    private final Path data;
    private final List<Path> files;

    Collector(Path data, List<Path> files) {
      this.data = data;
      this.files = files;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      if (directory.equals(data)) {
        return FileVisitResult.CONTINUE;
      }
      String name = String.valueOf(directory.getFileName());
      if (isSkipped(name)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      files.add(directory);
      return data.equals(directory.getParent()) && EMPTIED.contains(name)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (!isSkipped(String.valueOf(file.getFileName()))) {
        files.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }
  }
}
