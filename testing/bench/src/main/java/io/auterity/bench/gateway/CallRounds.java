package io.auterity.bench.gateway;

import io.auterity.bench.cpu.CoreTime;
import io.auterity.bench.cpu.ProcessTime;
import io.auterity.bench.figures.Figures;
import io.auterity.bench.figures.Rounds;
import io.auterity.bench.figures.VoidRoundException;
import io.auterity.bench.figures.VoidRunException;
import io.auterity.bench.gateway.CostPerRequest.Side;
import io.auterity.bench.server.MeasuredServer;
import io.auterity.bench.server.PinnedServer;
import io.auterity.bench.traffic.Bodies;
import io.auterity.bench.traffic.Nginx;
import io.auterity.bench.traffic.OpenLoop;
import io.auterity.bench.traffic.Served;
import io.auterity.bench.traffic.Wrk;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Calls and their whole answers: CPU per request at a fixed rate and at saturation beside nginx,
 * then the latency added at a low rate. Requests hold 1 KB, answers 850 bytes.
 */
final class CallRounds {

  private static final int ROUNDS = 5;
  private static final int MOST_VOID = 2;
  private static final int FIXED_PER_SECOND = 4_000;
  private static final int CALM_PER_SECOND = 500;
  private static final int SLOTS = 256;
  private static final Duration WARM_UP = Duration.ofSeconds(150);
  private static final Duration ROUND = Duration.ofSeconds(10);

  private final Path folder;
  private final Governance governance;
  private final Rounds median = new Rounds();
  private final Rounds tail = new Rounds();
  private long requests;
  private int voidRounds;

  CallRounds(Path folder, Governance governance) {
    this.folder = folder;
    this.governance = governance;
  }

  Figures run() {
    try (Nginx endpoint =
            Nginx.endpoint(
                folder.resolve("endpoint"), PinnedServer.OTHERS, Bodies.MODEL, Bodies.ANSWER);
        Nginx proxy = Nginx.proxy(folder.resolve("proxy"), PinnedServer.MEASURED, endpoint);
        PinnedServer site = PinnedServer.start(folder.resolve("data"))) {
      site.server().apply(governance.resources(endpoint.address(), SLOTS));
      return measure(site, proxy, endpoint.address());
    }
  }

  private Figures measure(PinnedServer site, Nginx proxy, URI endpoint) {
    MeasuredServer server = site.server();
    Wrk wrk = new Wrk(folder, PinnedServer.OTHERS, server.key(), Bodies.QUESTION);
    OpenLoop paced = new OpenLoop(server.key(), Bodies.QUESTION);
    requests += wrk.run(server.gateway(), WARM_UP).requests();
    CostPerRequest fixed = new CostPerRequest("fixed");
    CostPerRequest saturated = new CostPerRequest("saturated");
    repeat(
        () -> {
          round(
              fixed, site, proxy, at -> paced.run(at, FIXED_PER_SECOND, ROUND).flawless().served());
          round(saturated, site, proxy, at -> wrk.run(at, ROUND));
        });
    latency(paced, server.gateway(), endpoint);
    server.awaitQuiet();
    checkDecisions(new DecisionCount(server.data()));
    Figures figures = CostPerRequest.lower(fixed, saturated).costs(new Figures());
    return saturated
        .all(fixed.all(figures))
        .add("ratio_nginx", saturated.ratioPerSecond())
        .add("added_p50_ms", median)
        .add("added_p99_ms", tail)
        .add("void_rounds", voidRounds);
  }

  private void repeat(Runnable round) {
    for (int done = 0; done < ROUNDS; ) {
      try {
        round.run();
        done++;
      } catch (VoidRoundException e) {
        voidRounds++;
        if (voidRounds > MOST_VOID) {
          throw e;
        }
        System.err.println("A round is void: " + e.getMessage());
      }
    }
  }

  private void round(
      CostPerRequest cost, PinnedServer site, Nginx proxy, Function<URI, Served> load) {
    Duration before = site.databaseTime();
    MeasuredServer server = site.server();
    Side own = side(() -> load.apply(server.gateway()), server.process(), server::awaitQuiet);
    requests += own.served().requests();
    Side plain = side(() -> load.apply(proxy.address()), proxy.worker(), () -> {});
    // While nginx is measured the database goes on with what it does behind its writes.
    cost.add(own, plain, site.databaseTime().minus(before));
  }

  /**
   * @param settle waits until the process has done all that the load has given it to do
   */
  private static Side side(Supplier<Served> load, ProcessHandle process, Runnable settle) {
    Duration cpu = ProcessTime.of(process);
    Duration loader = ProcessTime.withEnded(ProcessHandle.current());
    CoreTime core = CoreTime.of(PinnedServer.MEASURED);
    CoreTime others = CoreTime.of(PinnedServer.OTHERS);
    Served served = load.get();
    double busy = CoreTime.of(PinnedServer.MEASURED).busySince(core);
    double othersBusy = CoreTime.of(PinnedServer.OTHERS).busySince(others);
    Duration sent = ProcessTime.withEnded(ProcessHandle.current()).minus(loader);
    settle.run();
    return new Side(served, ProcessTime.of(process).minus(cpu), sent, busy, othersBusy);
  }

  private void latency(OpenLoop client, URI gateway, URI endpoint) {
    requests += client.run(gateway, CALM_PER_SECOND, ROUND).served().requests();
    client.run(endpoint, CALM_PER_SECOND, ROUND);
    repeat(
        () -> {
          Histogram through = client.run(gateway, CALM_PER_SECOND, ROUND).flawless().latencies();
          requests += through.getTotalCount();
          Histogram direct = client.run(endpoint, CALM_PER_SECOND, ROUND).flawless().latencies();
          median.add(added(through, direct, 50));
          tail.add(added(through, direct, 99));
        });
  }

  private static double added(Histogram through, Histogram direct, double percentile) {
    return (through.getValueAtPercentile(percentile) - direct.getValueAtPercentile(percentile))
        / 1e6;
  }

  // wrk leaves without the last answers of its connections, and a void round without many; those
  // requests are decided as well.
  private void checkDecisions(DecisionCount decisions) {
    long unseen = (long) Wrk.CONNECTIONS * (ROUNDS + 1);
    long found = decisions.now();
    if (found < requests || (voidRounds == 0 && found > requests + unseen)) {
      throw new VoidRunException(
          "%d requests were answered, %d decisions are there".formatted(requests, found));
    }
  }
}
