package io.auterity.platform.call;

import io.auterity.spi.CallFailedException;

/** The first two stages of the road, asked at each door: who calls, and for which tenant. */
public interface Authenticator {

  /**
   * Verifies a credential.
   *
   * @throws CallFailedException {@code unauthenticated}, with the same words whatever was wrong
   */
  Authenticated authenticate(Credential credential);

  /** A verified caller. */
  record Authenticated(TenantScope scope, Principal principal) {}
}
