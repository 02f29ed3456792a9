package io.auterity.control.identity;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The discovery document of an OIDC issuer (OpenID Connect Discovery, section 3).
 *
 * @param authorize where people agree; null where it sends no user
 * @param token where codes are exchanged; null where there are none
 * @param namesItself whether each of its answers names it (RFC 9207)
 */
record IssuerDocument(@Nullable URI authorize, @Nullable URI token, URI keys, boolean namesItself) {

  /**
   * Reads one.
   *
   * @throws CallFailedException {@code unavailable} when it is another issuer's, or leads where no
   *     one can be sure of the answer
   */
  static IssuerDocument read(Json.Obj document, String issuer) {
    if (!issuer.equals(document.text("issuer"))) {
      throw flaw(issuer, "it calls itself otherwise");
    }
    URI keys = place(document, "jwks_uri", issuer);
    if (keys == null) {
      throw flaw(issuer, "it names no keys");
    }
    return new IssuerDocument(
        place(document, "authorization_endpoint", issuer),
        place(document, "token_endpoint", issuer),
        keys,
        Json.of(true).equals(document.get("authorization_response_iss_parameter_supported")));
  }

  /** Https, or the very place of the issuer, which an operator approved. */
  private static @Nullable URI place(Json.Obj document, String field, String issuer) {
    String text = document.text(field);
    if (text == null) {
      return null;
    }
    try {
      URI uri = URI.create(text);
      URI home = URI.create(issuer);
      boolean same =
          Objects.equals(home.getScheme(), uri.getScheme())
              && Objects.equals(home.getRawAuthority(), uri.getRawAuthority());
      if (uri.getHost() != null && ("https".equals(uri.getScheme()) || same)) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw flaw(issuer, "its %s is no address".formatted(field));
    }
    throw flaw(issuer, "its %s is not reached by https".formatted(field));
  }

  private static CallFailedException flaw(String issuer, String what) {
    return new CallFailedException(
        FailureCode.UNAVAILABLE,
        "what '%s' says of itself cannot be used: %s".formatted(issuer, what));
  }
}
