package io.auterity.server.web.security;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An API key that stands as the password of an {@code Authorization: Basic} header (RFC 7617). */
final class BasicKey {

  private static final String SCHEME = "Basic ";

  /** The password, or the name where there is none; empty when the header has another form. */
  static Optional<String> of(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    String pair = decoded(authorization.substring(SCHEME.length()).strip());
    int colon = pair.indexOf(':');
    String password = colon < 0 ? "" : pair.substring(colon + 1);
    String key = password.isEmpty() && colon > 0 ? pair.substring(0, colon) : password;
    return Optional.of(key).filter(text -> !text.isEmpty());
  }

  private static String decoded(String text) {
    try {
      return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
