package io.auterity.platform.database;

import io.auterity.platform.database.store.EngineJob;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import org.jdbi.v3.core.ConnectionException;
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
  private final RegisteredStatements statements;

  private EngineSession(Handle handle, EngineJob job, RegisteredStatements statements) {
    this.handle = handle;
    this.job = job;
    this.statements = statements;
  }

  static EngineSession open(DatabaseLogin login, EngineJob job, RegisteredStatements statements) {
    try {
      Jdbi jdbi = Database.configured(Jdbi.create(login::connectLimited));
      return new EngineSession(jdbi.open(), job, statements);
    } catch (JdbiException e) {
      throw DatabaseFailure.during(e, DatabaseFailure.Phase.WORK);
    }
  }

  /** Runs statements of the job in one transaction on this connection. */
  public <T extends @Nullable Object> T inTransaction(Function<EngineTransaction, T> work) {
    return UnitOfWork.run(handle, open -> work.apply(new EngineTransaction(open, job, statements)));
  }

  /**
   * Runs one statement of the job that is a transaction of its own; it takes one exchange with the
   * server.
   */
  public <T> T inOneStatement(Function<EngineTransaction, T> work) {
    try {
      return work.apply(new EngineTransaction(handle, job, statements));
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

  /** Gives a lock back at once: the server may notice the end of a session somewhat later. */
  public void unlock(long key) {
    try {
      var _ =
          handle
              .createQuery("select pg_advisory_unlock(:key)")
              .bind("key", key)
              .mapTo(Boolean.class)
              .one();
    } catch (JdbiException e) {
      // The connection is broken, and the lock free with it.
    }
  }

  /**
   * A session as the database knows it.
   *
   * @param started tells it from a later one of the same number
   */
  public record Backend(int pid, String started) {}

  /** What the database calls this session. */
  public Backend backend() {
    return UnitOfWork.run(
        handle,
        open ->
            open.createQuery(
                    "select pid, backend_start::text from pg_stat_activity where pid ="
                        + " pg_backend_pid()")
                .map((row, context) -> new Backend(row.getInt(1), row.getString(2)))
                .one());
  }

  /** Ends another session of the same login, and frees its locks; false when it is gone. */
  public boolean end(Backend other) {
    return UnitOfWork.run(
        handle,
        open ->
            open.createQuery(
                    """
                    select pg_terminate_backend(pid, 1000) from pg_stat_activity
                    where pid = :pid and backend_start::text = :started and usename = current_user
                    """)
                .bind("pid", other.pid())
                .bind("started", other.started())
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false));
  }

  /** Names this session at the database; the number tells it from earlier ones of the name. */
  public void name(String name, long number) {
    UnitOfWork.run(
        handle,
        open ->
            open.createQuery("select set_config('application_name', :name, false)")
                .bind("name", "%s %d".formatted(name, number))
                .mapTo(String.class)
                .one());
  }

  /**
   * Ends sessions of the same login that hold a lock, which frees it, where they have the same name
   * and a lower number; false when there are none.
   */
  public boolean endEarlier(long key, String name, long number) {
    return UnitOfWork.run(
            handle,
            open ->
                open.createQuery(
                        """
                        select pg_terminate_backend(a.pid, 1000)
                        from pg_locks l join pg_stat_activity a on a.pid = l.pid
                        where l.locktype = 'advisory' and l.granted and l.objsubid = 1
                          and (l.classid::bigint << 32) + l.objid::bigint = :key
                          and a.datname = current_database() and a.usename = current_user
                          and case when a.application_name ~ ('^' || :name || ' [0-9]{1,18}$')
                            then substr(a.application_name, length(:name) + 2)::bigint < :number
                            else false end
                        """)
                    .bind("key", key)
                    .bind("name", name)
                    .bind("number", number)
                    .mapTo(Boolean.class)
                    .list())
        .contains(true);
  }

  /**
   * Finds out that the database still answers on this connection.
   *
   * @param atMost how long its answer is awaited
   */
  public void confirm(Duration atMost) {
    try {
      Connection connection = handle.getConnection();
      int before = connection.getNetworkTimeout();
      connection.setNetworkTimeout(Runnable::run, (int) atMost.toMillis());
      inOneStatement(tx -> handle.createQuery("select 1").mapTo(Integer.class).one());
      connection.setNetworkTimeout(Runnable::run, before);
    } catch (SQLException e) {
      throw DatabaseFailure.during(new ConnectionException(e), DatabaseFailure.Phase.WORK);
    }
  }

  @Override
  public void close() {
    handle.close();
  }
}
