package io.auterity.spi.git;

/** The visibility of a repository: who may see it. */
public enum Visibility {
  PUBLIC,
  INTERNAL,
  PRIVATE
}
