package io.auterity.bench.servers;

import io.auterity.bench.cpu.Shell;
import io.auterity.bench.figures.Bench;
import io.auterity.bench.figures.Figures;
import io.auterity.bench.figures.VoidRunException;
import io.auterity.bench.gateway.Governance;
import io.auterity.bench.server.PinnedServer;
import io.auterity.bench.server.StoppableDatabase;
import io.auterity.bench.server.StoppableDatabase.Work;
import io.auterity.bench.servers.Scaling.Carried;
import io.auterity.bench.traffic.Bodies;
import io.auterity.bench.traffic.Nginx;
import io.auterity.bench.traffic.Served;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * One, two and three servers on one database, each with a quarter of a core: requests per second,
 * and what a request costs servers and database. Callers, endpoint and database have the other
 * core.
 */
public final class ServersBench implements Bench {

  private static final double CORES = 0.25;
  private static final int ROUNDS = 6;
  private static final int SLOTS = 1_024;
  private static final Duration WARM_UP = Duration.ofMinutes(7);
  private static final Duration SETTLING = Duration.ofSeconds(5);
  private static final Duration ROUND = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "servers";
  }

  @Override
  public String summary() {
    return "one, two and three servers on one database, each with a quarter of a core (root)";
  }

  @Override
  public Figures run() {
    if (Runtime.getRuntime().availableProcessors() < 2) {
      throw new VoidRunException("two cores are needed");
    }
    Path folder = Path.of(System.getProperty("auterity.data"), "bench", "servers").toAbsolutePath();
    Shell.move(PinnedServer.OTHERS, ProcessHandle.current().pid());
    try (Nginx endpoint =
            Nginx.endpoint(
                folder.resolve("endpoint"), PinnedServer.OTHERS, Bodies.MODEL, Bodies.ANSWER);
        StoppableDatabase database = StoppableDatabase.start(folder.resolve("database"));
        LimitedServers all = LimitedServers.start(folder, database, Scaling.MOST)) {
      all.first().apply(Governance.ON.resources(endpoint.address(), SLOTS));
      all.warmUp(WARM_UP);
      all.limit(CORES);
      Scaling scaling = new Scaling(CORES);
      for (int round = 0; round < ROUNDS; round++) {
        scaling.add(round(all, database, round % 2 == 0));
      }
      return scaling.figures();
    }
  }

  // Up and down in turn: servers that still get faster would make the last of a round look better.
  private static List<Carried> round(LimitedServers all, StoppableDatabase database, boolean up) {
    Carried[] round = new Carried[Scaling.MOST];
    for (int i = 0; i < Scaling.MOST; i++) {
      int place = up ? i : Scaling.MOST - 1 - i;
      round[place] = carried(all, database, place + 1);
    }
    return List.of(round);
  }

  private static Carried carried(LimitedServers all, StoppableDatabase database, int servers) {
    all.load(servers, SETTLING);
    all.awaitQuiet();
    Work before = database.work();
    Duration cpu = all.cpu(servers);
    Served served = all.load(servers, ROUND);
    all.awaitQuiet();
    Duration used = all.cpu(servers).minus(cpu);
    Work work = database.work().since(before);
    double requests = served.requests();
    return new Carried(
        served.perSecond(),
        used.toNanos() / 1e3 / requests,
        work.cpu().toNanos() / 1e3 / requests,
        work.commits() / requests,
        work.written() / requests);
  }
}
