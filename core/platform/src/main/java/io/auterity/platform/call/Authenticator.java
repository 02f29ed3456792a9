package io.auterity.platform.call;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import java.util.Optional;

/** The first two stages of the road, asked at each door: who calls, and for which tenant. */
public interface Authenticator {

  /**
   * Verifies a credential.
   *
   * @throws CallFailedException {@code unauthenticated}, with the same words whatever was wrong
   */
  Authenticated authenticate(Credential credential);

  /**
   * Whom a credential stands for, if that can be told at once; never waits. Empty says nothing
   * about the credential.
   */
  default Optional<Authenticated> recent(Credential credential) {
    return Optional.empty();
  }

  /**
   * Why a credential that identified no principal a moment ago is refused again, without looking;
   * never waits. Empty says nothing about the credential.
   */
  default Optional<Failure> recentlyRefused(Credential credential) {
    return Optional.empty();
  }

  /** A verified caller. */
  record Authenticated(TenantScope scope, Principal principal) {}
}
