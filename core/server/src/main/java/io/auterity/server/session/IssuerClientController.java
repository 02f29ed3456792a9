package io.auterity.server.session;

import io.auterity.control.access.AccessAudit;
import io.auterity.control.access.Tenants;
import io.auterity.control.identity.Issuers;
import io.auterity.control.identity.store.IssuerTable.HeldClient;
import io.auterity.control.identity.store.IssuerTable.IssuerClient;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.noun.PageOf;
import io.auterity.platform.noun.Paging;
import io.auterity.server.web.security.OperatorActs;
import io.auterity.server.web.security.OperatorOnly;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells and settles which tenant a client of an issuer belongs to, for holders of the operator's
 * key: the first to apply it has it, and may not be the one that registered it.
 */
@RestController
@RequestMapping("/api/v1/issuers/clients")
public record IssuerClientController(Issuers issuers, Tenants tenants, AccessAudit audit) {

  /**
   * A client that is to be given to a tenant.
   *
   * @param issuer as its tokens name it
   * @param client as the issuer knows it; of Firebase the project
   * @param tenant name of the tenant that it is given to
   * @param claim whether it may be one that no tenant has; false unless said
   */
  public record GivenClient(String issuer, String client, String tenant, @Nullable Boolean claim) {}

  /**
   * A client that was given.
   *
   * @param before whether another tenant had it
   */
  public record MovedClient(String issuer, String client, String tenant, boolean before) {}

  /**
   * A client that a tenant has.
   *
   * @param issuer as its tokens name it
   * @param tenant name of the tenant
   * @param resource id of the tenant's resource that names it; absent while none does
   */
  public record ClientInUse(
      String issuer, String client, String tenant, @Nullable String resource) {

    static ClientInUse of(HeldClient held) {
      return new ClientInUse(
          held.client().issuer(),
          held.client().client(),
          held.tenant(),
          held.way().isEmpty() ? null : held.way());
    }
  }

  /** Clients of all tenants, in the order of issuers and clients. */
  @OperatorOnly
  @GetMapping
  PageOf<ClientInUse> list(
      @RequestParam(required = false) @Nullable String issuer,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    int size = Paging.limit(limit);
    List<ClientInUse> found =
        issuers.held(issuer == null ? "" : issuer, after(cursor), size + 1).stream()
            .map(ClientInUse::of)
            .toList();
    return Paging.page(found, size, IssuerClientController::cursor);
  }

  private static String cursor(ClientInUse last) {
    return encoded(last.issuer()) + "." + encoded(last.client());
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static IssuerClient after(@Nullable String cursor) {
    if (cursor == null) {
      return new IssuerClient("", "");
    }
    String[] parts = cursor.split("\\.", -1);
    if (parts.length != 2) {
      throw Paging.noCursor(cursor);
    }
    return new IssuerClient(decoded(cursor, parts[0]), decoded(cursor, parts[1]));
  }

  private static String decoded(String cursor, String part) {
    try {
      return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Paging.noCursor(cursor);
    }
  }

  /** Takes a client from the tenant that has it; the sessions by it end. */
  @OperatorOnly
  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void release(
      @RequestParam String issuer, @RequestParam String client, HttpServletRequest request) {
    IssuerClient wanted = new IssuerClient(issuer, client);
    requireHeld(wanted, "compare both letter for letter with GET /api/v1/issuers/clients");
    AuditedAct act = OperatorActs.of(request, "issuer.client.release");
    audit
        .ofInstallation(
            act,
            wanted.toString(),
            () -> holder(wanted),
            () -> issuers.release(wanted),
            had -> Map.of())
        .ifPresent(had -> audit.ended(had, act, wanted + " was taken from this tenant"));
  }

  private void requireHeld(IssuerClient client, String advice) {
    if (issuers.holder(client).isEmpty()) {
      throw new CallFailedException(
          FailureCode.NOT_FOUND, "no tenant has %s: %s".formatted(client, advice));
    }
  }

  @OperatorOnly
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
    if (!Boolean.TRUE.equals(body.claim())) {
      requireHeld(
          client,
          "compare both letter for letter, or send \"claim\": true to claim it for the tenant");
    }
    return client;
  }

  private String holder(IssuerClient client) {
    return issuers
        .holder(client)
        .map(scope -> TenantScope.ID.write(scope.tenant()))
        .orElse("no tenant");
  }
}
