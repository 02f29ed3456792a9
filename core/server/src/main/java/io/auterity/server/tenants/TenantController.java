package io.auterity.server.tenants;

import io.auterity.control.access.Tenants;
import io.auterity.platform.id.WireId;
import io.auterity.server.start.OperatorKey;
import io.auterity.server.web.Named;
import io.auterity.server.web.Open;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Creates tenants for whoever can read the operator's key from the data directory. */
@RestController
public final class TenantController {

  private final Tenants tenants;
  private final OperatorKey operator;

  public TenantController(Tenants tenants, OperatorKey operator) {
    this.tenants = tenants;
    this.operator = operator;
  }

  /** The tenant that is wanted. */
  public record NewTenant(String name) {}

  /**
   * The new tenant.
   *
   * @param key API key of its first administrator, shown once
   */
  public record CreatedTenant(Named tenant, String key) {
    @Override
    public String toString() {
      return tenant.toString();
    }
  }

  @Open("it checks the operator's key")
  @PostMapping("/api/v1/tenants")
  @ResponseStatus(HttpStatus.CREATED)
  CreatedTenant create(
      @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
      @RequestBody NewTenant body) {
    operator.require(authorization);
    Tenants.Created created = tenants.create(body.name());
    return new CreatedTenant(
        new Named(WireId.TENANT.write(created.id()), created.name()), created.secret());
  }
}
