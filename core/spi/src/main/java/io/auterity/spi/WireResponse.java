package io.auterity.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole reply.
 *
 * @param headers values by lower-case name
 */
// Bytes are handed on, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record WireResponse(int status, Map<String, List<String>> headers, byte[] body) {
  public WireResponse {
    headers = Map.copyOf(headers);
  }

  /** The first value of a header, named in lower case. */
  public Optional<String> header(String name) {
    List<String> values = headers.getOrDefault(name, List.of());
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }

  /** Whether the status is 2xx. */
  public boolean succeeded() {
    return status >= 200 && status < 300;
  }
}
