package io.auterity.connector;

/** A connector that knows how its vendor signs what it sends. */
public interface SignedConnector {

  /** Name of the scheme; {@code none} where nothing is signed, or nothing is sent. */
  String scheme();
}
