package io.auterity.workflow.engine;

import java.time.Instant;
import java.util.Optional;

/** Who looks after the owners of runs. */
interface Care {

  /** Whether calls are still made. */
  boolean open();

  /** The run is over, or is no longer carried on here. */
  void ended(RunOwner owner);

  /** Whether a run that waits until then need not stay in memory. */
  boolean worthForgetting(Optional<Instant> until);

  /** The run waits for long; it need not stay in memory until that time. */
  void resting(RunOwner owner, Optional<Instant> until);
}
