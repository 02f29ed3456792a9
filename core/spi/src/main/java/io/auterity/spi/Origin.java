package io.auterity.spi;

/** The origin of a failure: where its cause lies, and so who can remove it. */
public enum Origin {
  /** The caller's request, or that the caller went away. */
  CALLER,
  /** This platform: its limits and rules, its store, its process, the code of a plugin. */
  PLATFORM,
  /** A vendor, or the network to it. */
  VENDOR
}
