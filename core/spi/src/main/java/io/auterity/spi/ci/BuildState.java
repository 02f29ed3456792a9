package io.auterity.spi.ci;

/** The state of a build or of one of its jobs; the server's own word for it is its status. */
public enum BuildState {
  /** It waits for its turn. */
  PENDING,
  /** It waits for a person. */
  BLOCKED,
  RUNNING,
  SUCCESS,
  FAILURE,
  CANCELLED,
  SKIPPED
}
