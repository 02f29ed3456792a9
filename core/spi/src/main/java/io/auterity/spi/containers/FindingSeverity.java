package io.auterity.spi.containers;

/** How grave a finding is, worst first. */
public enum FindingSeverity {
  CRITICAL,
  HIGH,
  MEDIUM,
  LOW,
  NEGLIGIBLE,
  UNKNOWN
}
