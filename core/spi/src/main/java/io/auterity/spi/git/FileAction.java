package io.auterity.spi.git;

/** The action of a commit on a file. */
public enum FileAction {
  CREATE,
  UPDATE,
  DELETE
}
