package io.auterity.gateway.door;

import io.auterity.gateway.dialect.KeptResponse;
import io.auterity.platform.call.Authenticator.Authenticated;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Responses that were kept, each for whoever asked for it and for nobody else. */
public interface KeptResponses {

  /**
   * Who comes back, as the audit log is told.
   *
   * @param address where the request came from
   * @param act how it is asked for, e.g. {@code GET /v1/responses/resp_…}
   */
  record Comer(Authenticated caller, String address, String act) {
    public Comer {
      Objects.requireNonNull(caller);
      Objects.requireNonNull(address);
      Objects.requireNonNull(act);
    }
  }

  /**
   * What was kept of a call. What its answer has promised is waited for, and each reading is told
   * the audit log before it is done.
   *
   * @throws io.auterity.spi.CallFailedException {@code unavailable}
   */
  Optional<KeptResponse> find(Comer comer, UUID decision);

  /**
   * Tells nobody of it any more; false when there is nothing of it. What the operator has captured
   * of the call stays as long as it would have.
   *
   * @throws io.auterity.spi.CallFailedException {@code unavailable}
   */
  boolean withdraw(Comer comer, UUID decision);
}
