package io.auterity.control.identity;

import io.auterity.control.access.People;
import io.auterity.control.identity.store.IssuerTable;
import io.auterity.control.identity.store.IssuerTable.HeldClient;
import io.auterity.control.identity.store.IssuerTable.IssuerClient;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.resource.Resource;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The issuers that each tenant has in force. A client of an issuer is one tenant's. */
public final class Issuers {

  private final IssuerTable table;
  private final IssuerRequests outlet;
  private final People people;
  private final Map<UUID, NavigableMap<String, IssuerConnection>> byTenant =
      new ConcurrentHashMap<>();

  public Issuers(IssuerTable table, IssuerRequests outlet, People people) {
    this.table = table;
    this.outlet = outlet;
    this.people = people;
  }

  boolean isOthers(TenantScope scope, Issuer issuer) {
    return table.holder(issuer.known()).filter(held -> !held.equals(scope.tenant())).isPresent();
  }

  /**
   * Takes the client of an issuer for a tenant, in the transaction that stores the issuer; the
   * sessions end of those whom it let in otherwise.
   *
   * @throws CallFailedException {@code conflict} when another tenant has it
   */
  void claim(Transaction tx, TenantScope scope, Resource resource) {
    Issuer issuer = Issuer.of(resource.id(), resource.spec());
    if (!table.take(tx, scope, issuer.id(), issuer.known())) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          "issuer '%s': %s is in use already; register a client for this installation"
              .formatted(issuer.id(), issuer.known()));
    }
    boolean otherwise =
        table
            .former(tx, scope, resource.id(), resource.version())
            .map(spec -> Issuer.of(resource.id(), spec))
            .filter(before -> !before.letsInAs(issuer))
            .isPresent();
    if (otherwise) {
      people.endSessions(tx, scope, issuer.id());
    }
  }

  /** Takes the client of an issuer that is stored, where no tenant has it any more. */
  void claimAgain(TenantScope scope, Issuer issuer) {
    var _ = table.take(scope, issuer.id(), issuer.known());
  }

  /** Gives back the client of an issuer that ends, and with it the sessions that it gave. */
  void release(Transaction tx, TenantScope scope, String id) {
    table.release(tx, scope, id);
    people.endSessions(tx, scope, id);
  }

  /**
   * Gives a client to a tenant, also from another that has it; sessions there by that client end.
   *
   * @return the other tenant that had it
   * @throws CallFailedException {@code conflict} when another tenant takes it meanwhile
   */
  public Optional<TenantScope> give(TenantScope scope, IssuerClient client) {
    Optional<TenantScope> before =
        holder(client).filter(held -> !held.tenant().equals(scope.tenant()));
    before.ifPresent(held -> take(held, client));
    String way =
        of(scope).stream()
            .map(IssuerConnection::issuer)
            .filter(each -> each.known().equals(client))
            .map(Issuer::id)
            .findFirst()
            .orElse("");
    if (!table.take(scope, way, client)) {
      throw new CallFailedException(
          FailureCode.CONFLICT, client + " was taken by another tenant meanwhile: try again");
    }
    return before;
  }

  /**
   * Takes a client from the tenant that has it: the next one that applies it has it then.
   *
   * @return the tenant that had it; empty where none had
   */
  public Optional<TenantScope> release(IssuerClient client) {
    Optional<TenantScope> held = holder(client);
    held.ifPresent(from -> take(from, client));
    return held;
  }

  private void take(TenantScope from, IssuerClient client) {
    table
        .release(from, client, (tx, way) -> people.endSessions(tx, from, way))
        .ifPresent(way -> people.wayChanged(from, way));
  }

  /** The clients of all tenants, as {@link IssuerTable#held} lists them. */
  public List<HeldClient> held(String issuer, IssuerClient after, int most) {
    return table.held(issuer, after, most);
  }

  /** Whose a client is. */
  public Optional<TenantScope> holder(IssuerClient client) {
    return table.holder(client).map(TenantScope::recovered);
  }

  void put(TenantScope scope, Resource resource) {
    Issuer issuer = Issuer.of(resource.id(), resource.spec());
    IssuerConnection before =
        byTenant
            .computeIfAbsent(scope.tenant(), tenant -> new ConcurrentSkipListMap<>())
            .put(
                issuer.id(),
                new IssuerConnection(
                    scope,
                    issuer,
                    outlet,
                    tx -> requireStanding(tx, scope, issuer, resource.version())));
    if (before != null && !before.issuer().letsInAs(issuer)) {
      people.wayChanged(scope, issuer.id());
    }
  }

  private void requireStanding(Transaction tx, TenantScope scope, Issuer issuer, int version) {
    if (!table.stands(tx, scope, issuer.id(), issuer.known(), version)) {
      throw SignInRefusal.CHANGED.failed();
    }
  }

  void remove(TenantScope scope, String id) {
    byTenant.getOrDefault(scope.tenant(), new ConcurrentSkipListMap<>()).remove(id);
    people.wayChanged(scope, id);
  }

  /** Those whose clients are the tenant's, in the order of their ids. */
  List<IssuerConnection> usable(TenantScope scope) {
    Set<IssuerClient> own = table.own(scope);
    return of(scope).stream().filter(each -> own.contains(each.issuer().known())).toList();
  }

  private List<IssuerConnection> of(TenantScope scope) {
    NavigableMap<String, IssuerConnection> all = byTenant.get(scope.tenant());
    return all == null ? List.of() : List.copyOf(all.values());
  }

  /**
   * The one of that id; none while its client is another tenant's.
   *
   * @throws CallFailedException {@link SignInRefusal#NO_ISSUER}
   */
  IssuerConnection required(TenantScope scope, String id) {
    NavigableMap<String, IssuerConnection> all = byTenant.get(scope.tenant());
    return Optional.ofNullable(all == null ? null : all.get(id))
        .filter(
            each -> table.holder(each.issuer().known()).filter(scope.tenant()::equals).isPresent())
        .orElseThrow(SignInRefusal.NO_ISSUER::failed);
  }
}
