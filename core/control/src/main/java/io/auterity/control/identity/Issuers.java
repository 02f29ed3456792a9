package io.auterity.control.identity;

import io.auterity.control.access.People;
import io.auterity.control.identity.store.IssuerTable;
import io.auterity.platform.call.TenantScope;
import io.auterity.spi.CallFailedException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The issuers that each tenant has in force. A client of an issuer is one tenant's. */
public final class Issuers {

  private final IssuerTable table;
  private final IssuerOutlet outlet;
  private final People people;
  private final Map<UUID, NavigableMap<String, IssuerConnection>> byTenant =
      new ConcurrentHashMap<>();

  public Issuers(IssuerTable table, IssuerOutlet outlet, People people) {
    this.table = table;
    this.outlet = outlet;
    this.people = people;
  }

  IssuerOutlet outlet() {
    return outlet;
  }

  boolean isOthers(TenantScope scope, Issuer issuer) {
    return table.isOthers(scope, issuer.issuer(), issuer.client());
  }

  void put(TenantScope scope, Issuer issuer) {
    IssuerConnection before =
        byTenant
            .computeIfAbsent(scope.tenant(), tenant -> new ConcurrentSkipListMap<>())
            .put(issuer.id(), new IssuerConnection(scope, issuer, outlet));
    table.take(scope, issuer.id(), issuer.issuer(), issuer.client());
    if (before != null && !before.issuer().letsInAs(issuer)) {
      people.wayChanged(scope, issuer.id());
    }
  }

  void remove(TenantScope scope, String id) {
    byTenant.getOrDefault(scope.tenant(), new ConcurrentSkipListMap<>()).remove(id);
    table.release(scope, id);
    people.wayChanged(scope, id);
  }

  /** In the order of their ids. */
  List<IssuerConnection> of(TenantScope scope) {
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
        .filter(each -> table.isOwn(scope, each.issuer().issuer(), each.issuer().client()))
        .orElseThrow(SignInRefusal.NO_ISSUER::failed);
  }
}
