package io.auterity.spi.git;

/** The state of a pull request. */
public enum PullRequestState {
  OPEN,
  CLOSED,
  MERGED
}
