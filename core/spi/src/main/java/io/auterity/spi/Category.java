package io.auterity.spi;

/** Where the cause of a failure lies. */
public enum Category {
  /** The caller's request. */
  CALLER,
  /** This platform. */
  INTERNAL,
  /** A limit that was reached. */
  RESOURCES,
  /** A vendor or the network. */
  EXTERNAL
}
