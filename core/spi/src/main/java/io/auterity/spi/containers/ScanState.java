package io.auterity.spi.containers;

/** How far a scan is. */
public enum ScanState {
  PENDING,
  DONE,
  FAILED
}
