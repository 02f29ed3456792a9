package io.auterity.spi.containers;

/** How far a scan is. */
public enum ScanState {
  /** Nobody has asked for one. */
  UNSCANNED,
  PENDING,
  DONE,
  FAILED
}
