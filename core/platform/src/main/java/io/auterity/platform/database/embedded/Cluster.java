package io.auterity.platform.database.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
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
record Cluster(Layout layout, PostgresUser account, Binaries binaries, Passwords passwords) {

  private static final Duration INITDB_LIMIT = Duration.ofMinutes(2);

  /** Makes sure that there is a complete data directory of this version. */
  void prepare(Map<String, String> parameters) {
    new StaleServer(binaries, account, layout.nursery()).settle();
    Directories.delete(layout.nursery());
    if (Files.exists(layout.data())) {
      requireVersion();
      new StaleServer(binaries, account, layout.data()).settle();
    } else {
      refuseOtherVersions();
      create(parameters);
    }
  }

  private void create(Map<String, String> parameters) {
    String initial = passwords.fresh();
    CompletableFuture<Provision> meanwhile =
        CompletableFuture.supplyAsync(
            () -> Provision.prepare(passwords), Thread::startVirtualThread);
    initdb(initial);
    provision(parameters, initial, prepared(meanwhile));
    sync();
    try {
      Directories.sync(layout.passwords());
      Files.move(layout.nursery(), layout.data(), StandardCopyOption.ATOMIC_MOVE);
      Directories.sync(layout.root());
    } catch (IOException e) {
      throw StartFailure.of(e, layout.data());
    }
  }

  /** An empty cluster in the nursery: UTF-8, checksums, scram over loopback only. */
  private void initdb(String password) {
    PostgresUser creator = account.creator();
    Path file = layout.root().resolve("initial.password");
    try {
      Files.createDirectory(layout.nursery());
      Files.setPosixFilePermissions(layout.nursery(), Layout.PRIVATE);
      Passwords.write(file, password);
      creator.own(layout.nursery());
      creator.own(file);
      initdb(creator, words(file));
      account.own(layout.nursery());
    } catch (IOException e) {
      throw StartFailure.of(e, layout.root());
    } finally {
      Directories.delete(file);
    }
  }

  /** Waits until the nursery is on the disk with all its files. */
  private void sync() {
    initdb(account, List.of(program(), "--sync-only", "--pgdata=" + layout.nursery()));
  }

  private void initdb(PostgresUser user, List<String> words) {
    ExternalCommand.Result result =
        new ExternalCommand(user, words, INITDB_LIMIT).run(layout.nursery());
    if (!result.succeeded()) {
      throw StartFailure.explain(result.output().lines().toList(), layout.nursery(), 0);
    }
  }

  private String program() {
    return binaries.program("initdb").toString();
  }

  private List<String> words(Path passwordFile) {
    return List.of(
        program(),
        "--pgdata=" + layout.nursery(),
        "--username=" + Provision.ADMIN,
        "--pwfile=" + passwordFile,
        "--auth-host=scram-sha-256",
        "--auth-local=reject",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--locale=C.UTF-8",
        "--data-checksums",
        "--no-sync",
        "--no-instructions");
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
