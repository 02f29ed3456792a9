package io.auterity.spi;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A request on the wire before it is signed.
 *
 * @param uri absolute, http or https
 * @param headers values by lower-case name
 */
// Bytes are handed on, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record WireRequest(String method, URI uri, Map<String, List<String>> headers, byte[] body) {
  public WireRequest {
    Objects.requireNonNull(method);
    Objects.requireNonNull(uri);
    headers = Map.copyOf(headers);
    Objects.requireNonNull(body);
  }

  public static WireRequest get(URI uri) {
    return new WireRequest("GET", uri, Map.of(), new byte[0]);
  }

  /** A POST of JSON bytes. */
  public static WireRequest json(URI uri, byte[] body) {
    return new WireRequest("POST", uri, Map.of("content-type", List.of("application/json")), body);
  }
}
