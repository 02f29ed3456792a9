package io.auterity.platform.resource.store;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceVersion;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Each change of a resource is a row of its own; the latest one is in force unless it deletes. */
public final class ResourceStore {

  private static final JsonReader READER = new JsonReader(Integer.MAX_VALUE);

  private ResourceStore() {}

  /** All resources of the tenant that are in force. */
  public static List<Resource> inForce(Transaction tx) {
    return tx.query(
            """
            select kind, id, version, spec, created from resource_head
            where tenant = current_tenant() and not deleted
            """)
        .map((row, context) -> resource(row))
        .list();
  }

  /** All resources in force by tenant. */
  public static Map<UUID, List<Resource>> inForceByTenant(EngineTransaction tx) {
    Map<UUID, List<Resource>> all = new LinkedHashMap<>();
    tx.query(EngineStatement.LIST_RESOURCES)
        .map((row, context) -> Map.entry(row.getObject("tenant", UUID.class), resource(row)))
        .forEach(
            entry ->
                all.computeIfAbsent(entry.getKey(), tenant -> new ArrayList<>())
                    .add(entry.getValue()));
    return all;
  }

  /** Every version of a resource, the latest first. */
  public static List<ResourceVersion> versions(Transaction tx, String kind, String id) {
    return tx.query(
            """
            select version, created, author, deleted from resource
            where tenant = current_tenant() and kind = :kind and id = :id
            order by version desc
            """)
        .bind("kind", kind)
        .bind("id", id)
        .map(
            (row, context) ->
                new ResourceVersion(
                    row.getInt("version"),
                    row.getTimestamp("created").toInstant(),
                    row.getString("author"),
                    row.getBoolean("deleted")))
        .list();
  }

  /** A resource as it was in one version; empty where that ended it. */
  public static Optional<Resource> at(Transaction tx, String kind, String id, int version) {
    return tx.query(
            """
            select kind, id, version, spec, created from resource
            where tenant = current_tenant() and kind = :kind and id = :id
              and version = :version and not deleted
            """)
        .bind("kind", kind)
        .bind("id", id)
        .bind("version", version)
        .map((row, context) -> resource(row))
        .findOne();
  }

  /**
   * Stores a resource as the next version of its id and returns it with that version.
   *
   * @param author name of who applied it
   */
  public static Resource add(Transaction tx, TenantScope scope, Resource resource, String author) {
    int version = append(tx, scope, resource, author, false);
    return new Resource(
        resource.kind(), resource.id(), version, resource.spec(), resource.appliedAt());
  }

  /** Ends a resource; its versions stay. */
  public static void end(
      Transaction tx, TenantScope scope, String kind, String id, Instant now, String author) {
    append(tx, scope, new Resource(kind, id, 0, Json.EMPTY, now), author, true);
  }

  private static int append(
      Transaction tx, TenantScope scope, Resource resource, String author, boolean deleted) {
    return tx.query(
            """
            insert into resource (tenant, kind, id, version, spec, created, author, deleted)
            select :tenant, :kind, :id,
              coalesce(max(version), 0) + 1, :spec, :created, :author, :deleted
            from resource where tenant = :tenant and kind = :kind and id = :id
            returning version
            """)
        .bind("tenant", scope.tenant())
        .bind("kind", resource.kind())
        .bind("id", resource.id())
        .bind("spec", resource.spec().toString())
        .bind("created", resource.appliedAt())
        .bind("author", author)
        .bind("deleted", deleted)
        .mapTo(Integer.class)
        .one();
  }

  private static Resource resource(ResultSet row) throws SQLException {
    return new Resource(
        row.getString("kind"),
        row.getString("id"),
        row.getInt("version"),
        READER.readObject(row.getString("spec").getBytes(StandardCharsets.UTF_8)),
        row.getTimestamp("created").toInstant());
  }
}
