package io.auterity.control.identity;

import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.jwt.JwkSetConverter;
import com.google.crypto.tink.jwt.JwtPublicKeyVerify;
import com.google.crypto.tink.jwt.JwtSignatureConfig;
import com.google.crypto.tink.jwt.JwtValidator;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Verifies ID tokens (JWT) by OpenID Connect Core, section 3.1.3.7. The algorithm is one of the
 * issuer's, whatever the token asks for; keys are the issuer's own, whatever the token brings or
 * points to. Signatures are left to Tink.
 */
final class IdTokens {

  private static final int LONGEST = 16_384;
  private static final int LONGEST_ID = 256;
  private static final int PARTS = 3;
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9_-]+");
  private static final JsonReader JSON = new JsonReader(LONGEST);

  static {
    try {
      JwtSignatureConfig.register();
    } catch (GeneralSecurityException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Decides about a token. */
  static TokenVerdict verify(String token, TokenTerms terms, SigningKeys keys, Instant now) {
    String[] parts = token.length() > LONGEST ? new String[0] : token.split("\\.", -1);
    if (parts.length != PARTS || !List.of(parts).stream().allMatch(IdTokens::isPart)) {
      return new TokenVerdict.Refused(TokenFlaw.MALFORMED);
    }
    Optional<Json.Obj> header = json(parts[0]);
    Optional<Json.Obj> claims = json(parts[1]);
    if (header.isEmpty() || claims.isEmpty()) {
      return new TokenVerdict.Refused(TokenFlaw.MALFORMED);
    }
    return flaw(token, header.get(), claims.get(), terms, keys, now)
        .<TokenVerdict>map(TokenVerdict.Refused::new)
        .orElseGet(() -> new TokenVerdict.Taken(claims.get()));
  }

  // Anyone may send a vendor's token: one that no key could help must not have keys fetched.
  private static Optional<TokenFlaw> flaw(
      String token,
      Json.Obj header,
      Json.Obj claims,
      TokenTerms terms,
      SigningKeys keys,
      Instant now) {
    Optional<TokenAlgorithm> algorithm =
        TokenAlgorithm.of(header.text("alg")).filter(terms.algorithms()::contains);
    if (algorithm.isEmpty()) {
      return Optional.of(TokenFlaw.ALGORITHM);
    }
    if (!understood(header)) {
      return Optional.of(TokenFlaw.HEADER);
    }
    Optional<TokenFlaw> claimed = TokenClaims.flaw(claims, terms, algorithm.get(), now);
    if (claimed.isPresent() && !terms.ofIdToken()) {
      return claimed;
    }
    Optional<Json.Obj> key = keys.find(header.text("kid"), algorithm.get());
    if (key.isEmpty()) {
      return Optional.of(TokenFlaw.UNKNOWN_KEY);
    }
    return claimed.or(
        () -> signed(token, key.get(), now) ? Optional.empty() : Optional.of(TokenFlaw.SIGNATURE));
  }

  // Access tokens and others name a type of their own.
  private static boolean understood(Json.Obj header) {
    String id = header.text("kid");
    boolean typed = header.get("typ") == null || "JWT".equalsIgnoreCase(header.text("typ"));
    boolean named = header.get("kid") == null || (id != null && id.length() <= LONGEST_ID);
    return typed && named && header.get("crit") == null && header.get("b64") == null;
  }

  /** Whether the key has signed it and it is in force. */
  private static boolean signed(String token, Json.Obj key, Instant now) {
    try {
      JwkSetConverter.toPublicKeysetHandle(key.toString())
          .getPrimitive(RegistryConfiguration.get(), JwtPublicKeyVerify.class)
          .verifyAndDecode(token, validator(now));
      return true;
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      return false;
    }
  }

  private static JwtValidator validator(Instant now) {
    return JwtValidator.newBuilder()
        .ignoreTypeHeader()
        .ignoreIssuer()
        .ignoreAudiences()
        .allowMissingExpiration()
        .setClock(Clock.fixed(now, ZoneOffset.UTC))
        .setClockSkew(TokenTerms.SKEW)
        .build();
  }

  /** What of a token is signed: of one sign-in it is one, however its signature is written. */
  static String signed(String token) {
    return token.substring(0, Math.max(0, token.lastIndexOf('.')));
  }

  // Bits that no byte needs are zeros: one part is written in one way.
  private static boolean isPart(String text) {
    try {
      return PART.matcher(text).matches()
          && Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(Base64.getUrlDecoder().decode(text))
              .equals(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Optional<Json.Obj> json(String part) {
    try {
      return JSON.read(Base64.getUrlDecoder().decode(part)) instanceof Json.Obj object
          ? Optional.of(object)
          : Optional.empty();
    } catch (IllegalArgumentException | CallFailedException e) {
      return Optional.empty();
    }
  }
}
