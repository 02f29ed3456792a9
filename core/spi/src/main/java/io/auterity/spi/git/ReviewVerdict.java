package io.auterity.spi.git;

/** What a review says. */
public enum ReviewVerdict {
  APPROVE,
  REQUEST_CHANGES,
  COMMENT
}
