package io.auterity.platform.call;

/**
 * A credential that a caller presents at a door: an API key or a session token. Its text is secret:
 * it is never logged or stored.
 */
public sealed interface Credential {

  /** An API key, whole. */
  record ApiKey(String secret) implements Credential {
    @Override
    public String toString() {
      return "api key";
    }
  }

  /** The token of a console session. */
  record SessionToken(String secret) implements Credential {
    @Override
    public String toString() {
      return "session token";
    }
  }
}
