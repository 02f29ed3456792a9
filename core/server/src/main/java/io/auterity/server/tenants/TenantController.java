package io.auterity.server.tenants;

import io.auterity.control.access.Tenants;
import io.auterity.control.access.Tenants.Admitted;
import io.auterity.control.access.store.TenantRow;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.noun.PageOf;
import io.auterity.platform.noun.Paging;
import io.auterity.server.web.json.Named;
import io.auterity.server.web.security.OperatorActs;
import io.auterity.server.web.security.OperatorOnly;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Creates and lists tenants and admits administrators to them, for holders of the operator's key,
 * which stands in the data directory. The tenant finds it in its audit log.
 */
@RestController
@RequestMapping("/api/v1/tenants")
public record TenantController(Tenants tenants) {

  /** The tenant that is wanted. */
  public record NewTenant(String name) {}

  /**
   * The key that is wanted for an administrator of a tenant.
   *
   * @param tenant its name
   * @param name of the key
   * @param allow what it may do beside, as only the operator gives it: {@code
   *     control:plugin.install}
   */
  public record NewTenantKey(String tenant, String name, @Nullable List<String> allow) {}

  /**
   * A tenant and a way in.
   *
   * @param key API key of an administrator, shown once
   */
  public record AdmittedTenant(Named tenant, String key) {
    static AdmittedTenant of(Admitted admitted) {
      return new AdmittedTenant(
          new Named(TenantScope.ID.write(admitted.id()), admitted.name()), admitted.secret());
    }

    @Override
    public String toString() {
      return tenant.toString();
    }
  }

  /**
   * A tenant of this installation.
   *
   * @param createdAt when it was created
   */
  public record TenantView(String id, String name, Instant createdAt) {
    static TenantView of(TenantRow row) {
      return new TenantView(TenantScope.ID.write(row.id()), row.name(), row.created());
    }
  }

  /** Tenants by name; the cursor is the last name of the page before. */
  @OperatorOnly
  @GetMapping
  PageOf<TenantView> list(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    int size = Paging.limit(limit);
    List<TenantView> found =
        tenants.list(cursor == null ? "" : cursor, size + 1).stream().map(TenantView::of).toList();
    return Paging.page(found, size, TenantView::name);
  }

  @OperatorOnly
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  AdmittedTenant create(@RequestBody NewTenant body, HttpServletRequest request) {
    return AdmittedTenant.of(
        tenants.create(OperatorActs.of(request, "tenant.create"), body.name()));
  }

  @OperatorOnly
  @PostMapping("/keys")
  @ResponseStatus(HttpStatus.CREATED)
  AdmittedTenant admit(@RequestBody NewTenantKey body, HttpServletRequest request) {
    return AdmittedTenant.of(
        tenants.admit(
            OperatorActs.of(request, "tenant.admit"),
            body.tenant(),
            body.name(),
            body.allow() == null ? List.of() : body.allow()));
  }
}
