package io.auterity.server.tenants;

import io.auterity.control.access.Access;
import io.auterity.control.access.Action;
import io.auterity.control.access.Tenants.Admitted;
import io.auterity.platform.call.Credential.ApiKey;
import io.auterity.platform.id.WireId;
import io.auterity.server.web.json.Named;
import io.auterity.server.web.security.ForOperator;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Creates tenants and admits administrators to them, for whoever can read the operator's key from
 * the data directory.
 */
@RestController
@RequestMapping(TenantController.PATH)
public final class TenantController {

  static final String PATH = "/api/v1/tenants";

  private final Access access;

  public TenantController(Access access) {
    this.access = access;
  }

  /** The tenant that is wanted. */
  public record NewTenant(String name) {}

  /**
   * The key that is wanted for an administrator of a tenant.
   *
   * @param tenant its name
   * @param name of the key
   */
  public record NewTenantKey(String tenant, String name) {}

  /**
   * A tenant and a way in.
   *
   * @param key API key of an administrator, shown once
   */
  public record AdmittedTenant(Named tenant, String key) {
    static AdmittedTenant of(Admitted admitted) {
      return new AdmittedTenant(
          new Named(WireId.TENANT.write(admitted.id()), admitted.name()), admitted.secret());
    }

    @Override
    public String toString() {
      return tenant.toString();
    }
  }

  @ForOperator
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  AdmittedTenant create(@RequestBody NewTenant body) {
    return AdmittedTenant.of(access.tenants().create(body.name()));
  }

  @ForOperator
  @PostMapping("/keys")
  @ResponseStatus(HttpStatus.CREATED)
  AdmittedTenant admit(@RequestBody NewTenantKey body) {
    Admitted admitted = access.tenants().admit(body.tenant(), body.name());
    note(admitted);
    return AdmittedTenant.of(admitted);
  }

  /** Tells the tenant, in its audit log, that somebody came in by the operator's key. */
  private void note(Admitted admitted) {
    access
        .audit()
        .act(
            access.authenticator().authenticate(new ApiKey(admitted.secret())),
            Action.KEY_WRITE,
            "POST " + PATH + "/keys",
            "done by the operator");
  }
}
