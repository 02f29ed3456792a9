package io.auterity.server.idempotency.store;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keys of mutations, with what they asked for and what was answered. */
public final class IdempotencyStore {

  private final Database database;

  public IdempotencyStore(Database database) {
    this.database = database;
  }

  /**
   * A key that was used before.
   *
   * @param request digest of what it asked for
   * @param response what was answered; null while that is not known
   */
  // Digests are compared in constant time, never by equals.
  @SuppressWarnings("ArrayRecordComponent")
  public record Used(byte[] request, byte @Nullable [] response) {}

  /**
   * Takes a key for a request.
   *
   * @param abandoned a use without an answer that began before this is taken over: whoever began it
   *     has ended
   * @return empty when the key is now taken for this request; else its former use
   */
  public Optional<Used> take(
      TenantScope scope,
      String key,
      byte[] request,
      Instant now,
      Instant expires,
      Instant abandoned) {
    return database.inTenant(
        scope,
        tx -> {
          forget(tx, scope, key, now, abandoned);
          return add(tx, scope, key, request, now, expires)
              ? Optional.empty()
              : Optional.of(find(tx, scope, key));
        });
  }

  /** Keeps the answer for repetitions. */
  public void answer(TenantScope scope, String key, byte[] response) {
    database.inTenant(
        scope,
        tx ->
            tx.update(
                    "update idempotency set response = :response where tenant = :tenant and key = :key")
                .bind("tenant", scope.tenant())
                .bind("key", key)
                .bind("response", response)
                .execute());
  }

  /** Frees the key of a request that changed nothing. */
  public void release(TenantScope scope, String key) {
    database.inTenant(
        scope,
        tx ->
            tx.update("delete from idempotency where tenant = :tenant and key = :key")
                .bind("tenant", scope.tenant())
                .bind("key", key)
                .execute());
  }

  private static void forget(
      Transaction tx, TenantScope scope, String key, Instant now, Instant abandoned) {
    tx.update(
            """
            delete from idempotency
            where tenant = :tenant and key = :key
              and (expires <= :now or (response is null and created < :abandoned))
            """)
        .bind("tenant", scope.tenant())
        .bind("key", key)
        .bind("now", now)
        .bind("abandoned", abandoned)
        .execute();
  }

  private static boolean add(
      Transaction tx, TenantScope scope, String key, byte[] request, Instant now, Instant expires) {
    return tx.update(
                """
                insert into idempotency (tenant, key, request_sha256, created, expires)
                values (:tenant, :key, :request, :now, :expires) on conflict do nothing
                """)
            .bind("tenant", scope.tenant())
            .bind("key", key)
            .bind("request", request)
            .bind("now", now)
            .bind("expires", expires)
            .execute()
        == 1;
  }

  private static Used find(Transaction tx, TenantScope scope, String key) {
    return tx.query(
            "select request_sha256, response from idempotency where tenant = :tenant and key = :key")
        .bind("tenant", scope.tenant())
        .bind("key", key)
        .map((row, context) -> new Used(row.getBytes("request_sha256"), row.getBytes("response")))
        .one();
  }
}
