package io.auterity.control.identity.store;

import static io.auterity.platform.database.store.EngineStatement.FIND_ISSUER_CLIENT;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.UniqueViolationException;
import io.auterity.platform.database.store.EngineJob;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Whose the clients of issuers are, and what has signed somebody in already. */
public final class IssuerTable {

  private final Database database;

  public IssuerTable(Database database) {
    this.database = database;
  }

  /** Whether another tenant has that client. */
  public boolean isOthers(TenantScope scope, String issuer, String client) {
    return holder(issuer, client).filter(tenant -> !tenant.equals(scope.tenant())).isPresent();
  }

  /** Whether this tenant has it. */
  public boolean isOwn(TenantScope scope, String issuer, String client) {
    return holder(issuer, client).filter(scope.tenant()::equals).isPresent();
  }

  private Optional<UUID> holder(String issuer, String client) {
    return database.asEngine(
        EngineJob.ACCESS,
        tx ->
            tx.query(FIND_ISSUER_CLIENT)
                .bind("issuer", issuer)
                .bind("client", client)
                .mapTo(UUID.class)
                .findOne());
  }

  /** Takes a client for a tenant, in place of what the way had; nothing when another has it. */
  public void take(TenantScope scope, String way, String issuer, String client) {
    database.inTenant(
        scope,
        tx -> {
          tx.update(
                  """
                  delete from issuer_client
                  where tenant = :tenant and way = :way and not (issuer = :issuer and client = :client)
                  """)
              .bind("tenant", scope.tenant())
              .bind("way", way)
              .bind("issuer", issuer)
              .bind("client", client)
              .execute();
          // Two ways of one tenant may change places.
          tx.update(
                  """
                  update issuer_client set way = :way
                  where tenant = :tenant and issuer = :issuer and client = :client
                  """)
              .bind("tenant", scope.tenant())
              .bind("way", way)
              .bind("issuer", issuer)
              .bind("client", client)
              .execute();
          return tx.update(
                  """
                  insert into issuer_client (tenant, issuer, client, way)
                  values (:tenant, :issuer, :client, :way) on conflict do nothing
                  """)
              .bind("tenant", scope.tenant())
              .bind("way", way)
              .bind("issuer", issuer)
              .bind("client", client)
              .execute();
        });
  }

  /** Gives back what a way had. */
  public void release(TenantScope scope, String way) {
    database.inTenant(
        scope,
        tx ->
            tx.update("delete from issuer_client where tenant = :tenant and way = :way")
                .bind("tenant", scope.tenant())
                .bind("way", way)
                .execute());
  }

  /**
   * Uses up what signs in once.
   *
   * @return false when it was used already
   */
  public boolean use(TenantScope scope, byte[] digest, Instant expires) {
    try {
      database.inTenant(
          scope,
          tx ->
              tx.update(
                      "insert into sign_in_ticket (tenant, digest, expires) values (:tenant,"
                          + " :digest, :expires)")
                  .bind("tenant", scope.tenant())
                  .bind("digest", digest)
                  .bind("expires", expires)
                  .execute());
      return true;
    } catch (UniqueViolationException e) {
      return false;
    }
  }
}
