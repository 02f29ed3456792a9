package io.auterity.control.identity;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A signature algorithm of an issuer's ID tokens (JWT), each with the one type of key that fits;
 * HMAC, by a secret that both sides know, and {@code none} are left out.
 */
enum TokenAlgorithm {
  RS256("RSA", null, "SHA-256"),
  RS384("RSA", null, "SHA-384"),
  RS512("RSA", null, "SHA-512"),
  PS256("RSA", null, "SHA-256"),
  PS384("RSA", null, "SHA-384"),
  PS512("RSA", null, "SHA-512"),
  ES256("EC", "P-256", "SHA-256"),
  ES384("EC", "P-384", "SHA-384"),
  ES512("EC", "P-521", "SHA-512");

  private final String keyType;
  private final @Nullable String curve;
  private final String digest;

  TokenAlgorithm(String keyType, @Nullable String curve, String digest) {
    this.keyType = keyType;
    this.curve = curve;
    this.digest = digest;
  }

  /** {@code kty} of its keys. */
  String keyType() {
    return keyType;
  }

  /** {@code crv} of its keys; null where they have none. */
  @Nullable String curve() {
    return curve;
  }

  /** What {@code at_hash} of its tokens is made with. */
  String digest() {
    return digest;
  }

  /** The one of that name, letter for letter. */
  static Optional<TokenAlgorithm> of(@Nullable String name) {
    return Arrays.stream(values()).filter(each -> each.name().equals(name)).findFirst();
  }
}
