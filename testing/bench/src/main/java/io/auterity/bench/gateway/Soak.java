package io.auterity.bench.gateway;

import io.auterity.bench.cpu.ResidentMemory;
import io.auterity.bench.figures.Figures;
import io.auterity.bench.server.MeasuredServer;
import io.auterity.bench.server.PinnedServer;
import io.auterity.bench.traffic.Ask;
import io.auterity.bench.traffic.Bodies;
import io.auterity.bench.traffic.Nginx;
import io.auterity.bench.traffic.OpenLoop;
import io.auterity.bench.traffic.OpenLoop.Paced;
import io.auterity.bench.traffic.SlowEndpoint;
import io.auterity.bench.traffic.StreamLoad;
import io.auterity.bench.traffic.StreamLoad.Streams;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Hours in little: calls at a steady rate and streams beside them, minute after minute; whether
 * memory and latency stay where they were.
 */
final class Soak {

  private static final String STREAMING = "gpt-bench-stream";
  private static final int PER_SECOND = 500;
  private static final int STREAMS = 64;
  private static final int SLOTS = 1_024;
  private static final int DELTAS = 64;
  private static final Duration PACE = Duration.ofMillis(20);
  private static final Duration LENGTH = PACE.multipliedBy(DELTAS);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int SETTLING = 3;
  private static final int MINUTES_OF_AN_HOUR = 60;

  private final Path folder;
  private final Governance governance;
  private final Duration length;
  private final List<Double> memory = new ArrayList<>();
  private final List<Double> tails = new ArrayList<>();
  private long failed;
  private long lost;

  Soak(Path folder, Governance governance, Duration length) {
    this.folder = folder;
    this.governance = governance;
    this.length = length;
  }

  static Duration checked(Duration length) {
    if (length.toMinutes() <= SETTLING) {
      throw new IllegalArgumentException("--soak takes more than %dm".formatted(SETTLING));
    }
    return length;
  }

  Figures run() {
    try (Nginx endpoint =
            Nginx.endpoint(
                folder.resolve("endpoint"), PinnedServer.OTHERS, Bodies.MODEL, Bodies.ANSWER);
        SlowEndpoint streaming = SlowEndpoint.streaming(STREAMING, DELTAS, PACE);
        PinnedServer site = PinnedServer.start(folder.resolve("data"))) {
      MeasuredServer server = site.server();
      server.apply(governance.resources(endpoint.address(), SLOTS));
      server.apply(
          """
          [{"kind": "provider", "id": "streaming", "spec": {"connector": "openai",
            "config": {"url": "%s/v1"}, "models": ["%s"], "slots": %d,
            "prices": {
              "input_tokens": {"amount": "0.15", "per": 1000000, "currency": "USD", "asOf": "2026-11-01"},
              "output_tokens": {"amount": "0.60", "per": 1000000, "currency": "USD", "asOf": "2026-11-01"}}}}]\
          """
              .formatted(streaming.address(), STREAMING, SLOTS));
      for (long minute = 0; minute < length.toMinutes(); minute++) {
        minute(server);
      }
    }
    List<Double> settled = memory.subList(SETTLING, memory.size());
    return new Figures()
        .add("minutes", memory.size())
        .add("memory_mb_settled", settled.getFirst())
        .add("memory_mb_last", settled.getLast())
        .add("memory_mb_max", memory.stream().mapToDouble(Double::doubleValue).max().orElseThrow())
        .add("growth_mb_per_hour", slope(settled) * MINUTES_OF_AN_HOUR)
        .add("p99_ms_settled", tails.get(SETTLING))
        .add("p99_ms_last", tails.getLast())
        .add("failed", (double) failed)
        .add("lost_streams", (double) lost);
  }

  private void minute(MeasuredServer server) {
    Ask stream = Ask.chat(server.key(), Bodies.STREAM_QUESTION.replace(Bodies.MODEL, STREAMING));
    int turns = Math.toIntExact(MINUTE.dividedBy(LENGTH)) - 1;
    CompletableFuture<Streams> streams =
        CompletableFuture.supplyAsync(
            () -> new StreamLoad(stream, DELTAS, LENGTH).run(server.gateway(), STREAMS, turns));
    Paced calls =
        new OpenLoop(server.key(), Bodies.QUESTION).run(server.gateway(), PER_SECOND, MINUTE);
    lost += streams.join().lostStreams();
    failed += calls.failed();
    tails.add(calls.latencies().getValueAtPercentile(99) / 1e6);
    memory.add(ResidentMemory.megabytes(server.process()));
  }

  /** How much a value grows from one to the next, by least squares. */
  static double slope(List<Double> values) {
    double middle = (values.size() - 1) / 2.0;
    double mean = values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    double above = 0;
    double below = 0;
    for (int i = 0; i < values.size(); i++) {
      above += (i - middle) * (values.get(i) - mean);
      below += (i - middle) * (i - middle);
    }
    return below == 0 ? 0 : above / below;
  }
}
