package io.auterity.spi.knowledge;

/** The depth of a list of pages: how far down it goes. */
public enum PageDepth {
  /** Those that stand directly under the page, or at the top of the space. */
  CHILDREN,
  /** All that stand under the page or in the space, at whatever depth. */
  ALL
}
