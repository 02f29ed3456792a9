package io.auterity.bench.gateway;

import io.auterity.bench.cpu.Shell;
import io.auterity.bench.figures.Figures;
import io.auterity.bench.figures.VoidRunException;
import io.auterity.bench.server.MeasuredServer;
import io.auterity.bench.server.PinnedServer;
import io.auterity.bench.server.StoppableDatabase;
import io.auterity.bench.server.StoppableDatabase.Decisions;
import io.auterity.bench.traffic.Bodies;
import io.auterity.bench.traffic.Nginx;
import io.auterity.bench.traffic.OpenLoop;
import io.auterity.bench.traffic.OpenLoop.Paced;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Calls at a steady rate while PostgreSQL is stopped for a while: whether all are answered within
 * what is leased of limits, what needs the database is refused in good order, and every decision is
 * written when it is back.
 */
final class DatabaseOutage {

  private static final int PER_SECOND = 1_000;
  private static final int SLOTS = 1_024;
  private static final Duration WARM_UP = Duration.ofSeconds(40);
  private static final Duration BEFORE = Duration.ofSeconds(5);
  private static final Duration AWAY = Duration.ofSeconds(10);
  private static final Duration AFTER = Duration.ofSeconds(10);

  private final Path folder;
  private final Governance governance;

  DatabaseOutage(Path folder, Governance governance) {
    this.folder = folder;
    this.governance = governance;
  }

  Figures run() {
    try (Nginx endpoint =
            Nginx.endpoint(
                folder.resolve("endpoint"), PinnedServer.OTHERS, Bodies.MODEL, Bodies.ANSWER);
        StoppableDatabase database = StoppableDatabase.start(folder.resolve("database"));
        MeasuredServer server = server(database)) {
      server.start();
      server.apply(governance.resources(endpoint.address(), SLOTS));
      return measure(server, database);
    }
  }

  private MeasuredServer server(StoppableDatabase database) {
    Map<String, String> settings = new HashMap<>(database.settings());
    settings.put("AUTERITY_EGRESS_ALLOW", "127.0.0.1:* for *");
    return MeasuredServer.on(
        folder.resolve("data"), Shell.on(PinnedServer.MEASURED, List.of()), settings);
  }

  private static Figures measure(MeasuredServer server, StoppableDatabase database) {
    OpenLoop calls = new OpenLoop(server.key(), Bodies.QUESTION);
    calls.run(server.gateway(), PER_SECOND, WARM_UP).flawless();
    server.awaitQuiet();
    Decisions before = database.decisions();
    CompletableFuture<Paced> load =
        CompletableFuture.supplyAsync(
            () -> calls.run(server.gateway(), PER_SECOND, BEFORE.plus(AWAY).plus(AFTER)));
    pause(BEFORE);
    database.stop();
    long gone = System.nanoTime();
    NeedyCaller.Told needy = new NeedyCaller(server).askFor(AWAY);
    double away = (System.nanoTime() - gone) / 1e9;
    database.startAgain();
    Paced paced = load.join();
    server.awaitQuiet();
    Figures figures = new Figures().add("rate", (double) PER_SECOND).add("away_s", away);
    calls(figures, paced, database.decisions().since(before));
    return figures
        .add("needed_the_database", (double) needy.asked())
        .add("refused_503_with_retry_after", (double) needy.refused())
        .add("longest_refusal_ms", needy.longest().toNanos() / 1e6)
        .add("longest_ms", paced.latencies().getMaxValue() / 1e6);
  }

  /**
   * What became of the calls. A decision is lost where an answered call has none that says so: one
   * of a call that failed stands for none that was answered.
   */
  static void calls(Figures figures, Paced paced, Decisions written) {
    long answered = paced.served().requests();
    if (paced.failed() > 0) {
      System.err.printf(
          "%d of %d calls failed: not all went on while the database was away.%n",
          paced.failed(), answered + paced.failed());
    }
    figures
        .add("answered", (double) answered)
        .add("failed", (double) paced.failed())
        .add("decisions_of_answered", (double) written.succeeded())
        .add("decisions_of_failed", (double) written.others())
        .add("decisions_lost", (double) Math.max(0, answered - written.succeeded()));
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VoidRunException("interrupted");
    }
  }
}
