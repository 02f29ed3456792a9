package io.auterity.platform.noun;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.Act;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import java.util.Optional;
import java.util.UUID;

/** The authenticated caller of an operation, who was granted what it needs. */
public interface NounCaller {

  Authenticated authenticated();

  /** What this request does, as the audit log tells of it. */
  AuditedAct act(Act act);

  /**
   * The id of its use of an {@code Idempotency-Key}, the same whenever the request is repeated;
   * empty without a key.
   */
  Optional<UUID> repeatableId();

  default TenantScope scope() {
    return authenticated().scope();
  }

  default Principal principal() {
    return authenticated().principal();
  }
}
