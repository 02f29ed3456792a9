package io.auterity.gateway.door;

import io.auterity.platform.call.Bearer;
import io.auterity.platform.call.Credential;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How callers show their key. */
public final class Callers {

  /** For a request that shows no key at all. */
  public static final Failure NO_KEY =
      Failure.of(
          FailureCode.UNAUTHENTICATED, "no key: send the header 'Authorization: Bearer <key>'");

  private Callers() {}

  /** The key in an authorization header; empty when it holds none. */
  public static Optional<Credential> key(@Nullable String authorization) {
    return Bearer.token(authorization).map(Credential.ApiKey::new);
  }
}
