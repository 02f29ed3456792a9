package io.auterity.spi.git;

/** The merge method of a pull request: how its commits reach its target. */
public enum MergeMethod {
  MERGE,
  SQUASH,
  REBASE
}
