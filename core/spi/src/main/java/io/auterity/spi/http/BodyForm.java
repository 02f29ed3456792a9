package io.auterity.spi.http;

/** The form in which the body of a reply is wanted. */
public enum BodyForm {
  /** A JSON value. */
  JSON,
  /** Text, in the character set that the reply names. */
  TEXT,
  /** Bytes with their media type. */
  BYTES
}
