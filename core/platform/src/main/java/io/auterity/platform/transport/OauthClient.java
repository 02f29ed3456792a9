package io.auterity.platform.transport;

import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.AuthForm.BodyForm;
import io.auterity.spi.AuthForm.ClientForm;
import io.auterity.spi.AuthForm.Dialect;
import io.auterity.spi.AuthForm.GivenBack;
import io.auterity.spi.AuthForm.Revocation;
import io.auterity.spi.AuthForm.RevocationRequest;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    return request("POST", place, fields, dialect.client(), dialect.body());
  }

  /**
   * Gives tokens back.
   *
   * @param place where, as the dialect has it
   */
  public WireRequest revocation(URI place, TokenStore.Kept kept) {
    Revocation way = dialect.revocation();
    RevocationRequest request = way.request();
    URI there = URI.create(place + request.path().replace(RevocationRequest.CLIENT, encoded(id)));
    String refresh = way.token() == GivenBack.REFRESH ? kept.refresh() : null;
    String token = refresh == null ? kept.access() : refresh;
    String field = way.field();
    return field == null
        ? bearing(request.method(), there, token)
        : request(
            request.method(),
            there,
            Map.of(field, token),
            Objects.requireNonNullElse(request.client(), dialect.client()),
            Objects.requireNonNullElse(request.body(), dialect.body()));
  }

  // Without a body: of fields that are none some say that they are of a type they do not take.
  private WireRequest bearing(String method, URI place, String token) {
    Map<String, List<String>> headers = ownHeaders();
    headers.put("authorization", List.of("Bearer " + token));
    headers.put("accept", ACCEPT);
    return new WireRequest(method, place, headers, new byte[0]);
  }

  private Map<String, List<String>> ownHeaders() {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    dialect.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    return headers;
  }

  private WireRequest request(
      String method, URI place, Map<String, String> fields, ClientForm client, BodyForm body) {
    Map<String, List<String>> headers = ownHeaders();
    Map<String, String> said = new LinkedHashMap<>(fields);
    if (secret != null && client == ClientForm.BASIC) {
      headers.put("authorization", List.of(basic(secret)));
    } else if (client != ClientForm.NONE) {
      said.put("client_id", id);
      if (secret != null) {
        said.put("client_secret", secret);
      }
    }
    if (body == BodyForm.JSON) {
      return json(method, place, headers, said);
    }
    WireRequest form = TokenGrant.post(place, said, headers);
    return new WireRequest(method, place, form.headers(), form.body());
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
