package io.auterity.control.access;

import io.auterity.platform.digest.Sha256;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** Makes secrets of 256 random bits; only their digest is ever stored. */
final class Token {

  static final String API_KEY = "ak_";
  static final String SESSION = "as_";
  static final String CODE = "ac_";

  private static final int BYTES = 32;
  private static final int SHOWN = 8;

  static String fresh(String prefix, RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** How a secret begins, which may be shown: 48 of its 256 bits. */
  static String prefix(String secret) {
    return secret.substring(0, API_KEY.length() + SHOWN);
  }

  /** SHA-256: enough for a secret that cannot be guessed, and cheap enough for every call. */
  static byte[] digest(String secret) {
    return Sha256.of(secret);
  }
}
