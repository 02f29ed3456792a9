package io.auterity.control.access;

import io.auterity.control.access.store.KeyRow;
import io.auterity.control.access.store.TenantStore;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The tenants of this installation. */
public final class Tenants {

  private static final String FIRST_KEY = "admin";

  private final TenantStore store;
  private final Ids ids;
  private final Time time;
  private final RandomGenerator random;

  Tenants(TenantStore store, Ids ids, Time time, RandomGenerator random) {
    this.store = store;
    this.ids = ids;
    this.time = time;
    this.random = random;
  }

  /**
   * A tenant that was just made.
   *
   * @param secret the API key of its first administrator, shown once
   */
  public record Created(UUID id, String name, String secret) {
    @Override
    public String toString() {
      return "tenant " + id;
    }
  }

  /**
   * Makes a tenant with an administrator's key; it is usable at once.
   *
   * @throws CallFailedException {@code conflict} when the name is taken
   */
  public Created create(String name) {
    UUID id = ids.next();
    String checked = Names.check("tenant", name);
    String secret = Token.fresh(Token.API_KEY, random);
    KeyRow key = ApiKeys.row(ids.next(), FIRST_KEY, Grants.of(Role.ADMIN), time.now(), null);
    if (!store.create(id, checked, key, Token.digest(secret))) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          "there is a tenant '%s' already; choose another name".formatted(checked));
    }
    return new Created(id, checked, secret);
  }

  public String name(TenantScope scope) {
    return store.name(scope);
  }
}
