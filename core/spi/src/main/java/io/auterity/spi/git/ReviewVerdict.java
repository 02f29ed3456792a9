package io.auterity.spi.git;

/** The verdict of a review. */
public enum ReviewVerdict {
  APPROVE,
  REQUEST_CHANGES,
  COMMENT
}
