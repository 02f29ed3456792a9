package io.auterity.gateway.door;

import java.util.Map;
import java.util.Objects;

/** A whole answer. */
// Bytes are handed on, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Answer(int status, Map<String, String> headers, byte[] body) {
  public Answer {
    headers = Map.copyOf(headers);
    Objects.requireNonNull(body);
  }
}
