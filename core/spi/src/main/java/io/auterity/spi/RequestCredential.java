package io.auterity.spi;

/** Whose credential a request bears at the places to which the credential is sent. */
public enum RequestCredential {
  /** The provider's. */
  PROVIDER,
  /** Nobody's, e.g. of an address that its vendor gave to whoever holds it. */
  NONE
}
