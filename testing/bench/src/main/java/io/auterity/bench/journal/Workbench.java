package io.auterity.bench.journal;

import io.auterity.bench.figures.Samples;
import io.auterity.bench.journal.store.Books;
import io.auterity.bench.journal.store.Books.Round;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.database.Database;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.workflow.engine.CallIdempotency;
import io.auterity.workflow.engine.EngineSettings;
import io.auterity.workflow.engine.EngineTimers;
import io.auterity.workflow.engine.WorkflowEngine;
import io.auterity.workflow.graph.Signatures;
import io.auterity.workflow.registry.FileTriggers;
import io.auterity.workflow.registry.Versions;
import io.auterity.workflow.registry.WorkflowKind;
import io.auterity.workflow.registry.Workflows;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Everything that is measured, each figure checked against what the database holds after it. */
final class Workbench implements AutoCloseable {

  private static final Chain SHORT = new Chain(10);
  private static final Chain LONG = new Chain(1_000);
  private static final int FLUSHES = 500;

  private final Time time = Time.system();
  private final NoOperation nothing = new NoOperation();
  private final Crossing crossing = new Crossing(nothing);
  private final BenchDatabase store;
  private final DiskFlush disk;
  private final BenchRoad road;
  private final WorkflowEngine engine;
  private final MeasuredEngine measured;
  private final Books books;

  /**
   * All of it on one database.
   *
   * @param plugin the plugin for texts
   */
  Workbench(BenchDatabase bench, Path plugin) {
    this.store = bench;
    Database database = bench.database();
    SecureRandom random = new SecureRandom();
    Ids ids = Ids.system(time);
    Binder binder = new Binder();
    Catalogue catalogue = Catalogue.standard();
    this.disk = new DiskFlush(bench.beside("flushed"));
    this.road = new BenchRoad(database, time, ids, catalogue, binder, plugin);
    Workflows workflows = new Workflows(Signatures.of(catalogue));
    this.engine =
        new WorkflowEngine(
            new WorkflowEngine.Parts(
                database,
                time,
                ids,
                random,
                crossing,
                catalogue,
                binder,
                // Its operations have no effect.
                (scope, capability) -> new CallIdempotency.Anywhere(),
                (request, start) -> start.get(),
                workflows,
                new Versions(database),
                EngineTimers.system(),
                EngineSettings.standard()));
    this.books = new Books(database, road.caller().scope());
    this.measured =
        new MeasuredEngine(
            engine, new WorkflowKind(workflows, FileTriggers.NONE), crossing, road.caller(), books);
    engine.start(CompletableFuture.completedFuture(true));
    measured.apply(SHORT);
    measured.apply(LONG);
  }

  /** Steps per second of the engine alone. */
  double engine(Duration span) {
    return stepsPerSecond(nothing, span, 0);
  }

  /** Steps per second through the road, until the last decision is stored. */
  double call(Duration span) {
    return stepsPerSecond(road.relay(), span, SHORT.length());
  }

  private double stepsPerSecond(Invoker way, Duration span, int decisions) {
    Instant since = time.now();
    long began = System.nanoTime();
    long runs = measured.load(SHORT, way, span);
    road.settle();
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
    engine.close();
    road.close();
    disk.close();
  }
}
