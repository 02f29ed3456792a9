package io.auterity.platform.transport;

import io.auterity.spi.WireRequest;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A client's own credentials (RFC 6749, section 4.4).
 *
 * @param client with a secret
 */
public record ClientGrant(URI endpoint, OauthClient client, @Nullable String scope)
    implements TokenGrant {

  public ClientGrant {
    Objects.requireNonNull(client.secret());
  }

  @Override
  public String account() {
    return client.toString();
  }

  @Override
  public String purpose() {
    return "client %s %s %s %s".formatted(endpoint, client.id(), client.secret(), scope);
  }

  @Override
  public WireRequest request(Instant now, TokenStore.@Nullable Kept kept) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("grant_type", "client_credentials");
    if (scope != null) {
      fields.put("scope", client.dialect().scopes().text(scope));
    }
    return client.request(endpoint, fields);
  }

  @Override
  public String toString() {
    return account();
  }
}
