package io.auterity.gateway.door;

import io.auterity.gateway.dialect.Endpoint;
import io.auterity.gateway.dialect.Question;
import io.auterity.gateway.dialect.RequestHeaders;
import io.auterity.platform.call.Authenticator.Authenticated;
import java.util.Objects;
import java.util.UUID;

/**
 * One request, all of it, of a caller who is known.
 *
 * @param id also the id of the call that it makes
 */
public record GatewayRequest(UUID id, Endpoint endpoint, Question question, Authenticated caller) {
  public GatewayRequest {
    Objects.requireNonNull(id);
    Objects.requireNonNull(endpoint);
    Objects.requireNonNull(question);
    Objects.requireNonNull(caller);
  }

  public RequestHeaders headers() {
    return question.headers();
  }
}
