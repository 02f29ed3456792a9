package io.auterity.platform.transport;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a token endpoint is asked with (RFC 6749, section 4). */
public sealed interface TokenGrant {

  /** Where tokens are given. */
  URI endpoint();

  /** Whom they are given to; no secret. */
  String account();

  /** The fields of a request. */
  Map<String, String> form(Instant now);

  /** A client's own credentials (RFC 6749, section 4.4), in the body of the request. */
  record ClientCredentials(URI endpoint, String clientId, String secret, @Nullable String scope)
      implements TokenGrant {

    @Override
    public String account() {
      return "client '%s'".formatted(clientId);
    }

    @Override
    public Map<String, String> form(Instant now) {
      Map<String, String> form = new LinkedHashMap<>();
      form.put("grant_type", "client_credentials");
      form.put("client_id", clientId);
      form.put("client_secret", secret);
      if (scope != null) {
        form.put("scope", scope);
      }
      return form;
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
    public Map<String, String> form(Instant now) {
      Map<String, String> form = new LinkedHashMap<>();
      form.put("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
      form.put("assertion", key.assertion(endpoint, scope, now));
      return form;
    }
  }
}
