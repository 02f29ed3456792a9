package io.auterity.gateway.door;

import java.util.Map;
import java.util.Objects;

/** A whole answer. */
// Bytes are handed on, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record WholeAnswer(int status, Map<String, String> headers, byte[] body) {
  public WholeAnswer {
    headers = Map.copyOf(headers);
    Objects.requireNonNull(body);
  }
}
