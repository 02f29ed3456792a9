package io.auterity.platform.database.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/**
 * The data directory. A new one is prepared beside its place, with roles and database, and moved
 * there when it is complete and on the disk; what a crash leaves half done is thrown away, so that
 * nothing has to wait for the disk before.
 */
record Cluster(Layout layout, Account account, Binaries binaries, Passwords passwords) {

  /** Makes sure that there is a complete data directory of this version. */
  void prepare(Map<String, String> parameters) {
    new Orphan(binaries, account, layout.nursery()).settle();
    Directories.delete(layout.nursery());
    if (Files.exists(layout.data())) {
      requireVersion();
      new Orphan(binaries, account, layout.data()).settle();
    } else {
      refuseOtherVersions();
      create(parameters);
    }
  }

  private void create(Map<String, String> parameters) {
    String initial = passwords.fresh();
    Initdb initdb = new Initdb(layout, account, binaries);
    CompletableFuture<Provision> meanwhile =
        CompletableFuture.supplyAsync(
            () -> Provision.prepare(passwords), Thread::startVirtualThread);
    initdb.run(initial);
    provision(parameters, initial, prepared(meanwhile));
    initdb.sync();
    try {
      Directories.sync(layout.passwords());
      Files.move(layout.nursery(), layout.data(), StandardCopyOption.ATOMIC_MOVE);
      Directories.sync(layout.root());
    } catch (IOException e) {
      throw StartFailure.of(e, layout.data());
    }
  }

  private static Provision prepared(CompletableFuture<Provision> meanwhile) {
    try {
      return meanwhile.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof EmbeddedPostgresException known ? known : e;
    }
  }

  private void provision(Map<String, String> parameters, String initial, Provision provision) {
    int port = Ports.anyFree();
    Map<String, String> unsynced = new TreeMap<>(parameters);
    unsynced.put("fsync", "off");
    PostgresProcess process =
        PostgresProcess.start(binaries, account, layout.nursery(), port, unsynced);
    try {
      process.awaitReady();
      provision.run(port, initial);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedPostgresException("Interrupted while PostgreSQL was created.", e);
    } finally {
      process.stop();
    }
  }

  private void requireVersion() {
    String version = Layout.text(layout.data().resolve("PG_VERSION")).strip();
    if (!version.equals(Integer.toString(Layout.MAJOR))) {
      throw otherVersion(layout.data(), version);
    }
  }

  private void refuseOtherVersions() {
    try (Stream<Path> siblings = Files.list(layout.base())) {
      siblings
          .filter(path -> path.getFileName().toString().matches("postgres-[0-9]+"))
          .filter(path -> Files.exists(path.resolve("data")))
          .findFirst()
          .ifPresent(Cluster::refuse);
    } catch (IOException e) {
      throw StartFailure.of(e, layout.base());
    }
  }

  private static void refuse(Path other) {
    throw otherVersion(other, other.getFileName().toString().replace("postgres-", ""));
  }

  private static EmbeddedPostgresException otherVersion(Path path, String version) {
    return new EmbeddedPostgresException(
        "%s was written by PostgreSQL %s, and this build runs %d: start the build that wrote it, or choose another directory."
            .formatted(path, version, Layout.MAJOR));
  }
}
