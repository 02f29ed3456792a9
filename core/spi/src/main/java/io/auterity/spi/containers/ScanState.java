package io.auterity.spi.containers;

/** The state of a vulnerability scan; the vendor's own word for it is its status. */
public enum ScanState {
  /** There is none: none was asked for, or what it found is kept no longer. */
  UNSCANNED,
  PENDING,
  DONE,
  FAILED,
  /** Images of this kind are not scanned. */
  UNSUPPORTED,
  /** The vendor has a word for it that is not known here; its status has the word. */
  UNKNOWN
}
