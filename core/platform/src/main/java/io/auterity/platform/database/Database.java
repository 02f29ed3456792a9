package io.auterity.platform.database;

import com.zaxxer.hikari.HikariDataSource;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.store.EngineJob;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The way to the database. A module's service opens one transaction per use case: not inside
 * another, and not around a call of a capability, which may take minutes. When no connection can be
 * had within two seconds, or one breaks, the caller gets {@code unavailable}.
 */
public final class Database implements AutoCloseable {

  private final Endpoints endpoints;
  private final HikariDataSource appPool;
  private final HikariDataSource enginePool;
  private final Jdbi app;
  private final Jdbi engine;
  private final Probe probe;
  private final ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);

  private Database(Endpoints endpoints, HikariDataSource appPool, HikariDataSource enginePool) {
    this.endpoints = endpoints;
    this.appPool = appPool;
    this.enginePool = enginePool;
    this.app = Statements.over(appPool);
    this.engine = Statements.over(enginePool);
    this.probe = new Probe(endpoints.app());
  }

  /**
   * Connects to a migrated database.
   *
   * @throws DatabaseRefusedException when a role could see rows that it must not see
   */
  public static Database open(Endpoints endpoints) {
    String engine = endpoints.engine().user();
    HikariDataSource appPool = Pools.open(Role.APP, endpoints.app(), engine);
    try {
      return new Database(endpoints, appPool, Pools.open(Role.ENGINE, endpoints.engine(), engine));
    } catch (DatabaseRefusedException e) {
      appPool.close();
      throw e;
    }
  }

  /** Runs work in one transaction that sees the rows of one tenant. */
  public <T extends @Nullable Object> T inTenant(TenantScope scope, Function<Transaction, T> work) {
    return run(
        app,
        handle -> {
          Statements.confine(handle, scope.tenant());
          return work.apply(new Transaction(handle));
        });
  }

  /** Runs the statements of a system job in one transaction. */
  public <T extends @Nullable Object> T asEngine(
      EngineJob job, Function<EngineTransaction, T> work) {
    return run(engine, handle -> work.apply(new EngineTransaction(handle, job)));
  }

  /** Opens a connection for one system job that keeps it for long; its owner closes it. */
  public EngineSession engineSession(EngineJob job) {
    return EngineSession.open(endpoints.engine(), job);
  }

  /**
   * Refuses to go on inside a transaction; for whoever starts something that may take long.
   *
   * @throws IllegalStateException when this thread has a transaction open
   */
  public void refuseInside(String what) {
    if (inside.get()) {
      throw new IllegalStateException(what + " inside a transaction");
    }
  }

  /**
   * Why the database cannot be used now; empty when it answers. Asks it on a connection apart from
   * those of callers, and waits up to some seconds for its answer.
   */
  public Optional<String> check() {
    return probe.check();
  }

  private <T extends @Nullable Object> T run(Jdbi jdbi, Function<Handle, T> work) {
    refuseInside("A transaction");
    inside.set(true);
    try {
      return Unit.run(jdbi, work);
    } finally {
      inside.remove();
    }
  }

  @Override
  public void close() {
    probe.close();
    appPool.close();
    enginePool.close();
  }
}
