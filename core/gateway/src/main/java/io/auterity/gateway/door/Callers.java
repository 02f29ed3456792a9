package io.auterity.gateway.door;

import io.auterity.platform.call.Authenticator;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.Credential;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out who makes a request, by the key that it shows. */
public final class Callers {

  private static final String SCHEME = "Bearer ";

  /** For a request that shows no key at all. */
  public static final Failure NO_KEY =
      Failure.of(
          FailureCode.UNAUTHENTICATED, "no key: send the header 'Authorization: Bearer <key>'");

  private final Authenticator authenticator;

  Callers(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  Authenticated of(Received request) {
    String key =
        key(request.headers().get("authorization"))
            .orElseThrow(() -> new CallFailedException(NO_KEY));
    return authenticator.authenticate(new Credential.ApiKey(key));
  }

  /** The key in an authorization header; empty when it holds none. */
  public static Optional<String> key(@Nullable String authorization) {
    return authorization != null
            && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
            && authorization.length() > SCHEME.length()
        ? Optional.of(authorization.substring(SCHEME.length()).strip())
        : Optional.empty();
  }
}
