package io.auterity.spi;

/** The level of support that a connector has for an operation. */
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
