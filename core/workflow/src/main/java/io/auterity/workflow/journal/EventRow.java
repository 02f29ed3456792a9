package io.auterity.workflow.journal;

import io.auterity.workflow.decider.IndexPath;
import java.time.Instant;
import java.util.Objects;

/** The columns of an event that do not come from its run. */
public record EventRow(
    int seq, int node, IndexPath path, int round, int kind, StoredJson payload, Instant at) {
  public EventRow {
    Objects.requireNonNull(path);
    Objects.requireNonNull(payload);
    Objects.requireNonNull(at);
  }
}
