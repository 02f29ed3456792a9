package io.auterity.control.identity;

import io.auterity.control.access.ApiKeys;
import io.auterity.control.access.Grants;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceKind;
import io.auterity.platform.resource.ResourceSet;
import io.auterity.platform.transport.UrlHost;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The declarative resource {@code issuer}: who may confirm the identity of people, and what they
 * may do then.
 */
public final class IssuerKind implements ResourceKind {

  public static final String NAME = "issuer";

  private static final int LONGEST_TEXT = 65_536;
  private static final int ORDER = 5;

  private final Issuers issuers;
  private final ApiKeys keys;
  private final Json.Obj schema = schemaText();

  public IssuerKind(Issuers issuers, ApiKeys keys) {
    this.issuers = issuers;
    this.keys = keys;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int order() {
    return ORDER;
  }

  @Override
  public Json.Obj schema() {
    return schema;
  }

  @Override
  public Set<String> secrets(Json.Obj spec) {
    String secret = spec.text("secret");
    return secret == null ? Set.of() : Set.of(secret);
  }

  /** Refuses an issuer that lets users in with more than its author could give them by a key. */
  @Override
  public void permit(TenantScope scope, Principal who, Json.Obj spec) throws CallFailedException {
    keys.requireGiving(
        scope, who.id(), new Grants(RoleRules.of(spec).given(), List.of(), List.of()));
  }

  @Override
  public List<Problem> check(TenantScope scope, String id, Json.Obj spec, ResourceSet others) {
    Issuer issuer = Issuer.of(id, spec);
    List<Problem> problems = new ArrayList<>(address(issuer));
    boolean twice =
        others.list(NAME).stream()
            .filter(other -> !other.id().equals(id))
            .map(other -> Issuer.of(other.id(), other.spec()))
            .anyMatch(other -> other.known().equals(issuer.known()));
    if (twice || issuers.isOthers(scope, issuer)) {
      problems.add(
          new Problem(
              issuer.preset() == IssuerPreset.FIREBASE ? "project" : "client",
              "this client of the issuer is in use already",
              "register a client for this installation at the issuer, and name that"));
    }
    return problems;
  }

  private static List<Problem> address(Issuer issuer) {
    String field = issuer.preset() == IssuerPreset.GITHUB ? "url" : NAME;
    try {
      URI url = URI.create(issuer.issuer());
      boolean plain =
          url.getRawQuery() == null
              && url.getRawFragment() == null
              && url.getRawUserInfo() == null
              && url.getHost() != null;
      if (plain && UrlHost.flaw(url).isEmpty()) {
        return List.of();
      }
    } catch (IllegalArgumentException e) {
      return List.of(flaw(field));
    }
    return List.of(flaw(field));
  }

  private static Problem flaw(String field) {
    return new Problem(
        field,
        "the address of an issuer has a host, and no user, query or fragment",
        "copy it as the issuer's own documentation has it");
  }

  @Override
  public void storing(Transaction tx, TenantScope scope, AuditedAct act, Resource resource) {
    issuers.claim(tx, scope, resource);
  }

  @Override
  public void dropping(Transaction tx, TenantScope scope, AuditedAct act, Resource ended) {
    issuers.release(tx, scope, ended.id());
  }

  @Override
  public void appliedAgain(TenantScope scope, AuditedAct act, Resource resource) {
    issuers.claimAgain(scope, Issuer.of(resource.id(), resource.spec()));
  }

  @Override
  public void applied(TenantScope scope, Resource resource) {
    issuers.put(scope, resource);
  }

  @Override
  public void removed(TenantScope scope, String id) {
    issuers.remove(scope, id);
  }

  private static Json.Obj schemaText() {
    try (InputStream in =
        Objects.requireNonNull(IssuerKind.class.getResourceAsStream("issuer.schema.json"))) {
      return new JsonReader(LONGEST_TEXT).readObject(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
