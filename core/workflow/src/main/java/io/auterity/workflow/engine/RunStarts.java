package io.auterity.workflow.engine;

import io.auterity.spi.CallFailedException;

/** Which runs steps of other runs may start. */
@FunctionalInterface
public interface RunStarts {

  /**
   * Requires that a run may be started.
   *
   * @throws CallFailedException {@code forbidden}
   */
  void require(RunRequest request);
}
