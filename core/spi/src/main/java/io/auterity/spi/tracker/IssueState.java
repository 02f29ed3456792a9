package io.auterity.spi.tracker;

/** The state of an issue: whether work on it is still to be done. */
public enum IssueState {
  OPEN,
  CLOSED
}
