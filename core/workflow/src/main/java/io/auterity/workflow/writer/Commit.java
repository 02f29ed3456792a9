package io.auterity.workflow.writer;

import io.auterity.platform.database.EngineSession;
import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.UniqueViolationException;
import io.auterity.workflow.journal.JournalEntry;
import io.auterity.workflow.seat.SeatLostException;
import io.auterity.workflow.store.JournalStore;
import io.auterity.workflow.store.RecoveryStore;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits a batch of entries; what is in the journal already must be the same. */
final class Commit {

  private static final Logger LOG = LoggerFactory.getLogger(Commit.class);

  /**
   * False when it must be tried again, without the runs that are lost.
   *
   * @param epoch under which the seat of the engine is held
   * @throws SeatLostException when it is not: nothing was applied
   */
  static boolean of(EngineSession open, long epoch, Batch batch, FailedAppends denied) {
    return (batch.onlyEvents() && added(open, epoch, batch))
        || committed(open, epoch, batch, denied);
  }

  /** False when an event is there already, as after a commit whose answer was lost. */
  private static boolean added(EngineSession open, long epoch, Batch batch) {
    try {
      open.inOneStatement(tx -> JournalStore.add(tx, epoch, batch.entries()));
      return true;
    } catch (UniqueViolationException e) {
      LOG.info("Some of what is to be written may be there: {}", e.getMessage());
      return false;
    }
  }

  private static boolean committed(
      EngineSession open, long epoch, Batch batch, FailedAppends denied) {
    try {
      open.inTransaction(
          tx -> {
            if (JournalStore.write(tx, epoch, batch.entries(), batch.heads()) > 0) {
              requireOwn(tx, batch);
            }
            return true;
          });
      return true;
    } catch (LostRaceException e) {
      LOG.error(
          "Others have written to the journal of {}; they are no longer carried on here.",
          e.runs());
      batch.lose(e.runs(), denied);
      return false;
    }
  }

  private static void requireOwn(EngineTransaction tx, Batch batch) {
    Set<UUID> lost = new HashSet<>();
    for (JournalEntry entry : batch.entries()) {
      if (!entry.events().stream().allMatch(event -> RecoveryStore.holds(tx, entry, event))) {
        lost.add(entry.run());
      }
    }
    if (!lost.isEmpty()) {
      throw new LostRaceException(lost);
    }
  }

  /** Undoes a transaction that would mix the events of two writers. */
  private static final class LostRaceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Set<UUID> runs;

    LostRaceException(Set<UUID> runs) {
      this.runs = Set.copyOf(runs);
    }

    Set<UUID> runs() {
      return runs;
    }
  }
}
