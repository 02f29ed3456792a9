package io.auterity.workflow.writer;

import java.util.Set;
import java.util.UUID;

/** Undoes a transaction that would mix the events of two writers. */
final class LostRaceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Set<UUID> runs;

  LostRaceException(Set<UUID> runs) {
    this.runs = Set.copyOf(runs);
  }

  Set<UUID> runs() {
    return runs;
  }
}
