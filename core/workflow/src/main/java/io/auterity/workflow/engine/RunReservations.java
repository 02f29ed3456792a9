package io.auterity.workflow.engine;

import io.auterity.platform.call.Invocation;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Runs that are being repaired or ended from outside, and are not loaded meanwhile. */
final class RunReservations {

  private final Set<UUID> runs = ConcurrentHashMap.newKeySet();

  /**
   * Reserves a run.
   *
   * @throws CallFailedException {@code conflict} when it is reserved already
   */
  void add(UUID id) {
    if (!runs.add(id)) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          "the run %s is just being repaired or ended".formatted(Invocation.RUN_ID.write(id)));
    }
  }

  boolean contains(UUID id) {
    return runs.contains(id);
  }

  void release(UUID id) {
    runs.remove(id);
  }

  /** The failure of what is asked of a run that is carried on. */
  static CallFailedException carriedOn(UUID id) {
    return new CallFailedException(
        FailureCode.CONFLICT, "the run %s is carried on".formatted(Invocation.RUN_ID.write(id)));
  }
}
