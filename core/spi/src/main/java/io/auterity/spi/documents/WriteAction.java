package io.auterity.spi.documents;

/** The action of a write in a transaction. */
public enum WriteAction {
  /** Stores a document; conflict when there is one. */
  CREATE,
  /** Stores a whole document, whether or not there was one. */
  PUT,
  /** Sets and removes fields of a document; not found when there is none. */
  UPDATE,
  /** Deletes a document, if there is one. */
  DELETE
}
