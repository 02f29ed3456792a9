package io.auterity.platform.database.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Creates an empty cluster in the nursery: UTF-8, checksums, scram over loopback only. It is not on
 * the disk before {@link #sync}, so that all that goes into the nursery is waited for once.
 */
record Initdb(Layout layout, Account account, Binaries binaries) {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  void run(String password) {
    Account creator = account.creator();
    Path file = layout.root().resolve("initial.password");
    try {
      Files.createDirectory(layout.nursery());
      Files.setPosixFilePermissions(layout.nursery(), Layout.PRIVATE);
      Passwords.write(file, password);
      creator.own(layout.nursery());
      creator.own(file);
      run(creator, words(file));
      account.own(layout.nursery());
    } catch (IOException e) {
      throw StartFailure.of(e, layout.root());
    } finally {
      Directories.delete(file);
    }
  }

  /** Waits until the nursery is on the disk with all its files. */
  void sync() {
    run(account, List.of(program(), "--sync-only", "--pgdata=" + layout.nursery()));
  }

  private void run(Account user, List<String> words) {
    Command.Result result = new Command(user, words, LIMIT).run(layout.nursery());
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
}
