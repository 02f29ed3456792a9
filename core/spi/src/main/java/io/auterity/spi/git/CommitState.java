package io.auterity.spi.git;

/** What a check says of a commit. */
public enum CommitState {
  PENDING,
  SUCCESS,
  FAILURE,
  ERROR
}
