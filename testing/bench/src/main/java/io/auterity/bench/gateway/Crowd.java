package io.auterity.bench.gateway;

import io.auterity.bench.cpu.ResidentMemory;
import io.auterity.bench.figures.Figures;
import io.auterity.bench.server.MeasuredServer;
import io.auterity.bench.server.PinnedServer;
import io.auterity.bench.traffic.Ask;
import io.auterity.bench.traffic.Bodies;
import io.auterity.bench.traffic.OpenLoop;
import io.auterity.bench.traffic.OpenLoop.Paced;
import io.auterity.bench.traffic.SlowEndpoint;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A thousand callers at one time and a hundred providers, which all fail now and then: how many
 * calls are answered nevertheless, and how much later than the providers answer.
 */
final class Crowd {

  private static final int PROVIDERS = 100;
  private static final int CALLERS = 1_500;
  private static final int PER_SECOND = 2_500;
  private static final int SLOTS = 64;
  private static final Duration ANSWER = Duration.ofMillis(400);
  private static final double FAILING = 0.05;
  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final Duration TIME = Duration.ofSeconds(60);
  private static final String FAILOVERS = "auterity_failovers_total";

  private final Path folder;

  Crowd(Path folder) {
    this.folder = folder;
  }

  Figures run() {
    try (SlowEndpoint endpoint =
            SlowEndpoint.answering(Bodies.MODEL, Bodies.ANSWER, ANSWER, FAILING);
        PinnedServer site = PinnedServer.start(folder.resolve("data"))) {
      MeasuredServer server = site.server();
      server.apply(resources(endpoint.address()));
      OpenLoop callers = new OpenLoop(Ask.chat(server.key(), Bodies.QUESTION), CALLERS);
      callers.run(server.gateway(), PER_SECOND, WARM_UP);
      long failuresBefore = endpoint.failures();
      double failoversBefore = server.ofTenants(FAILOVERS);
      Paced paced = callers.run(server.gateway(), PER_SECOND, TIME);
      server.awaitQuiet();
      double saved = server.ofTenants(FAILOVERS) - failoversBefore;
      return new Figures()
          .add("providers", PROVIDERS)
          .add("asked", (double) paced.latencies().getTotalCount() + paced.failed())
          .add("under_way", PER_SECOND * ANSWER.toMillis() / 1e3)
          .add("failed_attempts", (double) (endpoint.failures() - failuresBefore))
          .add("failed_over", saved)
          .add("failed", (double) paced.failed())
          .add("failover_success", saved / (saved + paced.failed()))
          .add("added_p50_ms", added(paced, 50))
          .add("added_p99_ms", added(paced, 99))
          .add("memory_mb", ResidentMemory.megabytes(server.process()));
    }
  }

  private static double added(Paced paced, double percentile) {
    return paced.latencies().getValueAtPercentile(percentile) / 1e6 - ANSWER.toMillis();
  }

  /** As resources, a JSON array: the providers, and a route that draws from them. */
  static String resources(URI endpoint) {
    String drawn =
        IntStream.range(0, PROVIDERS)
            .mapToObj("\"instance-%d\""::formatted)
            .collect(Collectors.joining(", "));
    String route =
        """
        {"kind": "route", "id": "crowd", "spec": {"strategy": "least_latency", "use": [%s],
          "when": {"capability": "ai.chat.create", "model": "%s"}}}\
        """
            .formatted(drawn, Bodies.MODEL);
    return Stream.concat(
            IntStream.range(0, PROVIDERS).mapToObj(number -> provider(number, endpoint)),
            Stream.of(route))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String provider(int number, URI endpoint) {
    return """
    {"kind": "provider", "id": "instance-%d", "spec": {"connector": "openai",
      "config": {"url": "%s/v1"}, "models": ["%s"], "slots": %d}}\
    """
        .formatted(number, endpoint, Bodies.MODEL, SLOTS);
  }
}
