package io.auterity.spi;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The signed token (JWT, RFC 7519) by which a vendor shows that it sent a delivery, and what makes
 * one valid. It is signed by a key that the vendor publishes, so that a webhook of it has no
 * secret. It covers neither the body nor the address.
 *
 * @param header that has it, lower case
 * @param prefix of the header's value, e.g. {@code "Bearer "}; empty where there is none
 * @param keys where the vendor publishes its keys (RFC 7517), at a host of the manifest's egress
 * @param issuer of the token ({@code iss}), letter for letter
 * @param audience for whom it must be ({@code aud}); empty where the configuration does not say it,
 *     by which no token is valid
 */
public record WebhookToken(String header, String prefix, URI keys, String issuer, String audience) {
  public WebhookToken {
    header = header.toLowerCase(Locale.ROOT);
    Objects.requireNonNull(prefix);
    Objects.requireNonNull(keys);
    Objects.requireNonNull(issuer);
    Objects.requireNonNull(audience);
  }

  /**
   * The token of a delivery; empty where it has none.
   *
   * @param headers by lower-case name
   */
  public Optional<String> in(Map<String, String> headers) {
    return Optional.ofNullable(headers.get(header))
        .filter(value -> value.startsWith(prefix) && value.length() > prefix.length())
        .map(value -> value.substring(prefix.length()));
  }
}
