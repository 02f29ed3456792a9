package io.auterity.control.identity.store;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Stores which tenant each client of an issuer (OIDC client) belongs to. */
public record IssuerTable(Database database) {

  private static final EngineStatement FIND_ISSUER_CLIENT =
      new EngineStatement(
          "FIND_ISSUER_CLIENT",
          EngineJob.ACCESS,
          "select tenant from issuer_client where issuer = :issuer and client = :client");

  private static final EngineStatement LIST_ISSUER_CLIENTS =
      new EngineStatement(
          "LIST_ISSUER_CLIENTS",
          EngineJob.ACCESS,
          """
          select c.issuer, c.client, c.way, t.name as tenant
          from issuer_client c join tenant t on t.id = c.tenant
          where (:issuer = '' or c.issuer = :issuer)
            and (c.issuer, c.client) > (:afterIssuer, :afterClient)
          order by c.issuer, c.client limit :most
          """);

  /** The statements that the engine role runs here. */
  public static final List<EngineStatement> STATEMENTS =
      List.of(FIND_ISSUER_CLIENT, LIST_ISSUER_CLIENTS);

  private static final JsonReader SPECS = new JsonReader(Integer.MAX_VALUE);

  /**
   * A client of an issuer.
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

  /**
   * A client that a tenant has.
   *
   * @param tenant its name
   * @param way the tenant's resource that names it; empty while none does
   */
  public record HeldClient(IssuerClient client, String tenant, String way) {}

  /**
   * The clients of all tenants, in the order of issuers and clients.
   *
   * @param issuer whose they are; empty for all
   * @param after behind which the first comes; of two empty texts where it is the first of all
   * @param most how many
   */
  public List<HeldClient> held(String issuer, IssuerClient after, int most) {
    return database.asEngine(
        EngineJob.ACCESS,
        tx ->
            tx.query(LIST_ISSUER_CLIENTS)
                .bind("issuer", issuer)
                .bind("afterIssuer", after.issuer())
                .bind("afterClient", after.client())
                .bind("most", most)
                .map(
                    (row, context) ->
                        new HeldClient(
                            new IssuerClient(row.getString("issuer"), row.getString("client")),
                            row.getString("tenant"),
                            row.getString("way")))
                .list());
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
   * @param way empty while no resource of the tenant names the client, of which there may be many
   * @return false when another tenant has it
   */
  public boolean take(Transaction tx, TenantScope scope, String way, IssuerClient client) {
    tx.update(
            """
            delete from issuer_client
            where tenant = :tenant and way = :way and way <> ''
              and not (issuer = :issuer and client = :client)
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

  /**
   * Takes a client from a tenant.
   *
   * @param then done with the way that had it, in the same transaction
   * @return the way, which is empty where none had it
   */
  public Optional<String> release(
      TenantScope scope, IssuerClient client, BiConsumer<Transaction, String> then) {
    return database.inTenant(
        scope,
        tx -> {
          Optional<String> way =
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
                  .findOne();
          way.ifPresent(had -> then.accept(tx, had));
          return way;
        });
  }

  /**
   * Whether a client is the tenant's and the resource that names it is of that version. Who changes
   * either waits until the transaction ends.
   */
  public boolean stands(
      Transaction tx, TenantScope scope, String way, IssuerClient client, int version) {
    boolean own =
        tx.query(
                """
                select way from issuer_client
                where tenant = :tenant and issuer = :issuer and client = :client for share
                """)
            .bind("tenant", scope.tenant())
            .bind("issuer", client.issuer())
            .bind("client", client.client())
            .mapTo(String.class)
            .findOne()
            .isPresent();
    return own
        && tx.query(
                """
                select version from resource_head
                where tenant = :tenant and kind = 'issuer' and id = :way and not deleted
                """)
            .bind("tenant", scope.tenant())
            .bind("way", way)
            .mapTo(Integer.class)
            .findOne()
            .filter(now -> now == version)
            .isPresent();
  }

  /** The spec of a resource before that version; empty where it was ended or did not exist. */
  public Optional<Json.Obj> former(Transaction tx, TenantScope scope, String way, int version) {
    return tx.query(
            """
            select spec from resource
            where tenant = :tenant and kind = 'issuer' and id = :way and version = :version
              and not deleted
            """)
        .bind("tenant", scope.tenant())
        .bind("way", way)
        .bind("version", version - 1)
        .mapTo(String.class)
        .findOne()
        .map(spec -> SPECS.readObject(spec.getBytes(StandardCharsets.UTF_8)));
  }
}
