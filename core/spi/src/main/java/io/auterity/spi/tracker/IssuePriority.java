package io.auterity.spi.tracker;

/** The priority of an issue, most urgent first. */
public enum IssuePriority {
  URGENT,
  HIGH,
  MEDIUM,
  LOW
}
