package io.auterity.control.identity;

import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Validates the claims of an ID token (JWT), whose signature is verified elsewhere. */
final class TokenClaims {

  private static final int LONGEST_SUBJECT = 255;

  /** The first that is wrong; empty when all is as it must be. */
  static Optional<TokenFlaw> flaw(
      Json.Obj claims, TokenTerms terms, TokenAlgorithm algorithm, Instant now) {
    if (!terms.issuer().equals(claims.text("iss"))) {
      return Optional.of(TokenFlaw.ISSUER);
    }
    if (!isFor(terms, claims)) {
      return Optional.of(TokenFlaw.AUDIENCE);
    }
    String subject = claims.text("sub");
    if (terms.ofIdToken()
        && (subject == null || subject.isBlank() || subject.length() > LONGEST_SUBJECT)) {
      return Optional.of(TokenFlaw.SUBJECT);
    }
    return time(claims, terms, now).or(() -> bound(claims, terms, algorithm));
  }

  /** One of several audiences of an ID token must be the one that asked for it. */
  private static boolean isFor(TokenTerms terms, Json.Obj claims) {
    String audience = terms.audience();
    boolean one = audience.equals(claims.text("aud"));
    boolean listed =
        claims.get("aud") instanceof Json.Arr(List<Json> all) && all.contains(Json.of(audience));
    boolean several = claims.get("aud") instanceof Json.Arr(List<Json> all) && all.size() > 1;
    boolean asked = claims.get("azp") == null ? !several : audience.equals(claims.text("azp"));
    return (one || listed) && (asked || !terms.ofIdToken());
  }

  private static Optional<TokenFlaw> time(Json.Obj claims, TokenTerms terms, Instant now) {
    long skew = TokenTerms.SKEW.toSeconds();
    long at = now.getEpochSecond();
    OptionalLong expires = seconds(claims.get("exp"));
    if (expires.isEmpty() || expires.getAsLong() + skew <= at) {
      return Optional.of(TokenFlaw.EXPIRED);
    }
    OptionalLong given = seconds(claims.get("iat"));
    Duration oldest = terms.oldest();
    if (oldest != null && (given.isEmpty() || given.getAsLong() < at - oldest.toSeconds() - skew)) {
      return Optional.of(TokenFlaw.TOO_OLD);
    }
    return isLater(claims.get("nbf"), at + skew) || isLater(claims.get("iat"), at + skew)
        ? Optional.of(TokenFlaw.NOT_YET)
        : Optional.empty();
  }

  /** Whether a time that need not be there is later than another; one that is none is. */
  private static boolean isLater(@Nullable Json claim, long than) {
    return claim != null && seconds(claim).orElse(Long.MAX_VALUE) > than;
  }

  private static Optional<TokenFlaw> bound(
      Json.Obj claims, TokenTerms terms, TokenAlgorithm algorithm) {
    if (terms.nonce() != null && !same(terms.nonce(), claims.text("nonce"))) {
      return Optional.of(TokenFlaw.NONCE);
    }
    String accessToken = terms.accessToken();
    boolean other =
        accessToken != null
            && claims.get("at_hash") != null
            && !same(half(accessToken, algorithm), claims.text("at_hash"));
    return other ? Optional.of(TokenFlaw.ACCESS_TOKEN) : Optional.empty();
  }

  private static String half(String accessToken, TokenAlgorithm algorithm) {
    try {
      byte[] whole =
          MessageDigest.getInstance(algorithm.digest())
              .digest(accessToken.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(whole, whole.length / 2));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm.digest(), e);
    }
  }

  private static boolean same(String expected, @Nullable String told) {
    return told != null
        && MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), told.getBytes(StandardCharsets.UTF_8));
  }

  /** A time in seconds; empty when it is no number, before 1970, or after the year 9999. */
  private static OptionalLong seconds(@Nullable Json claim) {
    double number =
        switch (claim) {
          case Json.Int(long value) -> value;
          case Json.Dec(double value) -> value;
          case null, default -> -1;
        };
    return number >= 0 && number < 253_402_300_800.0
        ? OptionalLong.of((long) number)
        : OptionalLong.empty();
  }
}
