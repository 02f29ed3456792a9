package io.auterity.platform.database;

import io.auterity.platform.database.store.EngineJob;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * A connection that one system job keeps, e.g. the writer of a journal. Its advisory locks last as
 * long as it does: when it breaks the locks are free, and its owner must open another.
 */
public final class EngineSession implements AutoCloseable {

  private final Handle handle;
  private final EngineJob job;

  private EngineSession(Handle handle, EngineJob job) {
    this.handle = handle;
    this.job = job;
  }

  static EngineSession open(DatabaseLogin login, EngineJob job) {
    try {
      Jdbi jdbi = Database.configured(Jdbi.create(login::connectLimited));
      return new EngineSession(jdbi.open(), job);
    } catch (JdbiException e) {
      throw DatabaseFailure.during(e, DatabaseFailure.Phase.WORK);
    }
  }

  /** Runs statements of the job in one transaction on this connection. */
  public <T extends @Nullable Object> T inTransaction(Function<EngineTransaction, T> work) {
    return UnitOfWork.run(handle, open -> work.apply(new EngineTransaction(open, job)));
  }

  /**
   * Runs one statement of the job that is a transaction of its own; it takes one exchange with the
   * server.
   */
  public <T> T inOneStatement(Function<EngineTransaction, T> work) {
    try {
      return work.apply(new EngineTransaction(handle, job));
    } catch (JdbiException e) {
      throw DatabaseFailure.during(e, DatabaseFailure.Phase.COMMIT);
    }
  }

  /** Takes a lock for the life of this session; false when another session holds it. */
  public boolean tryLock(long key) {
    return UnitOfWork.run(
        handle,
        open ->
            open.createQuery("select pg_try_advisory_lock(:key)")
                .bind("key", key)
                .mapTo(Boolean.class)
                .one());
  }

  @Override
  public void close() {
    handle.close();
  }
}
