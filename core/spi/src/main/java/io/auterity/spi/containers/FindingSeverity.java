package io.auterity.spi.containers;

/** The severity of a finding of an image scan, worst first. */
public enum FindingSeverity {
  CRITICAL,
  HIGH,
  MEDIUM,
  LOW,
  NEGLIGIBLE,
  UNKNOWN
}
