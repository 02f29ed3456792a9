package io.auterity.platform.transport;

import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.AuthForm.BodyForm;
import io.auterity.spi.AuthForm.ClientForm;
import io.auterity.spi.AuthForm.Dialect;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A client of a vendor's tokens, and how it asks (RFC 6749, section 2.3.1, and what vendors make of
 * it).
 *
 * @param secret null of one that has none
 */
public record OauthClient(String id, @Nullable String secret, Dialect dialect) {

  private static final List<String> ACCEPT = List.of("application/json");

  /** What it asks with these fields. */
  WireRequest request(URI place, Map<String, String> fields) {
    Map<String, List<String>> headers = headers();
    Map<String, String> said = new LinkedHashMap<>(fields);
    if (secret != null && dialect.client() == ClientForm.BASIC) {
      headers.put("authorization", List.of(basic(secret)));
    } else {
      said.put("client_id", id);
      if (secret != null) {
        said.put("client_secret", secret);
      }
    }
    return dialect.body() == BodyForm.JSON
        ? json("POST", place, headers, said)
        : TokenGrant.post(place, said, headers);
  }

  /**
   * Gives tokens back.
   *
   * @param place where, as the dialect has it
   */
  public WireRequest revocation(URI place, TokenShelf.Kept kept) {
    String refresh = kept.refresh();
    return switch (dialect.revocation()) {
      case REFRESH -> request(place, Map.of("token", refresh == null ? kept.access() : refresh));
      case ACCESS -> request(place, Map.of("token", kept.access()));
      case GITHUB -> {
        Map<String, List<String>> headers = headers();
        headers.put("authorization", List.of(basic(secret == null ? "" : secret)));
        URI path = URI.create("%s/applications/%s/token".formatted(place, encoded(id)));
        yield json("DELETE", path, headers, Map.of("access_token", kept.access()));
      }
    };
  }

  private Map<String, List<String>> headers() {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    dialect.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    return headers;
  }

  private String basic(String told) {
    return "Basic " + Signing.Basic.encoded(encoded(id), encoded(told));
  }

  private static WireRequest json(
      String method, URI place, Map<String, List<String>> headers, Map<String, String> fields) {
    Json.Obj body = Json.EMPTY;
    for (Map.Entry<String, String> field : fields.entrySet()) {
      body = body.with(field.getKey(), Json.of(field.getValue()));
    }
    headers.put("content-type", List.of("application/json"));
    headers.put("accept", ACCEPT);
    return new WireRequest(method, place, headers, JsonWriter.bytes(body));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "client '%s'".formatted(id);
  }
}
