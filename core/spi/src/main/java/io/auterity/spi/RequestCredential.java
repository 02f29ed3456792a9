package io.auterity.spi;

/** Whose credential a request bears at the places to which the credential is sent. */
public enum RequestCredential {
  /** The provider's. */
  PROVIDER,
  /** No credential, e.g. for an address that its vendor gave to its holder. */
  NONE
}
