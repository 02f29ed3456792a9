package io.auterity.gateway.door;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param id also the id of the call that it makes
 * @param path as it was sent, without the query
 */
// Bytes are handed on, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Received(UUID id, Endpoint endpoint, String path, Headers headers, byte[] body) {
  public Received {
    Objects.requireNonNull(id);
    Objects.requireNonNull(endpoint);
    Objects.requireNonNull(path);
    Objects.requireNonNull(headers);
    Objects.requireNonNull(body);
  }

  /** This request once its body is there. */
  public Received withBody(byte[] bytes) {
    return new Received(id, endpoint, path, headers, bytes);
  }

  /** Values by lower-case name. */
  @FunctionalInterface
  public interface Headers {
    @Nullable String get(String name);
  }
}
