package io.auterity.gateway.door;

import io.auterity.platform.call.Credential;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How callers show their key. */
public final class Callers {

  private static final String SCHEME = "Bearer ";

  /** For a request that shows no key at all. */
  public static final Failure NO_KEY =
      Failure.of(
          FailureCode.UNAUTHENTICATED, "no key: send the header 'Authorization: Bearer <key>'");

  private Callers() {}

  /** The key in an authorization header; empty when it holds none. */
  public static Optional<Credential> key(@Nullable String authorization) {
    return authorization != null
            && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
            && authorization.length() > SCHEME.length()
        ? Optional.of(new Credential.ApiKey(authorization.substring(SCHEME.length()).strip()))
        : Optional.empty();
  }
}
