package io.auterity.spi.tracker;

/** How urgent an issue is, most urgent first. */
public enum IssuePriority {
  URGENT,
  HIGH,
  MEDIUM,
  LOW
}
