package io.auterity.control.access.store;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import java.time.Instant;
import java.util.UUID;

/** Console sessions and the one-time codes that open them. */
public record SessionStore(Database database) {

  /** What is added. */
  public enum Kind {
    SESSION(
        """
        insert into console_session (token_sha256, tenant, api_key, created, expires)
        values (:sha256, :tenant, :key, :created, :expires)
        """),
    CODE(
        """
        insert into one_time_code (code_sha256, tenant, api_key, created, expires)
        values (:sha256, :tenant, :key, :created, :expires)
        """);

    private final String insert;

    Kind(String insert) {
      this.insert = insert;
    }
  }

  public void add(
      Kind kind, TenantScope scope, byte[] sha256, UUID key, Instant created, Instant expires) {
    database.inTenant(
        scope,
        tx ->
            tx.update(kind.insert)
                .bind("sha256", sha256)
                .bind("tenant", scope.tenant())
                .bind("key", key)
                .bind("created", created)
                .bind("expires", expires)
                .execute());
  }

  /** Lets a session last longer. */
  public void extend(TenantScope scope, byte[] sha256, Instant expires) {
    database.inTenant(
        scope,
        tx ->
            tx.update(
                    """
                    update console_session set expires = :expires
                    where tenant = :tenant and token_sha256 = :sha256
                    """)
                .bind("tenant", scope.tenant())
                .bind("sha256", sha256)
                .bind("expires", expires)
                .execute());
  }

  public void end(TenantScope scope, byte[] sha256) {
    database.inTenant(
        scope,
        tx ->
            tx.update(
                    "delete from console_session where tenant = :tenant and token_sha256 = :sha256")
                .bind("tenant", scope.tenant())
                .bind("sha256", sha256)
                .execute());
  }
}
