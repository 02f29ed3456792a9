package io.auterity.bench.journal;

import io.auterity.bench.figures.Samples;
import io.auterity.bench.journal.store.Books;
import io.auterity.bench.journal.store.Books.Round;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.time.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Everything that is measured, each figure checked against what the database holds after it. */
final class Workbench implements AutoCloseable {

  private static final Chain SHORT = new Chain(10);
  private static final Chain LONG = new Chain(1_000);
  private static final int FLUSHES = 500;

  private final Time time = Time.system();
  private final NoOperation nothing = new NoOperation();
  private final BenchDatabase store;
  private final DiskFlush disk;
  private final EngineSite site;
  private final MeasuredEngine measured;
  private final Books books;

  /**
   * All of it on one database.
   *
   * @param plugin the plugin for texts
   */
  Workbench(BenchDatabase bench, Path plugin) {
    this.store = bench;
    this.disk = new DiskFlush(bench.beside("flushed"));
    this.site = new EngineSite(bench, plugin);
    this.books = new Books(bench.database(), site.caller().scope());
    this.measured =
        new MeasuredEngine(site.engine(), site.workflows(), site.crossing(), site.caller(), books);
    measured.apply(SHORT);
    measured.apply(LONG);
  }

  /** Steps per second of the engine alone. */
  double engine(Duration span) {
    return stepsPerSecond(nothing, span, 0);
  }

  /** Steps per second through the road, until the last decision is stored. */
  double call(Duration span) {
    return stepsPerSecond(site.road().relay(), span, SHORT.length());
  }

  private double stepsPerSecond(Invoker way, Duration span, int decisions) {
    Instant since = time.now();
    long began = System.nanoTime();
    long runs = measured.load(SHORT, way, span);
    site.road().settle();
    double seconds = (System.nanoTime() - began) / 1e9;
    store.analyze();
    books.verify(new Round(since, SHORT.id(), runs, SHORT.length(), decisions));
    return runs * SHORT.length() / seconds;
  }

  /** How long one step takes while there is nothing else to do. */
  Samples idle() {
    Instant since = time.now();
    Samples samples = new Samples(measured.alone(LONG, nothing));
    books.verify(new Round(since, LONG.id(), 1, LONG.length(), 0));
    return samples;
  }

  Samples flushes() {
    return disk.measure(FLUSHES);
  }

  @Override
  public void close() {
    site.close();
    disk.close();
  }
}
