package io.auterity.spi.tracker;

/** What an issue does to another; each but {@link #RELATES_TO} reads otherwise from there. */
public enum IssueLinkType {
  BLOCKS,
  BLOCKED_BY,
  RELATES_TO,
  DUPLICATES,
  DUPLICATED_BY
}
