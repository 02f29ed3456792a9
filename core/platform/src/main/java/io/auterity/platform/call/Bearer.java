package io.auterity.platform.call;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The scheme {@code Bearer} of an {@code Authorization} header (RFC 9110, 6750). */
public final class Bearer {

  private static final String SCHEME = "Bearer ";

  /**
   * The token of a header's value; empty when there is none, or the scheme is another. The name of
   * a scheme has no case.
   */
  public static Optional<String> token(@Nullable String authorization) {
    return authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? Optional.of(authorization.substring(SCHEME.length()).strip())
            .filter(token -> !token.isEmpty())
        : Optional.empty();
  }
}
