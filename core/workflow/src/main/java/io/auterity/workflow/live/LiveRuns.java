package io.auterity.workflow.live;

import io.auterity.spi.Failure;
import java.util.Optional;
import java.util.UUID;

/** The progress of runs that are not over. */
public interface LiveRuns {

  /** Of a run in memory; empty when it is over, waits for long, or has not begun. */
  Optional<RunProgress> progress(UUID run);

  /**
   * As the journal tells it now, of a run that is not in memory; empty when it is over or cannot be
   * read.
   */
  Optional<RunProgress> replayed(UUID run);

  /**
   * How far a run is by its rows, when it is not in memory: it waits, or is carried on elsewhere.
   */
  default Optional<StoredProgress> elsewhere(UUID run) {
    return Optional.empty();
  }

  /**
   * How far a run is by its rows.
   *
   * @param seq grows with each event and changes with each phase; unlike the numbers of changes in
   *     memory
   * @param over whether it is over
   */
  record StoredProgress(long seq, boolean over) {}

  /** Why a run that is not over is not carried on, e.g. that it cannot be read back. */
  Optional<Failure> stalled(UUID run);
}
