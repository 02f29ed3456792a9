package io.auterity.workflow.journal;

import java.util.Objects;

/** A run's row. */
public record StoredRun(RunBirth birth, RunHead head) {
  public StoredRun {
    Objects.requireNonNull(birth);
    Objects.requireNonNull(head);
  }
}
