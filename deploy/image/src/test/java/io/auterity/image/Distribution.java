package io.auterity.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** Folders as the launcher puts them together, with little in them. */
final class Distribution {

  static final List<String> SLIM =
      List.of(
          "cli",
          "lib/engine-temporal/temporal-sdk-1.jar",
          "lib/jvm.options",
          "lib/runtime/bin/java",
          "lib/server/auterity-server-1.jar",
          "lib/server/vertx-core-5.jar",
          "plugins/git/auterity-plugin-git-1.jar",
          "plugins/jira.yaml");

  static final List<String> WHOLE =
      Stream.concat(SLIM.stream(), Stream.of("lib/postgres/bin/initdb", "lib/server.aot")).toList();

  private Distribution() {}

  static void slim(Path folder) throws IOException {
    write(folder, SLIM);
  }

  static void whole(Path folder) throws IOException {
    write(folder, WHOLE);
  }

  private static void write(Path folder, List<String> paths) throws IOException {
    for (String path : paths) {
      Path file = folder.resolve(path);
      Files.createDirectories(file.resolve(".."));
      Files.writeString(file, path);
      Files.setPosixFilePermissions(
          file,
          PosixFilePermissions.fromString(path.contains("/bin/") ? "rwx------" : "rw-rw-rw-"));
    }
  }
}
