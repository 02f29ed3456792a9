package io.auterity.platform.transport;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The grant that a challenge asks for, by the user whom the credential names (token specification
 * of registries).
 *
 * @param user null of a caller without a credential, who may be given something all the same
 */
record ChallengeGrant(BearerChallenge challenge, @Nullable String user, String secret)
    implements TokenGrant {

  /** As its specification has it where an answer does not say. */
  private static final Duration LIFE = Duration.ofMinutes(1);

  @Override
  public URI endpoint() {
    return challenge.realm();
  }

  @Override
  public String account() {
    return user == null ? "a caller without a credential" : "user '%s'".formatted(user);
  }

  @Override
  public String purpose() {
    return "challenge %s %s %s".formatted(challenge, user, secret);
  }

  @Override
  public @Nullable String token(Json.Obj said) {
    String token = said.text("token");
    return token == null ? said.text("access_token") : token;
  }

  @Override
  public Duration usualLife() {
    return LIFE;
  }

  @Override
  public WireRequest request(Instant now, TokenStore.@Nullable Kept kept) {
    List<String> query = new ArrayList<>();
    String service = challenge.service();
    if (service != null) {
      query.add("service=" + Signing.Query.encoded(service));
    }
    challenge.scopes().forEach(scope -> query.add("scope=" + Signing.Query.encoded(scope)));
    Map<String, List<String>> headers = Map.of("accept", List.of("application/json"));
    if (user != null) {
      query.add("account=" + Signing.Query.encoded(user));
      headers =
          Map.of(
              "accept",
              List.of("application/json"),
              "authorization",
              List.of("Basic " + Signing.Basic.encoded(user, secret)));
    }
    String joint = endpoint().getRawQuery() == null ? "?" : "&";
    URI place =
        query.isEmpty() ? endpoint() : URI.create(endpoint() + joint + String.join("&", query));
    return new WireRequest("GET", place, headers, new byte[0]);
  }

  @Override
  public String toString() {
    return account();
  }
}
