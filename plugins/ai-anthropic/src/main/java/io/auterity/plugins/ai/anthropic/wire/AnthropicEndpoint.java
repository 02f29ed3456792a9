package io.auterity.plugins.ai.anthropic.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.toolkit.json.JsonUtf8;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An endpoint and its habits.
 *
 * @param url ends with a slash
 * @param version of the API
 * @param betas features in test that every call may use
 * @param maxTokens longest answer where a call names none
 */
public record AnthropicEndpoint(URI url, String version, List<String> betas, int maxTokens) {

  private static final Pattern BETA = Pattern.compile("[A-Za-z0-9._-]+");

  public AnthropicEndpoint {
    betas = List.copyOf(betas);
  }

  /** Whether it can be the name of a feature, and stand in a header. */
  public static boolean isBeta(String name) {
    return BETA.matcher(name).matches();
  }

  /** A POST that may use further features. */
  WireRequest post(String path, Json.Obj body, List<String> further) {
    return post(path, JsonUtf8.write(body), further);
  }

  WireRequest post(String path, byte[] body, List<String> further) {
    return new WireRequest("POST", url.resolve(path), headers(further), body);
  }

  WireRequest get(String path) {
    return new WireRequest("GET", url.resolve(path), headers(List.of()), new byte[0]);
  }

  private Map<String, List<String>> headers(List<String> further) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("content-type", List.of("application/json"));
    headers.put("anthropic-version", List.of(version));
    Set<String> all = new LinkedHashSet<>(betas);
    all.addAll(further);
    if (!all.isEmpty()) {
      headers.put("anthropic-beta", List.of(String.join(",", all)));
    }
    return headers;
  }
}
