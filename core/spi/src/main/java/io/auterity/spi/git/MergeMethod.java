package io.auterity.spi.git;

/** How the commits of a pull request reach its target. */
public enum MergeMethod {
  MERGE,
  SQUASH,
  REBASE
}
