package io.auterity.spi.automation;

/** The state of a workflow execution; the engine's own word for it is its status. */
public enum ExecutionState {
  /** It waits for its turn. */
  PENDING,
  RUNNING,
  /** It waits for a time or for a person. */
  WAITING,
  SUCCESS,
  FAILURE,
  CANCELLED,
  /** The engine has a word for it that is not known here; its status has the word. */
  UNKNOWN
}
