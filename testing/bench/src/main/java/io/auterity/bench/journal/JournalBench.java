package io.auterity.bench.journal;

import io.auterity.bench.figures.Bench;
import io.auterity.bench.figures.Figures;
import io.auterity.bench.figures.Rounds;
import io.auterity.bench.figures.Samples;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Durable steps per second with 1,000 runs of 10 steps under way, of the engine alone and through
 * the road, and how long a step of a lonely run takes compared with what the disk needs for one
 * commit. Each step is a row that is there before the next step begins.
 */
public final class JournalBench implements Bench {

  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final Duration SPAN = Duration.ofSeconds(5);
  private static final int ROUNDS = 5;

  private final Rounds engine = new Rounds();
  private final Rounds call = new Rounds();
  private final Rounds flush = new Rounds();
  private final Rounds idleMiddle = new Rounds();
  private final Rounds idleWorst = new Rounds();
  private final Rounds multiple = new Rounds();

  @Override
  public String name() {
    return "journal";
  }

  @Override
  public String summary() {
    return "durable steps per second, alone and through the road; a lonely step beside fdatasync";
  }

  @Override
  public Figures run() {
    try (BenchDatabase database = BenchDatabase.in(folder(name()));
        Workbench bench = new Workbench(database, plugin())) {
      System.err.println("The database says: " + database.durability());
      warmUp(bench);
      for (int round = 1; round <= ROUNDS; round++) {
        measure(bench);
        System.err.printf("Round %d of %d is done.%n", round, ROUNDS);
      }
    }
    return new Figures()
        .add("engine_steps_per_s", engine)
        .add("call_steps_per_s", call)
        .add("fdatasync_p50_us", flush)
        .add("idle_p50_us", idleMiddle)
        .add("idle_p99_us", idleWorst)
        .add("idle_p50_per_fdatasync", multiple);
  }

  /** Where the database of a bench is. */
  static Path folder(String bench) {
    return Path.of(System.getProperty("auterity.data"), "bench", bench);
  }

  /** The plugin for texts. */
  static Path plugin() {
    return Path.of(System.getProperty("auterity.distribution"), "plugins", "text");
  }

  private static void warmUp(Workbench bench) {
    long end = System.nanoTime() + WARM_UP.toNanos();
    while (System.nanoTime() < end) {
      bench.engine(SPAN);
      bench.call(SPAN);
      bench.idle();
    }
  }

  private void measure(Workbench bench) {
    engine.add(bench.engine(SPAN));
    call.add(bench.call(SPAN));
    Samples before = bench.flushes();
    Samples idle = bench.idle();
    double disk = before.and(bench.flushes()).micros(0.5);
    flush.add(disk);
    idleMiddle.add(idle.micros(0.5));
    idleWorst.add(idle.micros(0.99));
    multiple.add(idle.micros(0.5) / disk);
  }
}
