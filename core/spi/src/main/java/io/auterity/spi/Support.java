package io.auterity.spi;

/** How well a connector supports an operation. */
public enum Support {
  /** As the kind describes it. */
  FULL,
  /** Composed of other operations of the vendor. */
  EMULATED,
  /** With stated limits. */
  PARTIAL,
  /** Not at all. */
  NONE
}
