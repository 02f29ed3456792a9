package io.auterity.bench.gateway;

import io.auterity.bench.cpu.ProcessTime;
import io.auterity.bench.cpu.ResidentMemory;
import io.auterity.bench.figures.Figures;
import io.auterity.bench.figures.Rounds;
import io.auterity.bench.server.MeasuredServer;
import io.auterity.bench.server.PinnedServer;
import io.auterity.bench.traffic.Ask;
import io.auterity.bench.traffic.Bodies;
import io.auterity.bench.traffic.Nginx;
import io.auterity.bench.traffic.OpenLoop;
import io.auterity.bench.traffic.SlowEndpoint;
import io.auterity.bench.traffic.StreamLoad;
import io.auterity.bench.traffic.StreamLoad.Streams;
import io.auterity.bench.traffic.Wrk;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * The gateway with its governance beside nginx, Portkey and LiteLLM without any, in the same
 * rounds: all stand on one core, and one of them is asked at a time.
 */
final class PeerRounds {

  private static final int ROUNDS = 3;
  private static final int CALM_PER_SECOND = 20;
  private static final int SLOTS = 1_024;
  private static final int FEW_STREAMS = 32;
  private static final List<Integer> STREAMS = List.of(FEW_STREAMS, 128, 512);
  private static final int DELTAS = 64;
  private static final Duration PACE = Duration.ofMillis(20);
  private static final Duration LENGTH = PACE.multipliedBy(DELTAS);
  private static final Duration WARM_UP = Duration.ofMinutes(2);
  private static final Duration PEER_WARM_UP = Duration.ofSeconds(15);
  private static final Duration ROUND = Duration.ofSeconds(10);
  private static final Duration CALM = Duration.ofSeconds(10);

  private final Path folder;
  private final Governance governance;
  private final List<Rival> rivals = new ArrayList<>();
  private final Rounds translated = new Rounds();

  PeerRounds(Path folder, Governance governance) {
    this.folder = folder;
    this.governance = governance;
  }

  /** One of those that are compared, and what became of it. */
  private final class Rival {

    private final String name;
    private final URI address;
    private final ProcessHandle process;
    private final Supplier<Duration> used;
    private final Ask calls;
    private final Rounds perSecond = new Rounds();
    private final Rounds cost = new Rounds();
    private final Rounds median = new Rounds();
    private final Rounds tail = new Rounds();

    Rival(String name, URI address, ProcessHandle process, Supplier<Duration> used, Ask calls) {
      this.name = name;
      this.address = address;
      this.process = process;
      this.used = used;
      this.calls = calls;
    }

    double saturated(Ask ask, Duration time) {
      return new Wrk(folder.resolve(name + ".lua"), PinnedServer.OTHERS, ask)
          .run(address, time)
          .perSecond();
    }

    void round(Runnable settle, Histogram direct) {
      Duration before = used.get();
      double rate = saturated(calls, ROUND);
      settle.run();
      perSecond.add(rate);
      cost.add(used.get().minus(before).toNanos() / 1e3 / (rate * ROUND.toSeconds()));
      Histogram through = calm(calls, address);
      median.add(added(through, direct, 50));
      tail.add(added(through, direct, 99));
    }

    void addTo(Figures figures) {
      figures
          .add("rps_" + name, perSecond)
          .add("cpu_us_per_request_" + name, cost)
          .add("added_p50_ms_" + name, median)
          .add("added_p99_ms_" + name, tail)
          .add("memory_mb_" + name, ResidentMemory.megabytes(process));
    }
  }

  Figures run() {
    Path peers = folder.resolveSibling("peers");
    try (Nginx endpoint =
            Nginx.endpoint(
                folder.resolve("endpoint"), PinnedServer.OTHERS, Bodies.MODEL, Bodies.ANSWER);
        SlowEndpoint streaming = SlowEndpoint.streaming(Bodies.MODEL, DELTAS, PACE);
        Nginx proxy = Nginx.proxy(folder.resolve("proxy"), PinnedServer.MEASURED, endpoint);
        Peer portkey = Peer.portkey(peers, endpoint.address(), streaming.address());
        Peer liteLlm = Peer.liteLlm(peers, endpoint.address(), streaming.address());
        PinnedServer site = PinnedServer.start(folder.resolve("data"))) {
      site.server().apply(governance.resources(endpoint.address(), SLOTS));
      Rival own = own(site.server());
      rivals.add(own);
      rivals.add(nginx(proxy));
      rivals.add(rival(portkey));
      rivals.add(rival(liteLlm));
      Figures figures = calls(own, site.server(), endpoint.address());
      site.server().apply(governance.resources(streaming.address(), SLOTS));
      Ask stream = Ask.chat(site.server().key(), Bodies.STREAM_QUESTION);
      streams(figures, "auterity", own.address, stream, streaming.address());
      streams(figures, "portkey", portkey.address(), portkey.streams(), streaming.address());
      streams(figures, "litellm", liteLlm.address(), liteLlm.streams(), streaming.address());
      return figures;
    }
  }

  private Rival own(MeasuredServer server) {
    ProcessHandle process = server.process();
    return new Rival(
        "auterity",
        server.gateway(),
        process,
        () -> ProcessTime.of(process),
        Ask.chat(server.key(), Bodies.QUESTION));
  }

  private Rival nginx(Nginx proxy) {
    ProcessHandle worker = proxy.worker();
    Ask ask = Ask.chat("none", Bodies.QUESTION);
    return new Rival("nginx", proxy.address(), worker, () -> ProcessTime.of(worker), ask);
  }

  private Rival rival(Peer peer) {
    return new Rival(
        peer.name(), peer.address(), peer.process().toHandle(), peer::used, peer.calls());
  }

  private Figures calls(Rival own, MeasuredServer server, URI endpoint) {
    own.saturated(own.calls, WARM_UP);
    Ask foreign = Ask.messages(server.key(), Bodies.MESSAGES_QUESTION);
    own.saturated(foreign, WARM_UP);
    rivals.stream().skip(1).forEach(rival -> rival.saturated(rival.calls, PEER_WARM_UP));
    for (int round = 0; round < ROUNDS; round++) {
      Histogram direct = calm(own.calls, endpoint);
      rivals.forEach(rival -> rival.round(server::awaitQuiet, direct));
      translated.add(own.saturated(foreign, ROUND) / own.saturated(own.calls, ROUND));
      server.awaitQuiet();
    }
    Figures figures = new Figures();
    rivals.forEach(rival -> rival.addTo(figures));
    for (Rival rival : rivals.subList(1, rivals.size())) {
      figures.add("times_" + rival.name, own.perSecond.median() / rival.perSecond.median());
    }
    double plain = rivals.get(1).cost.median();
    return figures.add("cpu_ratio", plain / own.cost.median()).add("translated_ratio", translated);
  }

  private static Histogram calm(Ask ask, URI target) {
    return new OpenLoop(ask).run(target, CALM_PER_SECOND, CALM).flawless().latencies();
  }

  private static double added(Histogram through, Histogram direct, double percentile) {
    return (through.getValueAtPercentile(percentile) - direct.getValueAtPercentile(percentile))
        / 1e6;
  }

  // Held is the greatest number of streams of which none was lost, nor a delta.
  private static void streams(Figures figures, String name, URI at, Ask ask, URI directly) {
    StreamLoad load = new StreamLoad(ask, DELTAS, LENGTH);
    load.run(at, FEW_STREAMS, 5);
    int held = 0;
    for (int count : STREAMS) {
      Streams seen = load.run(at, count, 2);
      if (seen.lostDeltas() + seen.lostStreams() > 0) {
        break;
      }
      if (count == FEW_STREAMS) {
        Streams direct = load.run(directly, count, 2);
        figures
            .add("first_added_p50_ms_" + name, added(seen.first(), direct.first(), 50))
            .add("first_added_p99_ms_" + name, added(seen.first(), direct.first(), 99));
      }
      held = count;
    }
    figures.add("streams_held_" + name, held);
  }
}
