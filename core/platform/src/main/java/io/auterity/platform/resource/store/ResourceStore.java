package io.auterity.platform.resource.store;

import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Each change of a resource is a row of its own; the latest one is in force unless it deletes. */
public final class ResourceStore {

  private static final EngineStatement LIST_RESOURCES =
      new EngineStatement(
          "LIST_RESOURCES",
          EngineJob.RESOURCES,
          "select tenant, kind, id, version, spec, created from resource_head where not deleted"
              + " order by tenant, kind, id");

  /** The statements that the engine role runs here. */
  public static final List<EngineStatement> STATEMENTS = List.of(LIST_RESOURCES);

  private static final JsonReader READER = new JsonReader(Integer.MAX_VALUE);

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
    tx.query(LIST_RESOURCES)
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
   * Stores resources, no two of the same id, as the next versions of their ids and returns them
   * with these. All are one statement, so that what the database does after a change it does once.
   *
   * @param author name of who applied them
   */
  public static List<Resource> add(Transaction tx, List<Resource> resources, String author) {
    if (resources.isEmpty()) {
      return List.of();
    }
    Map<String, Integer> versions = append(tx, resources, author, false);
    return resources.stream().map(one -> in(one, versions)).toList();
  }

  private static Resource in(Resource one, Map<String, Integer> versions) {
    int version = Objects.requireNonNull(versions.get(one.kind() + "/" + one.id()));
    return new Resource(one.kind(), one.id(), version, one.spec(), one.appliedAt());
  }

  /** Ends a resource; its versions stay. */
  public static void end(Transaction tx, String kind, String id, Instant now, String author) {
    append(tx, List.of(new Resource(kind, id, 0, Json.EMPTY, now)), author, true);
  }

  private static Map<String, Integer> append(
      Transaction tx, List<Resource> resources, String author, boolean deleted) {
    Map<String, Integer> versions = new HashMap<>();
    tx.query(
            """
            insert into resource (tenant, kind, id, version, spec, created, author, deleted)
            select current_tenant(), kind, id,
              coalesce((select max(r.version) from resource r where r.tenant = current_tenant()
                and r.kind = applied.kind and r.id = applied.id), 0) + 1,
              spec, created, :author, :deleted
            from unnest(:kinds::text[], :ids::text[], :specs::text[],
              :created::text[]::timestamptz[]) as applied (kind, id, spec, created)
            returning kind || '/' || id as named, version
            """)
        .bind("kinds", texts(resources, Resource::kind))
        .bind("ids", texts(resources, Resource::id))
        .bind("specs", texts(resources, one -> one.spec().toString()))
        .bind("created", texts(resources, one -> one.appliedAt().toString()))
        .bind("author", author)
        .bind("deleted", deleted)
        .map((row, context) -> versions.put(row.getString("named"), row.getInt("version")))
        .list();
    return versions;
  }

  private static String[] texts(List<Resource> resources, Function<Resource, String> field) {
    return resources.stream().map(field).toArray(String[]::new);
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
