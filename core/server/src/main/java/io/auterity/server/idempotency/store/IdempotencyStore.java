package io.auterity.server.idempotency.store;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.ChangeFeed;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Keys of mutations, with what they asked for and what was answered. */
public record IdempotencyStore(Database database) {

  private static final Duration LIFE = Duration.ofHours(24);

  /**
   * What was taken within this time is under way though its server is not seen, which may have lost
   * its connection for a moment.
   */
  private static final Duration UNSEEN = Duration.ofSeconds(3);

  /** What was taken longer ago has been cut off though its server is there. */
  private static final Duration OVERDUE = Duration.ofHours(1);

  private static final String UNANSWERED =
      " where tenant = :tenant and key = :key and use = :use and response is null";

  private static final String OWN = " and process is not distinct from cast(:process as uuid)";

  /** One use of a key, by the id of {@link Taken}. */
  public record Use(String key, UUID id) {

    <S extends SqlStatement<S>> S bind(S statement, TenantScope scope) {
      return statement.bind("tenant", scope.tenant()).bind("key", key).bind("use", id);
    }
  }

  /** The outcome of an attempt to take a key. */
  public sealed interface Taking {}

  /**
   * The key is taken for this request.
   *
   * @param use names what is made under the key, the same when a request is taken up again
   */
  public record Taken(UUID use) implements Taking {}

  /**
   * The key was used before.
   *
   * @param request digest of what it asked for
   * @param response what was answered; null while that is not known
   */
  // Digests are compared in constant time, never by equals.
  @SuppressWarnings("ArrayRecordComponent")
  public record Used(byte[] request, byte @Nullable [] response) implements Taking {}

  /**
   * The wish to use a key.
   *
   * @param request digest of what is asked for
   * @param use what the use is called if it is the first
   * @param process the server that carries the request out; null when others cannot tell that it is
   *     there
   */
  // Never compared.
  @SuppressWarnings("ArrayRecordComponent")
  public record Wish(String key, byte[] request, UUID use, @Nullable UUID process, Instant now) {}

  /**
   * Takes a key for a request. A use for the same request without an answer is taken up again when
   * its server has ended or has given it up, or is this one: the caller has made sure that this one
   * is not at it.
   */
  public Taking take(TenantScope scope, Wish wish) {
    return database.inTenant(
        scope,
        tx -> {
          forget(tx, scope, wish);
          Optional<Taking> taking = Optional.empty();
          while (taking.isEmpty()) { // another server may free the key between two statements
            taking =
                add(tx, scope, wish)
                    .or(() -> takeOver(tx, scope, wish))
                    .<Taking>map(Taken::new)
                    .or(() -> find(tx, scope, wish.key()));
          }
          return taking.get();
        });
  }

  /** Keeps the answer of a use for repetitions, unless another server has answered it. */
  public void answer(TenantScope scope, Use use, byte[] response) {
    database.inTenant(
        scope,
        tx ->
            use.bind(tx.update("update idempotency set response = :response" + UNANSWERED), scope)
                .bind("response", response)
                .execute());
  }

  /** Lets any server take up the request, which failed and may have changed something. */
  public void abandon(TenantScope scope, Use use, @Nullable UUID process) {
    database.inTenant(
        scope,
        tx ->
            use.bind(tx.update("update idempotency set process = null" + UNANSWERED + OWN), scope)
                .bind("process", process)
                .execute());
  }

  /** Frees the key of a request that changed nothing, unless another server has taken it up. */
  public void release(TenantScope scope, Use use, @Nullable UUID process) {
    database.inTenant(
        scope,
        tx ->
            use.bind(tx.update("delete from idempotency" + UNANSWERED + OWN), scope)
                .bind("process", process)
                .execute());
  }

  private static void forget(Transaction tx, TenantScope scope, Wish wish) {
    tx.update("delete from idempotency where tenant = :tenant and key = :key and expires <= :now")
        .bind("tenant", scope.tenant())
        .bind("key", wish.key())
        .bind("now", wish.now())
        .execute();
  }

  private static Optional<UUID> takeOver(Transaction tx, TenantScope scope, Wish wish) {
    return tx.query(
            """
            update idempotency set process = cast(:process as uuid), taken = :now
            where tenant = :tenant and key = :key and request_sha256 = :request
              and response is null
              and (process = cast(:process as uuid) or coalesce(taken, created) < :overdue
                or taken is not null and (process is null or taken < :recent and not
            """
                + ChangeFeed.LIVING
                + ")) returning use")
        .bind("tenant", scope.tenant())
        .bind("key", wish.key())
        .bind("request", wish.request())
        .bind("process", wish.process())
        .bind("now", wish.now())
        .bind("recent", wish.now().minus(UNSEEN))
        .bind("overdue", wish.now().minus(OVERDUE))
        .mapTo(UUID.class)
        .findOne();
  }

  private static Optional<UUID> add(Transaction tx, TenantScope scope, Wish wish) {
    return tx.query(
            """
            insert into idempotency
              (tenant, key, request_sha256, use, process, taken, created, expires)
            values (:tenant, :key, :request, :use, :process, :now, :now, :expires)
            on conflict do nothing returning use
            """)
        .bind("tenant", scope.tenant())
        .bind("key", wish.key())
        .bind("request", wish.request())
        .bind("use", wish.use())
        .bind("process", wish.process())
        .bind("now", wish.now())
        .bind("expires", wish.now().plus(LIFE))
        .mapTo(UUID.class)
        .findOne();
  }

  private static Optional<Used> find(Transaction tx, TenantScope scope, String key) {
    return tx.query(
            "select request_sha256, response from idempotency where tenant = :tenant and key = :key")
        .bind("tenant", scope.tenant())
        .bind("key", key)
        .map((row, context) -> new Used(row.getBytes("request_sha256"), row.getBytes("response")))
        .findOne();
  }
}
