package io.auterity.bench.gateway;

import io.auterity.bench.cpu.CoreTime;
import io.auterity.bench.cpu.ProcessTime;
import io.auterity.bench.figures.Figures;
import io.auterity.bench.figures.Rounds;
import io.auterity.bench.server.MeasuredServer;
import io.auterity.bench.server.PinnedServer;
import io.auterity.bench.traffic.Ask;
import io.auterity.bench.traffic.Bodies;
import io.auterity.bench.traffic.SlowEndpoint;
import io.auterity.bench.traffic.StreamLoad;
import io.auterity.bench.traffic.StreamLoad.Streams;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Streams of 64 deltas, one every 20 ms, so many at one time: what the gateway adds to the time of
 * the first delta and to the gaps between them, and what of them it loses.
 */
final class StreamRounds {

  private static final List<Integer> CONCURRENT = List.of(32, 128, 512);
  private static final int DELTAS = 64;
  private static final Duration PACE = Duration.ofMillis(20);
  private static final Duration LENGTH = PACE.multipliedBy(DELTAS);
  private static final int TURNS = 5;
  private static final int WARM_UP_TURNS = 25;
  private static final int ROUNDS = 5;
  private static final int SLOTS = 1_024;

  private final Path folder;
  private final Governance governance;

  StreamRounds(Path folder, Governance governance) {
    this.folder = folder;
    this.governance = governance;
  }

  Figures run() {
    try (SlowEndpoint endpoint = SlowEndpoint.streaming(Bodies.MODEL, DELTAS, PACE);
        PinnedServer site = PinnedServer.start(folder.resolve("data"))) {
      MeasuredServer server = site.server();
      server.apply(governance.resources(endpoint.address(), SLOTS));
      StreamLoad load =
          new StreamLoad(Ask.chat(server.key(), Bodies.STREAM_QUESTION), DELTAS, LENGTH);
      load.run(server.gateway(), CONCURRENT.getLast(), WARM_UP_TURNS);
      Figures figures = new Figures();
      for (int count : CONCURRENT) {
        Level level = new Level(count);
        for (int round = 0; round < ROUNDS; round++) {
          level.round(load, server, endpoint.address());
        }
        level.addTo(figures);
      }
      return figures;
    }
  }

  /** So many streams at one time. */
  private static final class Level {

    private final int count;
    private final Rounds first = new Rounds();
    private final Rounds firstTail = new Rounds();
    private final Rounds gap = new Rounds();
    private final Rounds gapTail = new Rounds();
    private final Rounds cpu = new Rounds();
    private final Rounds busy = new Rounds();
    private final Rounds othersBusy = new Rounds();
    private long lostDeltas;
    private long lostStreams;
    private long lostDirectly;

    Level(int count) {
      this.count = count;
    }

    void round(StreamLoad load, MeasuredServer server, URI endpoint) {
      Duration before = ProcessTime.of(server.process());
      CoreTime core = CoreTime.of(PinnedServer.MEASURED);
      CoreTime others = CoreTime.of(PinnedServer.OTHERS);
      Streams through = load.run(server.gateway(), count, TURNS);
      busy.add(CoreTime.of(PinnedServer.MEASURED).busySince(core));
      othersBusy.add(CoreTime.of(PinnedServer.OTHERS).busySince(others));
      server.awaitQuiet();
      Duration spent = ProcessTime.of(server.process()).minus(before);
      cpu.add(spent.toNanos() / 1e3 / (count * TURNS * DELTAS));
      lostDeltas += through.lostDeltas();
      lostStreams += through.lostStreams();
      Streams direct = load.run(endpoint, count, TURNS);
      lostDirectly += direct.lostDeltas() + direct.lostStreams();
      first.add(added(through.first(), direct.first(), 50));
      firstTail.add(added(through.first(), direct.first(), 99));
      gap.add(added(through.gaps(), direct.gaps(), 50));
      gapTail.add(added(through.gaps(), direct.gaps(), 99));
    }

    private static double added(Histogram through, Histogram direct, double percentile) {
      return (through.getValueAtPercentile(percentile) - direct.getValueAtPercentile(percentile))
          / 1e6;
    }

    void addTo(Figures figures) {
      figures
          .add("first_added_p50_ms_" + count, first)
          .add("first_added_p99_ms_" + count, firstTail)
          .add("gap_added_p50_ms_" + count, gap)
          .add("gap_added_p99_ms_" + count, gapTail)
          .add("lost_deltas_" + count, (double) lostDeltas)
          .add("lost_streams_" + count, (double) lostStreams)
          .add("lost_directly_" + count, (double) lostDirectly)
          .add("cpu_us_per_delta_" + count, cpu)
          .add("busy_" + count, busy)
          .add("others_busy_" + count, othersBusy);
    }
  }
}
