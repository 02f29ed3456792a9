package io.auterity.gateway.door;

import io.auterity.gateway.dialect.StoredResponse;
import io.auterity.platform.call.Authenticator.Authenticated;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** The archive of responses, each kept for the caller that asked for it and for no other. */
public interface ResponseArchive {

  /**
   * Who comes back, as the audit log is told.
   *
   * @param address where the request came from
   * @param act how it is asked for, e.g. {@code GET /v1/responses/resp_…}
   */
  record Comer(Authenticated caller, String address, String act) {}

  /**
   * What was kept of some calls, of each of which something was. What their answers have promised
   * is waited for, once, and the audit log is told of the reading, once, before it is done.
   *
   * @param read what is taken of each, so that the rest need not be held; must not use the database
   * @throws io.auterity.spi.CallFailedException {@code unavailable}
   */
  <T> Map<UUID, T> find(Comer comer, Set<UUID> decisions, Function<StoredResponse, T> read);

  /**
   * What was kept of a call.
   *
   * @throws io.auterity.spi.CallFailedException {@code unavailable}
   */
  default Optional<StoredResponse> find(Comer comer, UUID decision) {
    return Optional.ofNullable(
        find(comer, Set.of(decision), Function.<StoredResponse>identity()).get(decision));
  }

  /**
   * Withdraws it from its caller; false when there is nothing of it. What the operator has captured
   * of the call stays as long as it would have.
   *
   * @throws io.auterity.spi.CallFailedException {@code unavailable}
   */
  boolean withdraw(Comer comer, UUID decision);
}
