package io.auterity.platform.database;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One unit of work: begun, carried out, committed, and undone when anything fails. */
final class UnitOfWork {

  private static final Logger LOG = LoggerFactory.getLogger(UnitOfWork.class);

  static <T extends @Nullable Object> T run(Jdbi jdbi, Function<Handle, T> work) {
    try (Handle handle = open(jdbi)) {
      return run(handle, work);
    }
  }

  static <T extends @Nullable Object> T run(Handle handle, Function<Handle, T> work) {
    T result = attempt(handle, work);
    try {
      handle.commit();
      return result;
    } catch (JdbiException e) {
      throw DatabaseFailure.during(e, DatabaseFailure.Phase.COMMIT);
    }
  }

  private static <T extends @Nullable Object> T attempt(Handle handle, Function<Handle, T> work) {
    boolean done = false;
    try {
      handle.begin();
      T result = work.apply(handle);
      done = true;
      return result;
    } catch (JdbiException e) {
      throw DatabaseFailure.during(e, DatabaseFailure.Phase.WORK);
    } finally {
      if (!done) {
        rollback(handle);
      }
    }
  }

  /** A rollback that fails is no second failure: the server undoes what was not committed. */
  private static void rollback(Handle handle) {
    try {
      handle.rollback();
    } catch (JdbiException e) {
      LOG.debug("The rollback failed; the connection is given up.", e);
    }
  }

  private static Handle open(Jdbi jdbi) {
    try {
      return jdbi.open();
    } catch (JdbiException e) {
      throw DatabaseFailure.during(e, DatabaseFailure.Phase.WORK);
    }
  }
}
