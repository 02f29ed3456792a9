package io.auterity.server.secrets;

import io.auterity.control.access.AccessAudit;
import io.auterity.control.access.GrantAuthorizer;
import io.auterity.platform.call.Act;
import io.auterity.platform.secret.SecretVault;
import io.auterity.server.part.ServerPart;
import java.util.List;

/** Secrets of the vault, written and rolled back over REST, never read. */
public record SecretsPart(SecretVault vault, AccessAudit audit) implements ServerPart {

  @Override
  public List<Act> acts() {
    return List.of(SecretController.READ, GrantAuthorizer.SECRET_WRITE);
  }

  @Override
  public List<Object> controllers() {
    return List.of(new SecretController(vault, audit));
  }
}
