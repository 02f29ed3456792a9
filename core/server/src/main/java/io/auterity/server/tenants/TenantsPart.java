package io.auterity.server.tenants;

import io.auterity.control.access.Tenants;
import io.auterity.server.part.ServerPart;
import java.util.List;

/** Tenants, made and listed by the operator. */
public record TenantsPart(Tenants tenants) implements ServerPart {

  @Override
  public List<Object> controllers() {
    return List.of(new TenantController(tenants));
  }
}
