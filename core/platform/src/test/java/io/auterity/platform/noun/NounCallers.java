package io.auterity.platform.noun;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.Act;
import io.auterity.platform.call.Authenticator.Authenticated;
import java.util.Optional;
import java.util.UUID;

/** A caller of nouns' operations, without a request. */
public record NounCallers(Authenticated authenticated) implements NounCaller {

  @Override
  public AuditedAct act(Act act) {
    return new AuditedAct(principal(), "here", act.target(), "GET /");
  }

  @Override
  public Optional<UUID> repeatableId() {
    return Optional.empty();
  }
}
