package io.auterity.platform.resource.store;

import io.auterity.platform.database.Transaction;
import io.auterity.platform.resource.Resource;
import java.util.Optional;

/** The texts of versions of resources as they were written. */
public final class ResourceTextStore {

  /** The text of a version; empty when it was not sent as one. */
  public static Optional<String> at(Transaction tx, String kind, String id, int version) {
    return tx.query(
            """
            select text from resource_text
            where tenant = current_tenant() and kind = :kind and id = :id and version = :version
            """)
        .bind("kind", kind)
        .bind("id", id)
        .bind("version", version)
        .mapTo(String.class)
        .findOne();
  }

  /** Keeps the text of a version, in place of the one that it had. */
  public static void keep(Transaction tx, Resource resource, String text) {
    tx.update(
            """
            insert into resource_text (tenant, kind, id, version, text)
            values (current_tenant(), :kind, :id, :version, :text)
            on conflict (tenant, kind, id, version) do update set text = excluded.text
            where resource_text.text <> excluded.text
            """)
        .bind("kind", resource.kind())
        .bind("id", resource.id())
        .bind("version", resource.version())
        .bind("text", text)
        .execute();
  }

  private ResourceTextStore() {}
}
