package io.auterity.spi.git;

/** The state of a commit status, as a check reports it. */
public enum CommitState {
  PENDING,
  SUCCESS,
  FAILURE,
  ERROR
}
