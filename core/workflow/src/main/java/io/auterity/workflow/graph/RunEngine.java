package io.auterity.workflow.graph;

import java.util.Locale;

/** What may carry the runs of a workflow on. */
public enum RunEngine {
  /** The journal of the servers themselves. */
  JOURNAL,
  /** A cluster of Temporal. */
  TEMPORAL;

  /** Its word in workflows, and in rows of runs where it is not the journal. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
