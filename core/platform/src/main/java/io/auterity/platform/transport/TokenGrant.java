package io.auterity.platform.transport;

import io.auterity.platform.digest.Sha256;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a token endpoint is asked with (RFC 6749, section 4). */
public sealed interface TokenGrant {

  /** Where tokens are given. */
  URI endpoint();

  /** Whom they are given to; no secret. */
  String account();

  /**
   * Says what tokens are given for, with what may be secret of it. A secret that is exchanged for
   * another changes it where tokens can be asked for anew with the other at once.
   */
  String purpose();

  /** Names what tokens are given for, and tells nothing of it: those of another are not used. */
  default String identity() {
    return HexFormat.of().formatHex(Sha256.of(purpose()));
  }

  /**
   * A request for tokens.
   *
   * @param kept those that were given before; null when there are none
   * @throws CallFailedException {@code unauthenticated} when nothing can be asked with
   */
  WireRequest request(Instant now, TokenShelf.@Nullable Kept kept);

  /** The field of an answer that has the token. */
  default String tokenField() {
    return "access_token";
  }

  /** How long tokens last whose answer does not say it. */
  default Duration usualLife() {
    return Duration.ofMinutes(5);
  }

  /** Whether tokens that are refused for good can only be had by a person who agrees again. */
  default boolean needsPeople() {
    return false;
  }

  /** A form on the wire. */
  static WireRequest post(URI endpoint, Map<String, String> form, Map<String, List<String>> more) {
    byte[] body =
        form.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"))
            .getBytes(StandardCharsets.US_ASCII);
    Map<String, List<String>> headers = new LinkedHashMap<>(more);
    headers.put("content-type", List.of("application/x-www-form-urlencoded"));
    headers.put("accept", List.of("application/json"));
    return new WireRequest("POST", endpoint, headers, body);
  }

  /** Who a client is, in a header (RFC 6749, section 2.3.1). */
  private static Map<String, List<String>> client(String id, String secret) {
    String pair = Signing.Basic.encoded(encoded(id), encoded(secret));
    return Map.of("authorization", List.of("Basic " + pair));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Json.Obj validFor(Duration time, Instant now, Json.Obj claims) {
    return claims
        .with("iat", Json.of(now.getEpochSecond()))
        .with("exp", Json.of(now.plus(time).getEpochSecond()));
  }

  private static String jwtBearer() {
    return "urn:ietf:params:oauth:grant-type:jwt-bearer";
  }

  /**
   * A client's own credentials (RFC 6749, section 4.4).
   *
   * @param basic whether the client tells who it is in the header {@code authorization}, and not in
   *     the form
   */
  record ClientCredentials(
      URI endpoint, String clientId, String secret, @Nullable String scope, boolean basic)
      implements TokenGrant {

    @Override
    public String account() {
      return "client '%s'".formatted(clientId);
    }

    @Override
    public String purpose() {
      return "client %s %s %s %s".formatted(endpoint, clientId, secret, scope);
    }

    @Override
    public WireRequest request(Instant now, TokenShelf.@Nullable Kept kept) {
      Map<String, String> form = new LinkedHashMap<>();
      form.put("grant_type", "client_credentials");
      if (!basic) {
        form.put("client_id", clientId);
        form.put("client_secret", secret);
      }
      if (scope != null) {
        form.put("scope", scope);
      }
      return post(endpoint, form, basic ? client(clientId, secret) : Map.of());
    }

    @Override
    public String toString() {
      return account();
    }
  }

  /** An assertion of a Google service account (RFC 7523, section 2.1). */
  record ServiceAccount(URI endpoint, GoogleKey key, String scope) implements TokenGrant {

    @Override
    public String account() {
      return "service account '%s'".formatted(key.account());
    }

    @Override
    public String purpose() {
      return "google %s %s %s %s".formatted(endpoint, key.account(), key.id(), scope);
    }

    @Override
    public WireRequest request(Instant now, TokenShelf.@Nullable Kept kept) {
      Map<String, String> form = new LinkedHashMap<>();
      form.put("grant_type", jwtBearer());
      form.put("assertion", key.assertion(endpoint, scope, now));
      return post(endpoint, form, Map.of());
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
      implements TokenGrant {

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
    public WireRequest request(Instant now, TokenShelf.@Nullable Kept kept) {
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
      return post(endpoint, form, Map.of());
    }
  }

  /**
   * An installation of an app of GitHub, which tells who it is by a token that it signs.
   *
   * @param endpoint of the installation: {@code …/app/installations/ID/access_tokens}
   * @param app id of the app, or of its client
   */
  record GitHubApp(URI endpoint, String app, RsaKey key) implements TokenGrant {

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
    public String tokenField() {
      return "token";
    }

    @Override
    public Duration usualLife() {
      return Duration.ofHours(1);
    }

    @Override
    public WireRequest request(Instant now, TokenShelf.@Nullable Kept kept) {
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

  /**
   * What a person has agreed to (RFC 6749, sections 4.1 and 6): tokens are had by the one that asks
   * for the next ones.
   *
   * @param secret of the client; null of one that has none
   * @param basic whether the client tells who it is in the header {@code authorization}
   * @param use where tokens go and for what: those that a person agreed to serve no other one
   * @param provider that is to be connected, for messages
   */
  record Agreed(
      URI endpoint,
      String clientId,
      @Nullable String secret,
      boolean basic,
      String use,
      String provider)
      implements TokenGrant {

    @Override
    public String account() {
      return "client '%s'".formatted(clientId);
    }

    @Override
    public String purpose() {
      return "agreed %s %s %s".formatted(endpoint, clientId, use);
    }

    @Override
    public Duration usualLife() {
      return Duration.ofDays(365);
    }

    @Override
    public boolean needsPeople() {
      return true;
    }

    @Override
    public WireRequest request(Instant now, TokenShelf.@Nullable Kept kept) {
      String refresh = kept == null ? null : kept.refresh();
      if (kept == null || kept.lost() || refresh == null) {
        throw new CallFailedException(
            FailureCode.UNAUTHENTICATED,
            kept == null
                ? "provider '%s' is not connected yet: connect it".formatted(provider)
                : "what '%s' was given is good no more: connect it again".formatted(provider));
      }
      return post(Map.of("grant_type", "refresh_token", "refresh_token", refresh));
    }

    /** A request of this client with further fields. */
    public WireRequest post(Map<String, String> fields) {
      return post(endpoint, fields);
    }

    /** A request of this client to another endpoint. */
    public WireRequest post(URI place, Map<String, String> fields) {
      Map<String, String> form = new LinkedHashMap<>(fields);
      if (basic && secret != null) {
        return TokenGrant.post(place, form, client(clientId, secret));
      }
      form.put("client_id", clientId);
      if (secret != null) {
        form.put("client_secret", secret);
      }
      return TokenGrant.post(place, form, Map.of());
    }

    @Override
    public String toString() {
      return account();
    }
  }
}
