package io.auterity.spi.tracker;

/** Whether work on an issue is still to be done. */
public enum IssueState {
  OPEN,
  CLOSED
}
