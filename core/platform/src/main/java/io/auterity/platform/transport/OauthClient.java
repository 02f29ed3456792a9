package io.auterity.platform.transport;

import io.auterity.spi.WireRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A client of a vendor's tokens and how it tells who it is (RFC 6749, section 2.3.1).
 *
 * @param secret null of one that has none
 * @param basic whether it tells its secret in the header {@code authorization}, and not in the form
 */
public record OauthClient(String id, @Nullable String secret, boolean basic) {

  /** What it asks with these fields. */
  WireRequest request(URI place, Map<String, String> fields) {
    if (basic && secret != null) {
      String pair = Signing.Basic.encoded(encoded(id), encoded(secret));
      return TokenGrant.post(place, fields, Map.of("authorization", List.of("Basic " + pair)));
    }
    Map<String, String> form = new LinkedHashMap<>(fields);
    form.put("client_id", id);
    if (secret != null) {
      form.put("client_secret", secret);
    }
    return TokenGrant.post(place, form, Map.of());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "client '%s'".formatted(id);
  }
}
