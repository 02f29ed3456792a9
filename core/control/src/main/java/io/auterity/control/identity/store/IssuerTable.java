package io.auterity.control.identity.store;

import static io.auterity.platform.database.store.EngineStatement.FIND_ISSUER_CLIENT;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.UniqueViolationException;
import io.auterity.platform.database.store.EngineJob;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Whose the clients of issuers are, and what has signed somebody in already. */
public final class IssuerTable {

  private final Database database;

  public IssuerTable(Database database) {
    this.database = database;
  }

  /**
   * Somebody's client of an issuer.
   *
   * @param issuer letter for letter as its tokens name it
   */
  public record IssuerClient(String issuer, String client) {
    @Override
    public String toString() {
      return "client '%s' of %s".formatted(client, issuer);
    }
  }

  /** Whose it is, of all tenants. */
  public Optional<UUID> holder(IssuerClient client) {
    return database.asEngine(
        EngineJob.ACCESS,
        tx ->
            tx.query(FIND_ISSUER_CLIENT)
                .bind("issuer", client.issuer())
                .bind("client", client.client())
                .mapTo(UUID.class)
                .findOne());
  }

  /** The clients that a tenant has. */
  public Set<IssuerClient> own(TenantScope scope) {
    return database.inTenant(
        scope,
        tx ->
            tx
                .query("select issuer, client from issuer_client where tenant = :tenant")
                .bind("tenant", scope.tenant())
                .map(
                    (row, context) ->
                        new IssuerClient(row.getString("issuer"), row.getString("client")))
                .stream()
                .collect(Collectors.toSet()));
  }

  /** As {@link #take(Transaction, TenantScope, String, IssuerClient)}, by itself. */
  public boolean take(TenantScope scope, String way, IssuerClient client) {
    return database.inTenant(scope, tx -> take(tx, scope, way, client));
  }

  /**
   * Takes a client for a tenant, in place of what the way had.
   *
   * @return false when another tenant has it
   */
  public boolean take(Transaction tx, TenantScope scope, String way, IssuerClient client) {
    tx.update(
            """
            delete from issuer_client
            where tenant = :tenant and way = :way and not (issuer = :issuer and client = :client)
            """)
        .bind("tenant", scope.tenant())
        .bind("way", way)
        .bind("issuer", client.issuer())
        .bind("client", client.client())
        .execute();
    // Two ways of one tenant may change places.
    int own =
        tx.update(
                """
                update issuer_client set way = :way
                where tenant = :tenant and issuer = :issuer and client = :client
                """)
            .bind("tenant", scope.tenant())
            .bind("way", way)
            .bind("issuer", client.issuer())
            .bind("client", client.client())
            .execute();
    return own == 1 || insert(tx, scope, way, client);
  }

  private static boolean insert(
      Transaction tx, TenantScope scope, String way, IssuerClient client) {
    return tx.update(
                """
                insert into issuer_client (tenant, issuer, client, way)
                values (:tenant, :issuer, :client, :way) on conflict do nothing
                """)
            .bind("tenant", scope.tenant())
            .bind("way", way)
            .bind("issuer", client.issuer())
            .bind("client", client.client())
            .execute()
        == 1;
  }

  /** Gives back what a way had. */
  public void release(Transaction tx, TenantScope scope, String way) {
    tx.update("delete from issuer_client where tenant = :tenant and way = :way")
        .bind("tenant", scope.tenant())
        .bind("way", way)
        .execute();
  }

  /** Takes a client from a tenant; the way that had it, which is empty where none does. */
  public Optional<String> release(TenantScope scope, IssuerClient client) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    """
                    delete from issuer_client
                    where tenant = :tenant and issuer = :issuer and client = :client
                    returning way
                    """)
                .bind("tenant", scope.tenant())
                .bind("issuer", client.issuer())
                .bind("client", client.client())
                .mapTo(String.class)
                .findOne());
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
