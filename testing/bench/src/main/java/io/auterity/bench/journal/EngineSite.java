package io.auterity.bench.journal;

import io.auterity.bench.figures.VoidRunException;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.Invocation.Parent;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.database.ChangeFeed;
import io.auterity.platform.database.Database;
import io.auterity.platform.id.Ids;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.Decider;
import io.auterity.workflow.driver.CallIdempotency;
import io.auterity.workflow.engine.EngineCarriers;
import io.auterity.workflow.engine.EngineParts;
import io.auterity.workflow.engine.EngineSettings;
import io.auterity.workflow.engine.EngineTimers;
import io.auterity.workflow.engine.LastEnd;
import io.auterity.workflow.engine.RunRequest;
import io.auterity.workflow.engine.WorkflowEngine;
import io.auterity.workflow.graph.Signatures;
import io.auterity.workflow.registry.FileTriggers;
import io.auterity.workflow.registry.Versions;
import io.auterity.workflow.registry.WorkflowKind;
import io.auterity.workflow.registry.Workflows;
import io.auterity.workflow.seat.SeatCandidate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;

/**
 * An engine on a database, whose calls are answered at once unless they are sent over the road; it
 * can be closed and started again, as a server is.
 */
final class EngineSite implements AutoCloseable {

  private static final int LONGEST_TEXT = 1 << 20;
  private static final int AT_ONCE = 64;

  private final Time time = Time.system();
  private final Ids ids = Ids.system(time);
  private final Binder binder = new Binder();
  private final Catalogue catalogue = Catalogue.standard();
  private final Crossing crossing = new Crossing(new NoOperation());
  private final Database database;
  private final BenchRoad road;
  private final Workflows workflows = new Workflows(Signatures.of(catalogue));
  private final WorkflowKind kind = new WorkflowKind(workflows, FileTriggers.NONE);
  private final ChangeFeed changes;
  private final EngineCarriers carriers;

  /** Its operations have no effect. */
  private volatile CallIdempotency idempotency = new CallIdempotency.Anywhere();

  private volatile WorkflowEngine engine;

  /**
   * On a database.
   *
   * @param plugin the plugin for texts
   */
  EngineSite(BenchDatabase bench, Path plugin) {
    this(bench, plugin, EngineCarriers.NONE);
  }

  /**
   * On a database.
   *
   * @param plugin the plugin for texts
   * @param carriers of runs besides the journal
   */
  EngineSite(BenchDatabase bench, Path plugin, EngineCarriers carriers) {
    this.carriers = carriers;
    this.database = bench.database();
    this.road = new BenchRoad(database, time, ids, catalogue, binder, plugin);
    this.changes = database.changes();
    this.engine = engineOf();
    changes.follow(
        ChangeFeed.Topic.RUN_INBOX, tenant -> engine.messagesStored(), engine::messagesStored);
    changes.open();
    changes.start();
    engine.start(CompletableFuture.completedFuture(true));
  }

  private WorkflowEngine engineOf() {
    return new WorkflowEngine(
        new EngineParts(
            database,
            time,
            ids,
            new SecureRandom(),
            crossing,
            catalogue,
            binder,
            (scope, capability) -> idempotency,
            (request, start) -> start.get(),
            workflows,
            new Versions(database),
            carriers,
            EngineTimers.system(),
            EngineSettings.standard(),
            new SeatCandidate(new UUID(0, 1), "bench", Decider.VERSION),
            LastEnd.UNKNOWN));
  }

  WorkflowEngine engine() {
    return engine;
  }

  /** Closes the engine. */
  void stop() {
    engine.close();
  }

  /** Starts another engine on the same database. */
  void start() {
    engine = engineOf();
    engine.start(CompletableFuture.completedFuture(true));
  }

  /** An engine as a server has it that carries on no runs. */
  WorkflowEngine elsewhere() {
    WorkflowEngine other = engineOf();
    other.leaveRuns();
    return other;
  }

  Time time() {
    return time;
  }

  Ids ids() {
    return ids;
  }

  Binder binder() {
    return binder;
  }

  Catalogue catalogue() {
    return catalogue;
  }

  Database database() {
    return database;
  }

  BenchRoad road() {
    return road;
  }

  Crossing crossing() {
    return crossing;
  }

  WorkflowKind workflows() {
    return kind;
  }

  Authenticated caller() {
    return road.caller();
  }

  /** Has it noted from now on, or no longer, that a call is made before it is. */
  void note(boolean calls) {
    idempotency = calls ? new CallIdempotency.Nowhere() : new CallIdempotency.Anywhere();
  }

  /** Has calls answered at once and tells of each before it begins. */
  void hear(Consumer<Parent> listener) {
    crossing.turn(new NoOperation(), listener);
  }

  /** Puts a workflow in force. */
  void apply(Authenticated owner, String id, String spec) {
    Json read = new JsonReader(LONGEST_TEXT).read(spec.getBytes(StandardCharsets.UTF_8));
    if (!(read instanceof Json.Obj object)) {
      throw new VoidRunException("no workflow: " + spec);
    }
    kind.applied(owner.scope(), new Resource("workflow", id, 1, object, Instant.EPOCH));
  }

  /** Starts a run. */
  UUID submit(Authenticated owner, String workflow, Json.Obj input) {
    try {
      return engine.submit(
          new RunRequest(owner.scope(), owner.principal(), "bench", workflow, input, Map.of()));
    } catch (CallFailedException e) {
      throw new VoidRunException("a run was refused: " + e.failure().message());
    }
  }

  /**
   * Starts many runs, some at one time.
   *
   * @param input of each, by its number
   * @param accepted takes the id of each
   */
  void submitMany(
      String workflow, int runs, IntFunction<Json.Obj> input, ObjIntConsumer<UUID> accepted) {
    AtomicInteger next = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    try (ExecutorService submitting = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int thread = 0; thread < AT_ONCE; thread++) {
        submitting.execute(
            () -> {
              for (int one = next.getAndIncrement(); one < runs; one = next.getAndIncrement()) {
                accepted.accept(submit(caller(), workflow, input.apply(one)), one);
                done.incrementAndGet();
              }
            });
      }
    }
    if (done.get() < runs) {
      throw new VoidRunException("%d of %d runs were refused".formatted(runs - done.get(), runs));
    }
  }

  @Override
  public void close() {
    engine.close();
    changes.close();
    road.close();
  }
}
