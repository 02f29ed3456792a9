package io.auterity.spi.documents;

/** What an event of a stream of documents tells. */
public enum DocumentEventType {
  /** The document stands so: it was there at the begin, is new, has changed, or now fits. */
  STANDS,
  /** The document is gone, or does not fit any more. */
  GONE
}
