package io.auterity.platform.database.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A cluster with roles and an empty database that was never used. The first JVM makes it and keeps
 * it where the tests of a machine keep theirs; every test copies it.
 */
public final class FreshCluster {

  private static final String OURS = "auterity-test-" + System.getProperty("user.name", "unknown");
  private static final Path CACHE = Path.of(System.getProperty("java.io.tmpdir"), OURS);
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final long ENOUGH = 4L << 30;
  private static final Path CLUSTERS = inMemory() ? MEMORY.resolve(OURS) : CACHE;
  private static final String RUN = "run-";

  private FreshCluster() {}

  /** Where the programs of tests are kept. */
  public static Path cache() {
    return made(CACHE);
  }

  /** Where their clusters are kept: a database is 900 files, which memory takes at once. */
  private static Path clusters() {
    return made(CLUSTERS);
  }

  private static boolean inMemory() {
    try {
      return Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > ENOUGH;
    } catch (IOException e) {
      return false;
    }
  }

  private static Path made(Path directory) {
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies the cluster to a directory that does not exist, for this JVM alone. */
  public static Path copyForThisJvm() {
    discardEndedRuns();
    Path run = clusters().resolve(RUN + ProcessHandle.current().pid());
    copy(kept(), run);
    forgetPort(run);
    return run;
  }

  /** Copies a directory, with who may read what of it, to one that does not exist. */
  static void copy(Path from, Path to) {
    run("cp", "-a", from.toString(), to.toString());
  }

  /** Copies the cluster into an existing directory. */
  public static void copyInto(Path directory) {
    run("cp", "-a", kept().resolve("postgres-18").toString(), directory.toString());
    forgetPort(directory);
  }

  /** A server of its own on a copy in a directory, for tests that start several processes. */
  public static EmbeddedPostgres startIn(Path directory) throws IOException {
    // As root, PostgreSQL runs as another user, who has to reach its files.
    Files.setPosixFilePermissions(directory, Layout.OPEN);
    Path cluster = Files.createDirectories(directory.resolve("database"));
    Files.setPosixFilePermissions(cluster, Layout.OPEN);
    copyInto(cluster);
    return EmbeddedPostgres.start(
        cluster,
        PostgresSettings.product()
            .withBinaries(cache())
            .with("fsync", "off") // No power is cut.
            .with("shared_buffers", "64MB"));
  }

  // That of the cluster that is copied: several JVMs would find it free at the same time.
  private static void forgetPort(Path directory) {
    try {
      Files.deleteIfExists(directory.resolve("postgres-18/port"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a directory with all it holds. */
  public static void delete(Path directory) {
    run("rm", "-rf", directory.toString());
  }

  private static synchronized Path kept() {
    try {
      Path kept = clusters().resolve("cluster-" + version());
      if (!Files.exists(kept)) {
        make(kept);
      }
      return kept;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void make(Path kept) throws IOException {
    Path fresh = Files.createTempDirectory(clusters(), RUN + ProcessHandle.current().pid() + "-");
    Files.setPosixFilePermissions(fresh, Layout.OPEN);
    EmbeddedPostgres.start(fresh, PostgresSettings.product().withBinaries(cache())).close();
    try {
      Files.move(fresh, kept, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Files.exists(kept)) {
        throw e;
      }
    }
  }

  /** Changes when what makes a fresh cluster changes. */
  private static String version() throws IOException {
    try (var roles = FreshCluster.class.getResourceAsStream("/db/roles.sql")) {
      return Integer.toHexString(Arrays.hashCode(Objects.requireNonNull(roles).readAllBytes()));
    }
  }

  private static void discardEndedRuns() {
    try (Stream<Path> entries = Files.list(clusters())) {
      entries.filter(FreshCluster::hasEnded).forEach(FreshCluster::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean hasEnded(Path path) {
    String name = String.valueOf(path.getFileName());
    if (!name.startsWith(RUN)) {
      return false;
    }
    long pid = Long.parseLong(name.substring(RUN.length()).replaceFirst("-.*", ""));
    return ProcessHandle.of(pid).isEmpty();
  }

  private static void run(String... words) {
    try {
      int code = new ProcessBuilder(words).inheritIO().start().onExit().join().exitValue();
      if (code != 0) {
        throw new IllegalStateException(String.join(" ", words) + " ended with " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
