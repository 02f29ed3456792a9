package io.auterity.spi.git;

/** Where a pull request stands. */
public enum PullRequestState {
  OPEN,
  CLOSED,
  MERGED
}
