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

  /** Why a run that is not over is not carried on, e.g. that it cannot be read back. */
  Optional<Failure> stalled(UUID run);
}
