package io.auterity.workflow.engine;

import io.auterity.spi.CallFailedException;
import java.util.UUID;
import java.util.function.Supplier;

/** Starts of runs by steps of other runs. */
@FunctionalInterface
public interface RunStarts {

  /**
   * Starts a run, if that is permitted.
   *
   * @param start does so
   * @return its id
   * @throws CallFailedException {@code forbidden}, or as {@code start} does
   */
  UUID start(RunRequest request, Supplier<UUID> start);
}
