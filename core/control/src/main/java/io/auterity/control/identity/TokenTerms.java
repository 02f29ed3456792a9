package io.auterity.control.identity;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The validation terms of a token (JWT): the issuer, audience, algorithms, age and nonce that it
 * must have.
 *
 * @param issuer letter for letter
 * @param audience the one client that it is for
 * @param algorithms that it may be signed with
 * @param oldest since an ID token was given; null for a token by which a vendor shows that it sent
 *     something, which need not say when it was given, whom it is about or who asked for it
 * @param nonce that it must carry; null when the user who shows it got it by themselves
 * @param accessToken that came with it; null when none did
 */
record TokenTerms(
    String issuer,
    String audience,
    Set<TokenAlgorithm> algorithms,
    @Nullable Duration oldest,
    @Nullable String nonce,
    @Nullable String accessToken) {

  /** How far clocks may be apart. */
  static final Duration SKEW = Duration.ofMinutes(1);

  TokenTerms {
    algorithms = Set.copyOf(algorithms);
  }

  /** Those of a token by which a vendor shows that it sent something. */
  static TokenTerms ofVendor(String issuer, String audience) {
    return new TokenTerms(
        issuer, audience, EnumSet.of(TokenAlgorithm.RS256, TokenAlgorithm.ES256), null, null, null);
  }

  /** Whether they are those of an ID token, which tells who has signed in. */
  boolean ofIdToken() {
    return oldest != null;
  }

  @Override
  public String toString() {
    return "tokens of %s for %s".formatted(issuer, audience);
  }
}
