package io.auterity.spi.git;

/** The type of an entry at a path of a repository. */
public enum EntryType {
  FILE,
  FOLDER,
  LINK,
  SUBMODULE
}
