package io.auterity.spi.documents;

/** The type of an event in a stream of document changes. */
public enum DocumentEventType {
  /** The document stands so: it was there at the begin, is new, has changed, or now fits. */
  STANDS,
  /** The document is gone, or does not fit; also told of one that never did. */
  GONE,
  /**
   * Nothing was written: the stream has come so far. The first one of a stream that began without a
   * position follows the documents as they stood; what is not among them is gone.
   */
  POSITION
}
