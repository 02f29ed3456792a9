package io.auterity.platform.transport;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WireRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The authorization code grant, to which a person has agreed (RFC 6749, sections 4.1 and 6): tokens
 * are requested with the refresh token.
 *
 * @param use where tokens go and for what: those that a person agreed to serve no other one
 * @param provider that is to be connected, for messages
 */
public record AuthorizationCodeGrant(URI endpoint, OauthClient client, String use, String provider)
    implements TokenGrant {

  @Override
  public String account() {
    return client.toString();
  }

  @Override
  public String purpose() {
    return "agreed %s %s %s".formatted(endpoint, client.id(), use);
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
  public WireRequest request(Instant now, TokenStore.@Nullable Kept kept) {
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

  /** A request of its client with further fields. */
  public WireRequest post(Map<String, String> fields) {
    return client.request(endpoint, fields);
  }

  @Override
  public String toString() {
    return account();
  }
}
