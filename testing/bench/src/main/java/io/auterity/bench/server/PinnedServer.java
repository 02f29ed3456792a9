package io.auterity.bench.server;

import io.auterity.bench.cpu.ProcessTime;
import io.auterity.bench.cpu.Shell;
import io.auterity.bench.figures.VoidRunException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A server alone on core 0; callers, endpoints and its database share core 1. */
public final class PinnedServer implements AutoCloseable {

  /** The core of what is measured. */
  public static final int MEASURED = 0;

  /** The core of all else. */
  public static final int OTHERS = 1;

  private final MeasuredServer server;
  private final ProcessHandle database;

  private PinnedServer(MeasuredServer server, ProcessHandle database) {
    this.server = server;
    this.database = database;
  }

  /** A server that has started on an empty directory. */
  public static PinnedServer start(Path data) {
    MeasuredServer server =
        MeasuredServer.on(
            data,
            Shell.on(MEASURED, List.of()),
            Map.of("AUTERITY_EGRESS_ALLOW", "127.0.0.1:* for *"));
    try {
      server.start();
      ProcessHandle database = database(server.process());
      moveAway(database);
      return new PinnedServer(server, database);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** The embedded database that a process has started. */
  static ProcessHandle database(ProcessHandle by) {
    return by.descendants()
        .filter(PinnedServer::isDatabase)
        .filter(process -> process.parent().filter(PinnedServer::isDatabase).isEmpty())
        .findFirst()
        .orElseThrow(() -> new VoidRunException("the server has no embedded database"));
  }

  private static boolean isDatabase(ProcessHandle process) {
    return process
        .info()
        .command()
        .map(Path::of)
        .map(Path::getFileName)
        .map(Path::toString)
        .equals(Optional.of("postgres"));
  }

  // The server starts the database, which therefore begins on the server's core. On the other it
  // gives way to load and endpoint: a slice of its time there would leave the gateway idle.
  private static void moveAway(ProcessHandle database) {
    Shell.move(OTHERS, database.pid());
    Shell.giveWay(database.pid());
    database
        .descendants()
        .forEach(
            process -> {
              Shell.move(OTHERS, process.pid());
              Shell.giveWay(process.pid());
            });
  }

  public MeasuredServer server() {
    return server;
  }

  /** What all processes of the database have used. */
  public Duration databaseTime() {
    return ProcessTime.ofTree(database);
  }

  @Override
  public void close() {
    server.close();
  }
}
