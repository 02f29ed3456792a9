package io.auterity.gateway.door;

import io.auterity.gateway.dialect.Endpoint;
import io.auterity.gateway.dialect.RequestHeaders;
import io.auterity.platform.call.Authenticator.Authenticated;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One request, all of it, of a caller who is known.
 *
 * @param id also the id of the call that it makes
 * @param path as it was sent, without the query
 * @param query null when there is none
 */
// Bytes are handed on, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record GatewayRequest(
    UUID id,
    Endpoint endpoint,
    String path,
    @Nullable String query,
    RequestHeaders headers,
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
}
