package io.auterity.control.access;

import io.auterity.control.access.store.KeyRow;
import io.auterity.control.access.store.KeyTerms;
import io.auterity.control.access.store.TenantRow;
import io.auterity.control.access.store.TenantStore;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.Acts;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.config.EgressApproval;
import io.auterity.platform.database.UniqueViolationException;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The tenants of this installation. */
public final class Tenants {

  private static final String FIRST_KEY = "admin";

  private final TenantStore store;
  private final Supplier<Acts> acts;
  private final Ids ids;
  private final Time time;
  private final RandomGenerator random;

  Tenants(TenantStore store, Supplier<Acts> acts, Ids ids, Time time, RandomGenerator random) {
    this.store = store;
    this.acts = acts;
    this.ids = ids;
    this.time = time;
    this.random = random;
  }

  /**
   * A tenant that was just made, or given another administrator.
   *
   * @param secret the API key of that administrator, shown once
   */
  public record Admitted(UUID id, String name, String secret) {
    @Override
    public String toString() {
      return "tenant " + id;
    }
  }

  /** Tenants in the order of their names, those after a name; "" begins. */
  public List<TenantRow> list(String after, int limit) {
    return store.list(after, limit);
  }

  /**
   * Makes a tenant with an administrator's key; it is usable at once.
   *
   * @throws CallFailedException {@code conflict} when the name is taken
   */
  public Admitted create(AuditedAct act, String name) {
    UUID id = ids.next();
    String checked = DisplayName.check("tenant", name);
    String secret = Token.fresh(Token.API_KEY, random);
    if (!store.create(
        act,
        id,
        checked,
        adminKey(FIRST_KEY, administrator(List.of()), secret),
        Token.digest(secret))) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          "there is a tenant '%s' already; choose another name".formatted(checked));
    }
    return new Admitted(id, checked, secret);
  }

  /**
   * Makes another administrator's key for a tenant whose keys are lost.
   *
   * @param key name of the key
   * @param allow what it may do that concerns all tenants, by the targets of such acts
   * @throws CallFailedException {@code not_found} when there is no such tenant; {@code conflict}
   *     when it has a key of that name; {@code invalid}
   */
  public Admitted admit(AuditedAct act, String tenant, String key, List<String> allow) {
    String name = DisplayName.check("tenant", tenant);
    String secret = Token.fresh(Token.API_KEY, random);
    Grants grants = administrator(allow);
    try {
      return store
          .addKey(
              act,
              name,
              adminKey(DisplayName.check("key", key), grants, secret),
              Token.digest(secret))
          .map(id -> new Admitted(id, name, secret))
          .orElseThrow(() -> unknown(name));
    } catch (UniqueViolationException e) {
      throw KeyRequestRules.taken(key);
    }
  }

  private Grants administrator(List<String> allow) {
    List<String> ofInstallation = acts.get().ofInstallation();
    for (String target : allow) {
      if (!ofInstallation.contains(target)) {
        throw new CallFailedException(
            FailureCode.INVALID,
            "'%s' is nothing that an administrator lacks; leave it out, or allow %s"
                .formatted(target, String.join(" or ", ofInstallation)));
      }
    }
    return new Grants(
        Set.of(AccessRole.ADMIN), allow.stream().map(GrantPattern::new).toList(), List.of());
  }

  private KeyRow adminKey(String name, Grants grants, String secret) {
    return KeyRequestRules.row(
        ids.next(), new ApiKeys.Wanted(name, grants, KeyTerms.NONE, null), time.now(), secret);
  }

  private static CallFailedException unknown(String name) {
    return new CallFailedException(
        FailureCode.NOT_FOUND, "there is no tenant '%s'".formatted(name));
  }

  /** Whether the tenant that an approval names is there, or it is for every one. */
  public boolean isThere(EgressApproval approval) {
    String tenant = approval.tenant();
    return tenant.equals(EgressApproval.ANY)
        || approval
            .tenantId()
            .map(id -> store.isThere(TenantScope.authenticated(id)))
            .orElseGet(() -> store.isThere(tenant));
  }

  /**
   * The tenant of a name that a caller claims who has not signed in yet; empty when there is none.
   */
  public Optional<TenantScope> named(String name) {
    return DisplayName.fits(name)
        ? store.find(name).map(TenantScope::authenticated)
        : Optional.empty();
  }

  public String name(TenantScope scope) {
    return store.name(scope);
  }
}
