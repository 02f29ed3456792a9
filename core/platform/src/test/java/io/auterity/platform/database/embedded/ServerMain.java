package io.auterity.platform.database.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** A product process that a test can kill: starts the database of a directory and waits. */
public final class ServerMain {

  private ServerMain() {}

  /** Prints the number of the PostgreSQL process when it is ready, and ends with its input. */
  public static void main(String[] args) throws IOException {
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.start(Path.of(args[0]), Clusters.settings())) {
      System.out.println(postgres.pid().orElseThrow());
      System.in.transferTo(System.out);
    }
  }
}
