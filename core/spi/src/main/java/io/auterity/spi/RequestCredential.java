package io.auterity.spi;

/**
 * The credential that a request bears at the places to which the credential is sent: the provider's
 * or none.
 */
public enum RequestCredential {
  /** The provider's. */
  PROVIDER,
  /** No credential, e.g. for an address that its vendor gave to its holder. */
  NONE
}
