package io.auterity.server.session;

import io.auterity.control.access.AccessAudit;
import io.auterity.control.access.Tenants;
import io.auterity.control.identity.Issuers;
import io.auterity.control.identity.store.IssuerTable.IssuerClient;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.id.WireId;
import io.auterity.server.web.security.ForOperator;
import io.auterity.server.web.security.OperatorActs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Settles which tenant a client of an issuer belongs to, for whoever can read the operator's key:
 * the first to apply it has it, and may not be the one that registered it.
 */
@RestController
@RequestMapping("/api/v1/issuers/clients")
public final class IssuerClientController {

  private final Issuers issuers;
  private final Tenants tenants;
  private final AccessAudit audit;

  public IssuerClientController(Issuers issuers, Tenants tenants, AccessAudit audit) {
    this.issuers = issuers;
    this.tenants = tenants;
    this.audit = audit;
  }

  /**
   * A client that is to be somebody's.
   *
   * @param issuer as its tokens name it
   * @param client as the issuer knows it; of Firebase the project
   * @param tenant name of the tenant that it is given to
   * @param claim whether it may be one that nobody has; false unless said
   */
  public record GivenClient(String issuer, String client, String tenant, @Nullable Boolean claim) {}

  /**
   * A client that was given.
   *
   * @param before whether another tenant had it
   */
  public record MovedClient(String issuer, String client, String tenant, boolean before) {}

  @ForOperator
  @PostMapping
  MovedClient give(@RequestBody GivenClient body, HttpServletRequest request) {
    TenantScope to =
        tenants
            .named(body.tenant())
            .orElseThrow(
                () -> new CallFailedException(FailureCode.NOT_FOUND, "there is no such tenant"));
    IssuerClient client = client(body);
    AuditedAct act = OperatorActs.of(request, "issuer.client.give");
    Optional<TenantScope> before =
        audit.ofInstallation(
            act,
            client.toString(),
            () -> holder(client),
            () -> issuers.give(to, client),
            had -> Map.of());
    audit.ended(to, act, client + " was given to this tenant");
    before.ifPresent(had -> audit.ended(had, act, client + " was given to another tenant"));
    return new MovedClient(body.issuer(), body.client(), body.tenant(), before.isPresent());
  }

  // An address that is spelled otherwise is another one, and the client would stay where it is.
  private IssuerClient client(GivenClient body) {
    IssuerClient client = new IssuerClient(body.issuer(), body.client());
    if (body.issuer().isBlank() || body.client().isBlank()) {
      throw new CallFailedException(
          FailureCode.INVALID, "name the issuer as its tokens do, and the client");
    }
    if (!Boolean.TRUE.equals(body.claim()) && issuers.holder(client).isEmpty()) {
      throw new CallFailedException(
          FailureCode.NOT_FOUND,
          "nobody has %s: compare both letter for letter, or send \"claim\": true to claim it for the tenant"
              .formatted(client));
    }
    return client;
  }

  private String holder(IssuerClient client) {
    return issuers
        .holder(client)
        .map(scope -> WireId.TENANT.write(scope.tenant()))
        .orElse("nobody");
  }
}
