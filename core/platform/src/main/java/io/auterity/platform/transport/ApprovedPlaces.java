package io.auterity.platform.transport;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.config.EgressApproval;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The egress allow list (SSRF protection) of places that an operator approved for tenants. Requests
 * of a tenant reach such a host and port though it is private, and carry their credential there
 * though it is unencrypted.
 */
public final class ApprovedPlaces {

  private static final int OF_NO_MATTER = 1;

  private final List<EgressApproval> approvals;
  private final Function<TenantScope, String> names;
  private final Map<UUID, String> known = new ConcurrentHashMap<>();

  /**
   * Takes approvals as {@link EgressApproval} reads them.
   *
   * @param names tells the name of a tenant, which stays as it is
   * @throws IllegalArgumentException when one cannot be read
   */
  public ApprovedPlaces(Collection<String> approvals, Function<TenantScope, String> names) {
    this.approvals =
        approvals.stream().map(EgressApproval::read).map(ApprovedPlaces::bare).toList();
    this.names = names;
  }

  // As places spell their hosts.
  private static EgressApproval bare(EgressApproval read) {
    String host = new Destination("https", read.host(), OF_NO_MATTER).host();
    return new EgressApproval(host, read.port(), read.tenant());
  }

  /** Whether a tenant's requests may go there. */
  boolean admit(TenantScope scope, Destination place) {
    for (EgressApproval approval : approvals) {
      if (names(approval, place) && isOf(approval, scope)) {
        return true;
      }
    }
    return false;
  }

  private static boolean names(EgressApproval approval, Destination place) {
    return approval.host().equals(place.host())
        && (approval.port().equals(EgressApproval.ANY)
            || approval.port().equals(Integer.toString(place.port())));
  }

  // What is an id is no name, or a tenant could be called like another's id.
  private boolean isOf(EgressApproval approval, TenantScope scope) {
    return approval.tenant().equals(EgressApproval.ANY)
        || approval
            .tenantId()
            .map(scope.tenant()::equals)
            .orElseGet(() -> approval.tenant().equals(name(scope)));
  }

  private String name(TenantScope scope) {
    String name = known.get(scope.tenant());
    if (name == null) {
      name = names.apply(scope);
      known.put(scope.tenant(), name);
    }
    return name;
  }
}
