package io.auterity.bench.startup;

import io.auterity.bench.figures.Bench;
import io.auterity.bench.figures.Figures;
import io.auterity.bench.figures.Rounds;
import io.auterity.bench.server.MeasuredServer;
import java.nio.file.Path;

/**
 * Time from the start of the process until both ports answer ready, with the embedded database: on
 * an empty data directory, after a clean stop, after a kill, and where there are many tenants. Each
 * start counts only if an authenticated call on each port succeeds right then.
 */
public final class StartupBench implements Bench {

  private static final int ROUNDS = 5;

  @Override
  public String name() {
    return "startup";
  }

  @Override
  public String summary() {
    return "milliseconds until both ports are ready: first start, second, after a kill, many tenants";
  }

  @Override
  public Figures run() {
    Path folder = Path.of(System.getProperty("auterity.data"), "bench", "startup");
    Rounds first = new Rounds();
    Rounds second = new Rounds();
    Rounds killed = new Rounds();
    for (int round = 0; round < ROUNDS; round++) {
      try (MeasuredServer server = MeasuredServer.on(folder.resolve("first-" + round))) {
        first.add(server.start());
        server.stop();
      }
    }
    try (MeasuredServer server = MeasuredServer.on(folder.resolve("later"))) {
      server.start();
      for (int round = 0; round < ROUNDS; round++) {
        server.stop();
        second.add(server.start());
        server.kill();
        killed.add(server.start());
      }
    }
    Rounds tenants;
    try (ManyTenants many = new ManyTenants(folder.resolve("many"))) {
      tenants = many.starts(ROUNDS);
    }
    return new Figures()
        .add("first_ms", first)
        .add("second_ms", second)
        .add("after_kill_ms", killed)
        .add("many_tenants_ms", tenants);
  }
}
