package io.auterity.platform.database.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Creates an empty cluster in the nursery: UTF-8, checksums, scram over loopback only. */
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
      initdb(creator, file);
      account.own(layout.nursery());
    } catch (IOException e) {
      throw StartFailure.of(e, layout.root());
    } finally {
      Directories.delete(file);
    }
  }

  private void initdb(Account creator, Path passwordFile) {
    Command.Result result = new Command(creator, words(passwordFile), LIMIT).run(layout.nursery());
    if (!result.succeeded()) {
      throw StartFailure.explain(result.output().lines().toList(), layout.nursery(), 0);
    }
  }

  private List<String> words(Path passwordFile) {
    return List.of(
        binaries.program("initdb").toString(),
        "--pgdata=" + layout.nursery(),
        "--username=" + Provision.ADMIN,
        "--pwfile=" + passwordFile,
        "--auth-host=scram-sha-256",
        "--auth-local=reject",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--locale=C.UTF-8",
        "--data-checksums",
        "--no-instructions");
  }
}
