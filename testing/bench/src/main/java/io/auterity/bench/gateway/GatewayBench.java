package io.auterity.bench.gateway;

import io.auterity.bench.figures.Bench;
import io.auterity.bench.figures.Figures;
import io.auterity.bench.figures.Rounds;
import io.auterity.bench.figures.VoidRunException;
import io.auterity.bench.gateway.Wrk.Load;
import io.auterity.bench.server.MeasuredServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * The gateway with governance on beside nginx as a plain proxy, each alone on core 0; load,
 * endpoint and database share core 1. Requests hold 1 KB, answers 850 bytes.
 */
public final class GatewayBench implements Bench {

  private static final int MEASURED = 0;
  private static final int OTHERS = 1;
  private static final int ROUNDS = 5;
  private static final int PER_SECOND = 500;
  private static final double BUSY = 0.9;
  private static final Duration WARM_UP = Duration.ofSeconds(90);
  private static final Duration ROUND = Duration.ofSeconds(10);

  private final Rounds ratio = new Rounds();
  private final Rounds perSecond = new Rounds();
  private final Rounds nginxPerSecond = new Rounds();
  private final Rounds cpu = new Rounds();
  private final Rounds median = new Rounds();
  private final Rounds tail = new Rounds();
  private long requests;

  @Override
  public String name() {
    return "gateway";
  }

  @Override
  public String summary() {
    return "requests per second on one core against nginx, CPU per request, added latency";
  }

  @Override
  public Figures run() {
    if (Runtime.getRuntime().availableProcessors() < 2) {
      throw new VoidRunException("two cores are needed");
    }
    Path folder = Path.of(System.getProperty("auterity.data"), "bench", "gateway").toAbsolutePath();
    Shell.move(OTHERS, ProcessHandle.current().pid());
    try (Nginx endpoint =
            Nginx.endpoint(folder.resolve("endpoint"), OTHERS, Governance.MODEL, Bodies.ANSWER);
        Nginx proxy = Nginx.proxy(folder.resolve("proxy"), MEASURED, endpoint);
        MeasuredServer server = server(folder)) {
      server.start();
      moveDatabase(server.process());
      server.apply(Governance.resources(endpoint.address()));
      measure(folder, server, proxy.address(), endpoint.address());
    }
    return new Figures()
        .add("ratio_nginx", ratio)
        .add("rps", perSecond)
        .add("nginx_rps", nginxPerSecond)
        .add("cpu_us_per_request", cpu)
        .add("added_p50_ms", median)
        .add("added_p99_ms", tail);
  }

  private static MeasuredServer server(Path folder) {
    return MeasuredServer.on(
        folder.resolve("data"),
        Shell.on(MEASURED, List.of()),
        Map.of("AUTERITY_EGRESS_ALLOW", "127.0.0.1"));
  }

  // The server starts the database, which therefore begins on the server's core. On the other it
  // gives way to load and endpoint: a slice of its time there would leave the gateway idle.
  private static void moveDatabase(ProcessHandle server) {
    server
        .descendants()
        .forEach(
            process -> {
              Shell.move(OTHERS, process.pid());
              Shell.giveWay(process.pid());
            });
  }

  private void measure(Path folder, MeasuredServer server, URI proxy, URI endpoint) {
    Wrk wrk = new Wrk(folder, OTHERS, server.key(), Bodies.QUESTION);
    requests += wrk.run(server.gateway(), WARM_UP).requests();
    for (int round = 0; round < ROUNDS; round++) {
      double own = gateway(wrk, server);
      double plain = busily("nginx", () -> wrk.run(proxy, ROUND)).perSecond();
      perSecond.add(own);
      nginxPerSecond.add(plain);
      ratio.add(own / plain);
    }
    latency(new OpenLoop(server.key(), Bodies.QUESTION), server.gateway(), endpoint);
    checkDecisions(new DecisionCount(server.data()));
  }

  private double gateway(Wrk wrk, MeasuredServer server) {
    Duration before = cpuOf(server.process());
    Load load = busily("the gateway", () -> wrk.run(server.gateway(), ROUND));
    Duration spent = cpuOf(server.process()).minus(before);
    cpu.add(spent.toNanos() / 1e3 / load.requests());
    requests += load.requests();
    return load.perSecond();
  }

  private static Duration cpuOf(ProcessHandle process) {
    return process.info().totalCpuDuration().orElseThrow();
  }

  private static Load busily(String who, Supplier<Load> work) {
    CoreTime before = CoreTime.of(MEASURED);
    Load load = work.get();
    double busy = CoreTime.of(MEASURED).busySince(before);
    if (busy < BUSY) {
      throw new VoidRunException(
          "the core of %s was busy for %.0f %% only: something else was the limit"
              .formatted(who, busy * 100));
    }
    return load;
  }

  private void latency(OpenLoop client, URI gateway, URI endpoint) {
    client.run(gateway, PER_SECOND, ROUND);
    client.run(endpoint, PER_SECOND, ROUND);
    for (int round = 0; round < ROUNDS; round++) {
      Histogram through = client.run(gateway, PER_SECOND, ROUND);
      Histogram direct = client.run(endpoint, PER_SECOND, ROUND);
      median.add(added(through, direct, 50));
      tail.add(added(through, direct, 99));
    }
    requests += PER_SECOND * ROUND.toSeconds() * (ROUNDS + 1);
  }

  private static double added(Histogram through, Histogram direct, double percentile) {
    return (through.getValueAtPercentile(percentile) - direct.getValueAtPercentile(percentile))
        / 1e6;
  }

  // wrk leaves without the last answers of its connections; those requests are decided as well.
  private void checkDecisions(DecisionCount decisions) {
    long unseen = (long) Wrk.CONNECTIONS * (ROUNDS + 1);
    long end = System.nanoTime() + WARM_UP.toNanos();
    long found = decisions.now();
    while (found < requests && System.nanoTime() < end) {
      found = decisions.now();
    }
    if (found < requests || found > requests + unseen) {
      throw new VoidRunException(
          "%d requests were answered, %d decisions are there".formatted(requests, found));
    }
  }
}
