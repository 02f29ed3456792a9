package io.auterity.bench.journal;

import io.auterity.bench.figures.Bench;
import io.auterity.bench.figures.Figures;
import io.auterity.bench.figures.Rounds;
import io.auterity.bench.figures.Samples;
import io.auterity.bench.figures.VoidRunException;
import io.auterity.bench.journal.store.Books;
import io.auterity.bench.journal.store.Books.Round;
import io.auterity.platform.config.Settings;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.MasterKey;
import io.auterity.workflow.engine.EngineCarriers;
import io.auterity.workflow.engine.RunCarrier;
import io.auterity.workflow.engine.RunCarrierFactory;
import io.auterity.workflow.graph.RunEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The same chain of calls on the journal and on a cluster of Temporal: how long a call of a lonely
 * run takes from one to the next, noted before it is made and not, and calls per second of 60 runs
 * at once. Calls are answered at once.
 */
public final class CarriersBench implements Bench {

  private static final Chain JOURNAL = new Chain(20, RunEngine.JOURNAL);
  private static final Chain TEMPORAL = new Chain(20, RunEngine.TEMPORAL);
  private static final int TOGETHER = 60;
  private static final int ROUNDS = 5;
  private static final Duration WARM_UP = Duration.ofSeconds(45);
  private static final String OPTION = "--temporal=";

  private final String address;
  private final Measured journal = new Measured();
  private final Measured temporal = new Measured();
  private final Rounds noted = new Rounds();

  private static final class Measured {
    private final Rounds call = new Rounds();
    private final Rounds perSecond = new Rounds();
  }

  /** One whose cluster listens where one for trials does. */
  public CarriersBench() {
    this("127.0.0.1:7233");
  }

  private CarriersBench(String address) {
    this.address = address;
  }

  @Override
  public String name() {
    return "carriers";
  }

  @Override
  public String summary() {
    return "a call of a run on the journal and on a cluster of Temporal, alone and of 60 runs";
  }

  @Override
  public String options() {
    return OPTION + "HOST:PORT  of its frontend; 127.0.0.1:7233 when absent";
  }

  @Override
  public Bench with(List<String> options) {
    if (options.size() == 1 && options.getFirst().startsWith(OPTION)) {
      return new CarriersBench(options.getFirst().substring(OPTION.length()));
    }
    return Bench.super.with(options);
  }

  @Override
  public Figures run() {
    try (BenchDatabase database = BenchDatabase.in(JournalBench.folder(name()));
        EngineSite site = new EngineSite(database, JournalBench.plugin(), carriers(database))) {
      Books books = new Books(database.database(), site.caller().scope());
      MeasuredEngine engine =
          new MeasuredEngine(
              site.engine(), site.workflows(), site.crossing(), site.caller(), books);
      engine.apply(JOURNAL);
      engine.apply(TEMPORAL);
      warmUp(engine);
      for (int round = 1; round <= ROUNDS; round++) {
        measure(engine, books, site, JOURNAL, journal);
        measure(engine, books, site, TEMPORAL, temporal);
        site.note(true);
        noted.add(alone(engine, TEMPORAL));
        site.note(false);
        System.err.printf("Round %d of %d is done.%n", round, ROUNDS);
      }
    }
    return new Figures()
        .add("journal_call_p50_ms", journal.call)
        .add("temporal_call_p50_ms", temporal.call)
        .add("temporal_noted_call_p50_ms", noted)
        .add("journal_calls_per_s", journal.perSecond)
        .add("temporal_calls_per_s", temporal.perSecond)
        .add("temporal_per_journal", temporal.call.median() / journal.call.median());
  }

  private EngineCarriers carriers(BenchDatabase database) {
    Settings.Temporal settings =
        new Settings.Temporal(address, null, false, null, null, null, null, null);
    ContentSeal seal = new ContentSeal(MasterKey.open(database.beside("master.key")));
    Path jars = Path.of(System.getProperty("auterity.distribution"), "lib", "engine-temporal");
    try {
      RunCarrier carrier = RunCarrierFactory.load(jars).open(settings, seal);
      return new EngineCarriers(List.of(carrier), null);
    } catch (IOException e) {
      throw new VoidRunException("no carrier can be made of " + jars + ": " + e.getMessage());
    }
  }

  private static void warmUp(MeasuredEngine engine) {
    long end = System.nanoTime() + WARM_UP.toNanos();
    while (System.nanoTime() < end) {
      engine.together(JOURNAL, new NoOperation(), TOGETHER);
      engine.together(TEMPORAL, new NoOperation(), TOGETHER);
    }
  }

  private static void measure(
      MeasuredEngine engine, Books books, EngineSite site, Chain chain, Measured measured) {
    Instant since = site.time().now();
    measured.call.add(alone(engine, chain));
    long nanos = engine.together(chain, new NoOperation(), TOGETHER);
    measured.perSecond.add(TOGETHER * chain.length() / (nanos / 1e9));
    books.verify(new Round(since, chain.id(), TOGETHER + 1, chain.length(), 0));
  }

  private static double alone(MeasuredEngine engine, Chain chain) {
    return new Samples(engine.alone(chain, new NoOperation())).micros(0.5) / 1e3;
  }
}
