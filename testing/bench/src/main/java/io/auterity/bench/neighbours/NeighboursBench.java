package io.auterity.bench.neighbours;

import io.auterity.bench.cpu.CoreTime;
import io.auterity.bench.cpu.Shell;
import io.auterity.bench.figures.Bench;
import io.auterity.bench.figures.Figures;
import io.auterity.bench.figures.Rounds;
import io.auterity.bench.figures.VoidRunException;
import io.auterity.bench.server.MeasuredServer;
import io.auterity.bench.server.PinnedServer;
import io.auterity.bench.traffic.Bodies;
import io.auterity.bench.traffic.Nginx;
import io.auterity.bench.traffic.OpenLoop;
import io.auterity.bench.traffic.OpenLoop.Paced;
import io.auterity.bench.traffic.SlowEndpoint;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Two tenants of one server: the calls of one are answered at once, those of the other hang at four
 * providers. What the second adds to the latency of the first.
 */
public final class NeighboursBench implements Bench {

  private static final int PROVIDERS = 4;
  private static final int CALLERS = 500;
  private static final int PER_SECOND = 400;
  private static final int ROUNDS = 5;
  private static final int SLOTS = 256;
  private static final Duration WARM_UP = Duration.ofSeconds(45);
  private static final Duration ROUND = Duration.ofSeconds(10);
  private static final Duration SETTLING = Duration.ofSeconds(3);

  private final Rounds ratio = new Rounds();
  private final Rounds directRatio = new Rounds();
  private final Rounds medianAlone = new Rounds();
  private final Rounds tailAlone = new Rounds();
  private final Rounds median = new Rounds();
  private final Rounds tail = new Rounds();
  private final Rounds busyAlone = new Rounds();
  private final Rounds busy = new Rounds();
  private long failed;
  private long left;
  private long refused;

  @Override
  public String name() {
    return "neighbours";
  }

  @Override
  public String summary() {
    return "p99 of one tenant's calls with and without another's 500 that hang at four providers";
  }

  @Override
  public Figures run() {
    if (Runtime.getRuntime().availableProcessors() < 2) {
      throw new VoidRunException("two cores are needed");
    }
    Path folder =
        Path.of(System.getProperty("auterity.data"), "bench", "neighbours").toAbsolutePath();
    Shell.move(PinnedServer.OTHERS, ProcessHandle.current().pid());
    List<SlowEndpoint> hanging =
        Stream.generate(() -> SlowEndpoint.hanging(Bodies.MODEL)).limit(PROVIDERS).toList();
    try (Nginx endpoint =
            Nginx.endpoint(
                folder.resolve("endpoint"), PinnedServer.OTHERS, Bodies.MODEL, Bodies.ANSWER);
        PinnedServer site = PinnedServer.start(folder.resolve("data"))) {
      return measure(site.server(), endpoint.address(), hanging);
    } finally {
      hanging.forEach(SlowEndpoint::close);
    }
  }

  private Figures measure(MeasuredServer server, URI endpoint, List<SlowEndpoint> hanging) {
    server.apply(resources(List.of(endpoint)));
    String noisy = server.newTenant("noisy");
    server.apply(noisy, resources(hanging.stream().map(SlowEndpoint::address).toList()));
    OpenLoop quiet = new OpenLoop(server.key(), Bodies.QUESTION);
    quiet.run(server.gateway(), PER_SECOND, WARM_UP).flawless();
    try (HangingCallers nobody = new HangingCallers(0, server.gateway(), noisy)) {
      nobody.checkHanging();
    }
    for (int round = 0; round < ROUNDS; round++) {
      round(quiet, server, endpoint, noisy);
    }
    return new Figures()
        .add("p99_ratio", ratio)
        .add("p99_ms", tail)
        .add("p50_ms", median)
        .add("p99_alone_ms", tailAlone)
        .add("p50_alone_ms", medianAlone)
        .add("direct_p99_ratio", directRatio)
        .add("failed", (double) failed)
        .add("left_unanswered", (double) left)
        .add("refused", (double) refused)
        .add("busy", busy)
        .add("busy_alone", busyAlone);
  }

  private void round(OpenLoop quiet, MeasuredServer server, URI endpoint, String noisy) {
    Seen alone = seen(quiet, server.gateway(), endpoint);
    Seen beside;
    try (HangingCallers callers = new HangingCallers(CALLERS, server.gateway(), noisy)) {
      quiet.run(server.gateway(), PER_SECOND, SETTLING);
      beside = seen(quiet, server.gateway(), endpoint);
      left += callers.left();
      refused += callers.refused();
    }
    server.awaitQuiet();
    failed += alone.through.failed() + beside.through.failed();
    ratio.add(beside.millis(99) / alone.millis(99));
    directRatio.add(
        (double) beside.direct.latencies().getValueAtPercentile(99)
            / alone.direct.latencies().getValueAtPercentile(99));
    tail.add(beside.millis(99));
    median.add(beside.millis(50));
    tailAlone.add(alone.millis(99));
    medianAlone.add(alone.millis(50));
    busy.add(beside.busy);
    busyAlone.add(alone.busy);
  }

  private record Seen(Paced through, Paced direct, double busy) {

    double millis(double percentile) {
      return through.latencies().getValueAtPercentile(percentile) / 1e6;
    }
  }

  private static Seen seen(OpenLoop quiet, URI gateway, URI endpoint) {
    CoreTime core = CoreTime.of(PinnedServer.MEASURED);
    Paced through = quiet.run(gateway, PER_SECOND, ROUND);
    double busy = CoreTime.of(PinnedServer.MEASURED).busySince(core);
    return new Seen(through, quiet.run(endpoint, PER_SECOND, ROUND).flawless(), busy);
  }

  private static String resources(List<URI> endpoints) {
    return IntStream.range(0, endpoints.size())
        .mapToObj(i -> provider(i, endpoints.get(i)))
        .collect(Collectors.joining(",", "[", "," + route(endpoints.size()) + "]"));
  }

  private static String provider(int number, URI endpoint) {
    return """
        {"kind": "provider", "id": "endpoint-%d", "spec": {"connector": "openai",
         "config": {"url": "%s/v1"}, "models": ["%s"], "slots": %d}}"""
        .formatted(number, endpoint, Bodies.MODEL, SLOTS);
  }

  private static String route(int providers) {
    return """
        {"kind": "route", "id": "all", "spec": {"strategy": "round_robin", "use": [%s]}}"""
        .formatted(
            IntStream.range(0, providers)
                .mapToObj("\"endpoint-%d\""::formatted)
                .collect(Collectors.joining(", ")));
  }
}
