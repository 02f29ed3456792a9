package io.auterity.gateway.door;

import io.auterity.platform.call.Authenticator.Authenticated;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One request, all of it, of a caller who is known.
 *
 * @param id also the id of the call that it makes
 * @param path as it was sent, without the query
 */
// Bytes are handed on, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record GatewayRequest(
    UUID id,
    GatewayEndpoint endpoint,
    String path,
    Headers headers,
    Authenticated caller,
    byte[] body) {
  public GatewayRequest {
    Objects.requireNonNull(id);
    Objects.requireNonNull(endpoint);
    Objects.requireNonNull(path);
    Objects.requireNonNull(headers);
    Objects.requireNonNull(caller);
    Objects.requireNonNull(body);
  }

  /** Values by lower-case name. */
  @FunctionalInterface
  public interface Headers {
    @Nullable String get(String name);
  }
}
