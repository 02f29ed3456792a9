package io.auterity.platform.database.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Reads the machine's list of users. */
final class Passwd {

  private static final Path FILE = Path.of("/etc/passwd");

  private Passwd() {}

  static Account find(String name) {
    try (Stream<String> lines = Files.lines(FILE)) {
      return lines
          .map(line -> line.split(":", -1))
          .filter(fields -> fields.length > 3 && fields[0].equals(name))
          .map(
              fields -> new Account(Integer.parseInt(fields[2]), Integer.parseInt(fields[3]), true))
          .findFirst()
          .orElseThrow(() -> missing(name));
    } catch (IOException e) {
      throw new EmbeddedPostgresException("Cannot read " + FILE + ".", e);
    }
  }

  private static EmbeddedPostgresException missing(String name) {
    return new EmbeddedPostgresException(
        "As root, the embedded PostgreSQL is created by the user '"
            + name
            + "', which this machine lacks: start as another user, or set database.url.");
  }
}
