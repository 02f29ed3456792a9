package io.auterity.spi.git;

/** What a commit does to a file. */
public enum FileAction {
  CREATE,
  UPDATE,
  DELETE
}
