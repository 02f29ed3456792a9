package io.auterity.plugins.ai.replicate.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.toolkit.json.JsonUtf8;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The endpoint of Replicate. Addresses of predictions are made of their ids here: those in a reply
 * are not followed, since the server there would be shown the credential.
 *
 * @param url ends with a slash
 */
public record ReplicateEndpoint(URI url) {

  WireRequest post(String path, Map<String, List<String>> headers, Json.Obj body) {
    return new WireRequest("POST", url.resolve(path), headers, JsonUtf8.write(body));
  }

  WireRequest get(String path) {
    return WireRequest.get(url.resolve(path));
  }

  /** A piece of a path. */
  static String piece(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
