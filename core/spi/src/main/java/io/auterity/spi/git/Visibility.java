package io.auterity.spi.git;

/** Who may see a repository. */
public enum Visibility {
  PUBLIC,
  INTERNAL,
  PRIVATE
}
