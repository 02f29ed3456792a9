package io.auterity.spi.git;

/** What stands at a path. */
public enum EntryType {
  FILE,
  FOLDER,
  LINK,
  SUBMODULE
}
