package io.auterity.workflow.store;

import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;

/**
 * A commit that does not wait for the disk, for what is worth nothing once the database has
 * crashed: it outlives a crash of the server, and may be lost with the last moment of the database.
 */
final class RelaxedCommit {

  static final EngineStatement RELAX_COMMIT =
      new EngineStatement(
          "RELAX_COMMIT",
          EngineJob.JOURNAL,
          "select set_config('synchronous_commit', 'off', true)");

  /** Has this transaction commit so. */
  static void in(EngineTransaction tx) {
    var _ = tx.query(RELAX_COMMIT).mapTo(String.class).one();
  }

  private RelaxedCommit() {}
}
