package io.auterity.platform.database;

import com.zaxxer.hikari.HikariDataSource;
import io.auterity.platform.bound.FairPlaces;
import io.auterity.platform.bound.FairQueue.Owner;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jspecify.annotations.Nullable;

/**
 * The way to the database. A module's service opens one transaction per use case: not inside
 * another, and not around a call of a capability, which may take minutes. When no connection can be
 * had within two seconds, or one breaks, the caller gets {@code unavailable}.
 */
public final class Database implements AutoCloseable {

  /** Of the connections of callers, for tenants that have none. */
  private static final int KEPT = 2;

  private static final Duration AGAIN = Duration.ofSeconds(1);

  private static final ThreadLocal<Boolean> INSIDE = ThreadLocal.withInitial(() -> false);

  private final DatabaseLogins logins;
  private final HikariDataSource appPool;
  private final HikariDataSource enginePool;
  private final Jdbi app;
  private final Jdbi engine;
  private final Probe probe;
  private final RegisteredStatements statements;

  // As many as there are connections, so that no pool decides who waits.
  private final FairPlaces places =
      new FairPlaces("transactions", ConfinedPool.SIZE, KEPT, Integer.MAX_VALUE);

  private Database(
      DatabaseLogins logins,
      HikariDataSource appPool,
      HikariDataSource enginePool,
      RegisteredStatements statements) {
    this.logins = logins;
    this.appPool = appPool;
    this.enginePool = enginePool;
    this.app = configured(Jdbi.create(appPool));
    this.engine = configured(Jdbi.create(enginePool));
    this.probe = new Probe(logins.app());
    this.statements = statements;
  }

  /**
   * Connects to a migrated database.
   *
   * @throws DatabaseRefusedException when a role could see rows that it must not see
   */
  public static Database open(DatabaseLogins logins) {
    return open(logins, new RegisteredStatements());
  }

  static Database open(DatabaseLogins logins, RegisteredStatements statements) {
    String engine = logins.engine().user();
    HikariDataSource appPool = ConfinedPool.open(DatabaseRole.APP, logins.app(), engine);
    try {
      return new Database(
          logins,
          appPool,
          ConfinedPool.open(DatabaseRole.ENGINE, logins.engine(), engine),
          statements);
    } catch (DatabaseRefusedException e) {
      appPool.close();
      throw e;
    }
  }

  /**
   * Registers every statement that the engine role runs in this process; called once, before the
   * first of them is run, and no other is run.
   *
   * @throws IllegalArgumentException when two of them have one name
   * @throws IllegalStateException when it was called before
   */
  public void register(List<EngineStatement> all) {
    statements.register(all);
  }

  /** What is registered, in no order; empty before. */
  List<EngineStatement> statements() {
    return statements.all();
  }

  /**
   * Runs work in one transaction that sees the rows of one tenant. Tenants take turns where many
   * wait for a connection, of which some are kept for those that have none.
   */
  public <T extends @Nullable Object> T inTenant(TenantScope scope, Function<Transaction, T> work) {
    requireNone();
    Owner owner = new Owner(scope.tenant(), "");
    try (FairPlaces.Place _ = places.take(owner, ConfinedPool.WAIT).orElseThrow(Database::busy)) {
      return run(
          app,
          handle -> {
            confine(handle, scope.tenant());
            return work.apply(new Transaction(handle));
          });
    }
  }

  private static CallFailedException busy() {
    return new CallFailedException(
        Failure.of(
                FailureCode.UNAVAILABLE,
                "the database cannot serve this now (no connection was free); try again")
            .withRetryAfter(AGAIN)
            .withApplied(Applied.NO));
  }

  /** Runs the statements of a system job in one transaction. */
  public <T extends @Nullable Object> T asEngine(
      EngineJob job, Function<EngineTransaction, T> work) {
    return run(engine, handle -> work.apply(new EngineTransaction(handle, job, statements)));
  }

  /** Opens a connection for one system job that keeps it for long; its owner closes it. */
  public EngineSession engineSession(EngineJob job) {
    return EngineSession.open(logins.engine(), job, statements);
  }

  /** What is changed in it from now on, by whomever; its owner opens and closes it. */
  public ChangeFeed changes() {
    return new ChangeFeed(logins.app());
  }

  /**
   * Whether this thread has a transaction open, of whichever database; asked before work that may
   * take long.
   */
  public static boolean inTransaction() {
    return INSIDE.get();
  }

  /**
   * Why the database cannot be used now; empty when it answers. Asks it on a connection apart from
   * those of callers, and waits up to some seconds for its answer.
   */
  public Optional<String> check() {
    return probe.check();
  }

  /** Shows how its connections are used; called once. */
  public void measure(MeterRegistry meters) {
    appPool.setMetricRegistry(meters);
    enginePool.setMetricRegistry(meters);
    Gauge.builder("auterity.database.waiting", places, FairPlaces::waiting)
        .description("Transactions of tenants that wait for a connection to the database")
        .register(meters);
  }

  private <T extends @Nullable Object> T run(Jdbi jdbi, Function<Handle, T> work) {
    requireNone();
    INSIDE.set(true);
    try {
      return UnitOfWork.run(jdbi, work);
    } finally {
      INSIDE.remove();
    }
  }

  private static void requireNone() {
    if (inTransaction()) {
      throw new IllegalStateException("A transaction inside a transaction");
    }
  }

  /** Arrays of the types in use; errors never carry bound values. */
  static Jdbi configured(Jdbi jdbi) {
    jdbi.registerArrayType(UUID.class, "uuid");
    jdbi.registerArrayType(String.class, "text");
    jdbi.registerArrayType(Integer.class, "int4");
    jdbi.registerArrayType(Long.class, "int8");
    jdbi.registerArrayType(LocalDate.class, "date");
    jdbi.getConfig(StatementExceptions.class)
        .setMessageRendering(StatementExceptions.MessageRendering.NONE);
    return jdbi;
  }

  /** Confines the open transaction to one tenant. */
  private static void confine(Handle handle, UUID tenant) {
    handle
        .createQuery("select set_config('auterity.tenant', :tenant, true)")
        .bind("tenant", tenant.toString())
        .mapTo(String.class)
        .one();
  }

  @Override
  public void close() {
    probe.close();
    appPool.close();
    enginePool.close();
  }
}
