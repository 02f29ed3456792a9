package io.auterity.platform.transport;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A grant that is asked for with what a private key signs, so that no secret is sent. */
public sealed interface KeyGrant extends TokenGrant {

  /** An assertion of a Google service account (RFC 7523, section 2.1). */
  record ServiceAccount(URI endpoint, GoogleKey key, String scope) implements KeyGrant {

    @Override
    public String account() {
      return "service account '%s'".formatted(key.account());
    }

    @Override
    public String purpose() {
      return "google %s %s %s %s".formatted(endpoint, key.account(), key.id(), scope);
    }

    @Override
    public WireRequest request(Instant now, TokenStore.@Nullable Kept kept) {
      Map<String, String> form = new LinkedHashMap<>();
      form.put("grant_type", jwtBearer());
      form.put("assertion", key.assertion(endpoint, scope, now));
      return TokenGrant.post(endpoint, form, Map.of());
    }
  }

  /**
   * An assertion that a key signs (RFC 7523, section 2.1).
   *
   * @param keyId null when the endpoint knows the key by its issuer
   * @param subject on whose behalf; null for the issuer's own
   * @param audience null for the endpoint
   */
  record Assertion(
      URI endpoint,
      String issuer,
      @Nullable String subject,
      @Nullable String keyId,
      @Nullable String audience,
      @Nullable String scope,
      RsaKey key)
      implements KeyGrant {

    private static final Duration VALID = Duration.ofMinutes(5);

    @Override
    public String account() {
      return "issuer '%s'".formatted(issuer);
    }

    @Override
    public String purpose() {
      return "jwt %s %s %s %s %s %s %s"
          .formatted(endpoint, issuer, subject, keyId, audience, scope, key.key().hashCode());
    }

    @Override
    public WireRequest request(Instant now, TokenStore.@Nullable Kept kept) {
      Json.Obj claims =
          Json.EMPTY
              .with("iss", Json.of(issuer))
              .with("sub", Json.of(subject == null ? issuer : subject))
              .with("aud", Json.of(audience == null ? endpoint.toString() : audience));
      Json.Obj scoped = scope == null ? claims : claims.with("scope", Json.of(scope));
      Json.Obj head = keyId == null ? Json.EMPTY : Json.EMPTY.with("kid", Json.of(keyId));
      Map<String, String> form = new LinkedHashMap<>();
      form.put("grant_type", jwtBearer());
      form.put("assertion", key.jwt(head, validFor(VALID, now, scoped)));
      return TokenGrant.post(endpoint, form, Map.of());
    }
  }

  /**
   * An installation of an app of GitHub, which tells who it is by a token that it signs.
   *
   * @param endpoint of the installation: {@code …/app/installations/ID/access_tokens}
   * @param app id of the app, or of its client
   */
  record GitHubApp(URI endpoint, String app, RsaKey key) implements KeyGrant {

    /** GitHub takes ten minutes at most, by its own clock. */
    private static final Duration VALID = Duration.ofMinutes(9);

    private static final Duration BEHIND = Duration.ofMinutes(1);

    @Override
    public String account() {
      return "app '%s'".formatted(app);
    }

    @Override
    public String purpose() {
      return "app %s %s %s".formatted(endpoint, app, key.key().hashCode());
    }

    @Override
    public @Nullable String token(Json.Obj said) {
      return said.text("token");
    }

    @Override
    public Duration usualLife() {
      return Duration.ofHours(1);
    }

    @Override
    public WireRequest request(Instant now, TokenStore.@Nullable Kept kept) {
      Json.Obj claims = Json.EMPTY.with("iss", Json.of(app));
      String token = key.jwt(Json.EMPTY, validFor(VALID, now.minus(BEHIND), claims));
      return new WireRequest(
          "POST",
          endpoint,
          Map.of(
              "authorization", List.of("Bearer " + token),
              "accept", List.of("application/vnd.github+json")),
          new byte[0]);
    }
  }

  private static Json.Obj validFor(Duration time, Instant now, Json.Obj claims) {
    return claims
        .with("iat", Json.of(now.getEpochSecond()))
        .with("exp", Json.of(now.plus(time).getEpochSecond()));
  }

  private static String jwtBearer() {
    return "urn:ietf:params:oauth:grant-type:jwt-bearer";
  }
}
