package io.auterity.platform.database;

import io.auterity.spi.CallFailedException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether the database answers, on a connection of its own: callers who use up the pool do not
 * make the database ill, and those who ask for its health take no connection from callers. It is
 * opened when it is first needed, and anew after it broke.
 */
final class Probe implements AutoCloseable {

  private final Jdbi jdbi;
  private @Nullable Handle handle;

  Probe(DatabaseLogin login) {
    this.jdbi = Jdbi.create(login::connectBriefly);
  }

  /** Why the database cannot be used now; empty when it answers. */
  synchronized Optional<String> check() {
    try {
      connected().execute("select 1");
      return Optional.empty();
    } catch (JdbiException e) {
      close();
      return Optional.of(sentence(DatabaseFailure.during(e, DatabaseFailure.Phase.WORK)));
    }
  }

  private Handle connected() {
    if (handle == null) {
      handle = jdbi.open();
    }
    return handle;
  }

  private static String sentence(RuntimeException e) {
    return e instanceof CallFailedException failed
        ? failed.failure().message()
        : "the database refuses this server";
  }

  @Override
  public synchronized void close() {
    if (handle != null) {
      handle.close();
      handle = null;
    }
  }
}
