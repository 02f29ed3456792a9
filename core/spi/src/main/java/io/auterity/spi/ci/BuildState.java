package io.auterity.spi.ci;

/** How a build or one of its jobs stands; the server's own word for it is its status. */
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
