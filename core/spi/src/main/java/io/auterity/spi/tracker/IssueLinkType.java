package io.auterity.spi.tracker;

/**
 * The type of an issue link: what an issue does to another; each but {@link #RELATES_TO} reads
 * otherwise from there.
 */
public enum IssueLinkType {
  BLOCKS,
  BLOCKED_BY,
  RELATES_TO,
  DUPLICATES,
  DUPLICATED_BY
}
