package io.auterity.workflow.engine;

import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.id.Ids;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.time.ManualTime;
import io.auterity.platform.time.Time;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.Decider;
import io.auterity.workflow.driver.CallIdempotency;
import io.auterity.workflow.driver.DoubtAnswer;
import io.auterity.workflow.graph.Signatures;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.registry.FileTriggers;
import io.auterity.workflow.registry.Versions;
import io.auterity.workflow.registry.WorkflowKind;
import io.auterity.workflow.registry.Workflows;
import io.auterity.workflow.seat.SeatCandidate;
import io.auterity.workflow.step.Compiled;
import io.auterity.workflow.store.RunStore;
import io.auterity.workflow.view.RunViews;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** An engine over a real database; several may follow each other on the same one. */
final class TestEngine implements AutoCloseable {

  static final Principal ANN = new Principal(new UUID(1, 1), "ann", Principal.Type.USER);

  /** Each takes the seat at once that the one before had, as one that is started again. */
  private static final UUID SERVER = new UUID(0, 1);

  private static final EngineSettings SETTINGS = new EngineSettings(2, 1_000, 1_000);

  final WorkflowEngine engine;

  /** The clock of all of them: begins at the time of day and never jumps, as a machine's may. */
  static final Time TIME = steady();

  private final Database database;

  /** Which runs steps may start. */
  volatile RunStarts starts = (request, start) -> start.get();

  private final Workflows workflows = new Workflows(Signatures.of(Compiled.CATALOGUE));
  private final Versions versions;
  private final WorkflowKind kind = new WorkflowKind(workflows, FileTriggers.NONE);

  private TestEngine(
      Database database,
      Invoker invoker,
      Repeatability repeatability,
      EngineTimers timers,
      EngineSettings settings,
      UUID server) {
    this(database, invoker, repeatability, timers, settings, server, TIME);
  }

  private TestEngine(
      Database database,
      Invoker invoker,
      Repeatability repeatability,
      EngineTimers timers,
      EngineSettings settings,
      UUID server,
      Time time) {
    this(
        database,
        invoker,
        repeatability,
        timers,
        settings,
        server,
        time,
        LastEnd.UNKNOWN,
        carriers());
  }

  private TestEngine(
      Database database,
      Invoker invoker,
      Repeatability repeatability,
      EngineTimers timers,
      EngineSettings settings,
      UUID server,
      Time time,
      LastEnd lastEnd,
      EngineCarriers carriers) {
    this(
        database,
        invoker,
        repeatability,
        timers,
        settings,
        server,
        time,
        lastEnd,
        carriers,
        new Versions(database));
  }

  private TestEngine(
      Database database,
      Invoker invoker,
      Repeatability repeatability,
      EngineTimers timers,
      EngineSettings settings,
      UUID server,
      Time time,
      LastEnd lastEnd,
      EngineCarriers carriers,
      Versions versions) {
    this.database = database;
    this.versions = versions;
    this.engine =
        new WorkflowEngine(
            new EngineParts(
                database,
                time,
                Ids.system(time),
                new Random(1),
                invoker,
                Compiled.CATALOGUE,
                new Binder(),
                repeatability,
                (request, start) -> starts.start(request, start),
                workflows,
                versions,
                carriers,
                timers,
                settings,
                new SeatCandidate(server, "host", Decider.VERSION),
                lastEnd));
  }

  // Chosen by the build, for the tests that any carrier passes.
  private static EngineCarriers carriers() {
    String name = System.getProperty("auterity.carrier", "");
    return name.isEmpty() ? EngineCarriers.NONE : new EngineCarriers(List.of(carrier(name)), name);
  }

  private static RunCarrier carrier(String name) {
    return name.equals(ThreadCarrier.NAME)
        ? new ThreadCarrier(30)
        : ServiceLoader.load(TestCarrier.class)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no carrier " + name))
            .start();
  }

  static TestEngine start(TestDatabase database, FakeInvoker invoker) {
    return start(database, invoker, (scope, capability) -> new CallIdempotency.Anywhere());
  }

  static TestEngine start(TestDatabase database, FakeInvoker invoker, Repeatability repeatability) {
    return start(database, invoker, repeatability, EngineTimers.system(), SETTINGS);
  }

  static TestEngine start(
      TestDatabase database,
      FakeInvoker invoker,
      Repeatability repeatability,
      EngineTimers timers,
      EngineSettings settings) {
    TestEngine engine =
        new TestEngine(database.database(), invoker, repeatability, timers, settings, SERVER);
    engine.engine.start(CompletableFuture.completedFuture(true));
    return engine;
  }

  /** Starts one whose new runs a carrier carries on. */
  static TestEngine start(TestDatabase database, FakeInvoker invoker, RunCarrier carrier) {
    return start(database, invoker, (scope, capability) -> new CallIdempotency.Anywhere(), carrier);
  }

  /** Starts one whose new runs a carrier carries on. */
  static TestEngine start(
      TestDatabase database, FakeInvoker invoker, Repeatability repeatability, RunCarrier carrier) {
    return start(database, invoker, repeatability, EngineTimers.system(), carrier);
  }

  /** Starts one whose new runs a carrier carries on. */
  static TestEngine start(
      TestDatabase database,
      FakeInvoker invoker,
      Repeatability repeatability,
      EngineTimers timers,
      RunCarrier carrier) {
    TestEngine engine =
        new TestEngine(
            database.database(),
            invoker,
            repeatability,
            timers,
            SETTINGS,
            SERVER,
            TIME,
            LastEnd.UNKNOWN,
            new EngineCarriers(List.of(carrier), carrier.name()));
    engine.engine.start(CompletableFuture.completedFuture(true));
    return engine;
  }

  /** Starts one that knows how the one before it ended. */
  static TestEngine start(TestDatabase database, FakeInvoker invoker, LastEnd lastEnd) {
    return start(database, invoker, SERVER, lastEnd);
  }

  /** Starts another server, which knows how the process before it on its machine ended. */
  static TestEngine another(TestDatabase database, FakeInvoker invoker, LastEnd lastEnd) {
    return start(database, invoker, UUID.randomUUID(), lastEnd);
  }

  private static TestEngine start(
      TestDatabase database, FakeInvoker invoker, UUID server, LastEnd lastEnd) {
    TestEngine engine =
        new TestEngine(
            database.database(),
            invoker,
            (scope, capability) -> new CallIdempotency.Anywhere(),
            EngineTimers.system(),
            SETTINGS,
            server,
            TIME,
            lastEnd,
            carriers());
    engine.engine.start(CompletableFuture.completedFuture(true));
    return engine;
  }

  /** Starts one whose clock goes on when a test says so; its seat is held all the same. */
  static TestEngine start(
      TestDatabase database, FakeInvoker invoker, EngineTimers timers, ManualTime time) {
    TestEngine engine = at(database, invoker, timers, SERVER, time);
    engine.engine.start(CompletableFuture.completedFuture(true));
    return engine;
  }

  /** As {@link #beside(TestDatabase, FakeInvoker)}, with that time. */
  static TestEngine beside(TestDatabase database, FakeInvoker invoker, ManualTime time) {
    TestEngine engine = at(database, invoker, EngineTimers.system(), SERVER, time);
    engine.engine.leaveRuns();
    return engine;
  }

  private static TestEngine at(
      TestDatabase database,
      FakeInvoker invoker,
      EngineTimers timers,
      UUID server,
      ManualTime time) {
    return new TestEngine(
        database.database(),
        invoker,
        (scope, capability) -> new CallIdempotency.Anywhere(),
        timers,
        SETTINGS,
        server,
        new Time() {
          @Override
          public Instant now() {
            return time.now();
          }

          @Override
          public long nanos() {
            return System.nanoTime();
          }
        });
  }

  /** Starts one on a database that another process made. */
  static TestEngine start(Database database, Invoker invoker, Repeatability repeatability) {
    TestEngine engine =
        new TestEngine(database, invoker, repeatability, EngineTimers.system(), SETTINGS, SERVER);
    engine.engine.start(CompletableFuture.completedFuture(true));
    return engine;
  }

  /** Starts one whose runs begin when they may. */
  static TestEngine start(
      TestDatabase database, FakeInvoker invoker, EngineTimers timers, CompletionStage<?> ready) {
    TestEngine engine =
        new TestEngine(
            database.database(),
            invoker,
            (scope, capability) -> new CallIdempotency.Anywhere(),
            timers,
            SETTINGS,
            SERVER);
    engine.engine.start(ready);
    return engine;
  }

  /** Another server, which asks for the seat as all do. */
  static TestEngine another(TestDatabase database, FakeInvoker invoker) {
    return another(database, invoker, (scope, capability) -> new CallIdempotency.Anywhere());
  }

  static TestEngine another(
      TestDatabase database, FakeInvoker invoker, Repeatability repeatability) {
    TestEngine engine =
        new TestEngine(
            database.database(),
            invoker,
            repeatability,
            EngineTimers.system(),
            SETTINGS,
            UUID.randomUUID());
    engine.engine.start(CompletableFuture.completedFuture(true));
    return engine;
  }

  /** One on the same database that carries on no runs. */
  static TestEngine beside(TestDatabase database, FakeInvoker invoker) {
    TestEngine engine =
        new TestEngine(
            database.database(),
            invoker,
            (scope, capability) -> new CallIdempotency.Anywhere(),
            EngineTimers.system(),
            SETTINGS,
            SERVER);
    engine.engine.leaveRuns();
    return engine;
  }

  /** Starts one whose runs have the addresses of those versions. */
  static TestEngine start(TestDatabase database, FakeInvoker invoker, Versions versions) {
    TestEngine engine = of(database, invoker, versions);
    engine.engine.start(CompletableFuture.completedFuture(true));
    return engine;
  }

  /** As {@link #beside(TestDatabase, FakeInvoker)}, with those versions. */
  static TestEngine beside(TestDatabase database, FakeInvoker invoker, Versions versions) {
    TestEngine engine = of(database, invoker, versions);
    engine.engine.leaveRuns();
    return engine;
  }

  private static TestEngine of(TestDatabase database, FakeInvoker invoker, Versions versions) {
    return new TestEngine(
        database.database(),
        invoker,
        (scope, capability) -> new CallIdempotency.Anywhere(),
        EngineTimers.system(),
        SETTINGS,
        SERVER,
        TIME,
        LastEnd.UNKNOWN,
        carriers(),
        versions);
  }

  private static Time steady() {
    Instant began = Instant.now();
    long origin = System.nanoTime();
    return new Time() {
      @Override
      public Instant now() {
        return began.plusNanos(nanos() - origin).truncatedTo(ChronoUnit.MICROS);
      }

      @Override
      public long nanos() {
        return System.nanoTime();
      }
    };
  }

  RunViews views() {
    return new RunViews(database, TIME, versions, engine.live());
  }

  void apply(TenantScope scope, String id, String yaml) {
    kind.applied(scope, new Resource("workflow", id, 1, Compiled.spec(yaml), Instant.EPOCH));
  }

  UUID submit(TenantScope scope, String workflow, Json.Obj input) {
    return engine.submit(new RunRequest(scope, ANN, "rest", workflow, input, Map.of()));
  }

  /** Applies a workflow and runs it. */
  UUID run(TenantScope scope, String yaml, Json.Obj input) {
    apply(scope, "test", yaml);
    return submit(scope, "test", input);
  }

  void answer(TenantScope scope, UUID run, String step, DoubtAnswer answer) {
    engine.answer(scope, run, step, answer, "ann", UUID.randomUUID());
  }

  StoredRun stored(TenantScope scope, UUID run) {
    return database.inTenant(scope, tx -> RunStore.find(tx, run)).orElseThrow();
  }

  /** Waits until the run's row says that it is over. */
  StoredRun over(TenantScope scope, UUID run) {
    until(() -> stored(scope, run).head().phase().over());
    return stored(scope, run);
  }

  static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + 20_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("did not happen in 20 s");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** Dies as the process would. */
  void crash() {
    engine.halt();
  }

  @Override
  public void close() {
    engine.close();
  }
}
