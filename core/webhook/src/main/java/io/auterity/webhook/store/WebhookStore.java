package io.auterity.webhook.store;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and writes webhooks. */
public final class WebhookStore {

  private static final String GET =
      "select %s from webhook where tenant = current_tenant() and id = :id"
          .formatted(WebhookRow.COLUMNS);

  private static final EngineStatement FIND_WEBHOOK =
      new EngineStatement(
          "FIND_WEBHOOK",
          EngineJob.WEBHOOKS,
          "select %s from webhook where token_sha256 = :sha256 or former_token = :sha256"
              .formatted(WebhookRow.COLUMNS));

  private static final EngineStatement FIRST_WEBHOOK_TOKENS =
      new EngineStatement(
          "FIRST_WEBHOOK_TOKENS",
          EngineJob.WEBHOOKS,
          "select token_sha256 from webhook order by created limit 100000");

  /** The statements that the engine role runs here. */
  public static final List<EngineStatement> STATEMENTS =
      List.of(FIND_WEBHOOK, FIRST_WEBHOOK_TOKENS);

  /** The webhook of a token, whosever it is. */
  public Optional<WebhookRow> find(EngineTransaction tx, byte[] sha256) {
    return tx.query(FIND_WEBHOOK)
        .bind("sha256", sha256)
        .map((row, context) -> WebhookRow.of(row))
        .findOne();
  }

  /** Digests of the tokens that were made first, whosever they are, in Base64. */
  public Set<String> firstTokens(EngineTransaction tx) {
    return tx.query(FIRST_WEBHOOK_TOKENS)
        .map((row, context) -> Base64.getEncoder().encodeToString(row.getBytes(1)))
        .set();
  }

  /** Adds one for a provider that is there; false when there is no such provider. */
  public boolean add(Transaction tx, WebhookRow added, byte[] sha256) {
    return tx.update(
                """
                insert into webhook
                  (tenant, id, owner, provider, token_sha256, token_prefix, version, secret,
                   secret_since, created)
                select o.tenant, :id, o.id, o.provider, :sha256, :prefix, :version, :secret, :since,
                  :created
                from document_owner o where o.tenant = current_tenant() and o.provider = :provider
                """)
            .bind("id", added.id())
            .bind("sha256", sha256)
            .bind("prefix", added.prefix())
            .bind("version", added.version())
            .bind("secret", added.secret())
            .bind("since", added.secretSince())
            .bind("created", added.created())
            .bind("provider", added.provider())
            .execute()
        > 0;
  }

  /** How many webhooks the tenant has. */
  public int count(Transaction tx) {
    return tx.query("select count(*) from webhook where tenant = current_tenant()")
        .mapTo(Integer.class)
        .one();
  }

  /** All of the tenant, the oldest first, or those of one provider. */
  public List<WebhookRow> list(Transaction tx, @Nullable String provider) {
    return tx.query(
            """
            select %s from webhook where tenant = current_tenant()
              and (cast(:provider as text) is null or provider = cast(:provider as text)) order by id
            """
                .formatted(WebhookRow.COLUMNS))
        .bind("provider", provider)
        .map((row, context) -> WebhookRow.of(row))
        .list();
  }

  public Optional<WebhookRow> get(Transaction tx, UUID id) {
    return tx.query(GET).bind("id", id).map((row, context) -> WebhookRow.of(row)).findOne();
  }

  /** A webhook of the tenant, its row locked until the transaction ends. */
  public Optional<WebhookRow> locked(Transaction tx, UUID id) {
    return tx.query(GET + " for update")
        .bind("id", id)
        .map((row, context) -> WebhookRow.of(row))
        .findOne();
  }

  /** Puts another token in the place of the one before, which is good no more. */
  public void putToken(Transaction tx, UUID id, byte[] sha256, String prefix) {
    tx.update(
            """
            update webhook
            set token_sha256 = :sha256, token_prefix = :prefix, former_token = null
            where tenant = current_tenant() and id = :id
            """)
        .bind("id", id)
        .bind("sha256", sha256)
        .bind("prefix", prefix)
        .execute();
  }

  /**
   * Puts another token beside the one that the vendor knows, which stays good until {@link
   * #endFormerToken}.
   */
  public void addToken(Transaction tx, UUID id, byte[] sha256, String prefix) {
    tx.update(
            """
            update webhook set token_sha256 = :sha256, token_prefix = :prefix,
              former_token = coalesce(former_token, token_sha256)
            where tenant = current_tenant() and id = :id and token_sha256 <> :sha256
            """)
        .bind("id", id)
        .bind("sha256", sha256)
        .bind("prefix", prefix)
        .execute();
  }

  /** The token of before is good no more. */
  public void endFormerToken(Transaction tx, UUID id) {
    tx.update("update webhook set former_token = null where tenant = current_tenant() and id = :id")
        .bind("id", id)
        .execute();
  }

  /** The secret of before, where there is one, is good until then. */
  public void endFormerSecret(Transaction tx, UUID id, Instant until) {
    tx.update(
            """
            update webhook set former_until = :until
            where tenant = current_tenant() and id = :id and former is not null
            """)
        .bind("id", id)
        .bind("until", until)
        .execute();
  }

  /**
   * A secret of before, sealed under the version before the next one.
   *
   * @param until when it is valid no more
   */
  // Bytes are handed on, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  public record Former(byte[] sealed, Instant until) {}

  /**
   * Puts the next secret in the place of the one before.
   *
   * @param secret null where the vendor's next handshake gives it
   * @param former valid beside it; null for none
   */
  public void putSecret(
      Transaction tx,
      UUID id,
      byte @Nullable [] secret,
      boolean handshaken,
      Instant since,
      @Nullable Former former) {
    tx.update(
            """
            update webhook set version = version + 1, secret = :secret, secret_since = :since,
              handshaken = :handshaken, secret_used = null,
              former = :former, former_until = :until
            where tenant = current_tenant() and id = :id
            """)
        .bind("id", id)
        .bind("secret", secret)
        .bind("handshaken", handshaken)
        .bind("since", since)
        .bind("former", former == null ? null : former.sealed())
        .bind("until", former == null ? null : former.until())
        .execute();
  }

  /** Puts what it is at its vendor in the place of what was; null where it is nothing there. */
  public void putRegistration(Transaction tx, UUID id, byte @Nullable [] sealed) {
    tx.update(
            """
            update webhook set registration = :sealed
            where tenant = current_tenant() and id = :id
            """)
        .bind("id", id)
        .bind("sealed", sealed)
        .execute();
  }

  /** Notes that a delivery bore the secret of that version. */
  public void used(Transaction tx, UUID id, int version, Instant now) {
    tx.update(
            """
            update webhook set secret_used = :now
            where tenant = current_tenant() and id = :id and version = :version
              and secret_used is null
            """)
        .bind("id", id)
        .bind("version", version)
        .bind("now", now)
        .execute();
  }

  /** Keeps a webhook until the transaction ends; false when it is gone. */
  public boolean hold(Transaction tx, UUID id) {
    return tx.query(
            "select 1 from webhook where tenant = current_tenant() and id = :id for key share")
        .bind("id", id)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /** Deletes one; what was sent to it is deleted later. */
  public void delete(Transaction tx, UUID id) {
    tx.update("delete from webhook where tenant = current_tenant() and id = :id")
        .bind("id", id)
        .execute();
  }

  /** What came to a webhook since then. */
  public record Figures(
      int taken,
      long bytes,
      int refused,
      @Nullable String reason,
      @Nullable String address,
      @Nullable Instant refusedAt) {}

  /** Counts what came in an hour: one that is taken, or one that is refused. */
  public void count(Transaction tx, UUID webhook, Instant hour, int taken, long bytes) {
    tx.update(
            """
            insert into webhook_hour (tenant, webhook, hour, taken, bytes)
            values (current_tenant(), :webhook, :hour, :taken, :bytes)
            on conflict (tenant, webhook, hour) do update
              set taken = webhook_hour.taken + :taken, bytes = webhook_hour.bytes + :bytes
            """)
        .bind("webhook", webhook)
        .bind("hour", hour)
        .bind("taken", taken)
        .bind("bytes", bytes)
        .execute();
  }

  /** Counts one that is refused. */
  public void countRefused(
      Transaction tx, UUID webhook, Instant hour, Instant now, String reason, String address) {
    tx.update(
            """
            insert into webhook_hour (tenant, webhook, hour, refused, reason, address, refused_at)
            values (current_tenant(), :webhook, :hour, 1, :reason, :address, :now)
            on conflict (tenant, webhook, hour) do update
              set refused = webhook_hour.refused + 1, reason = :reason, address = :address,
                refused_at = :now
            """)
        .bind("webhook", webhook)
        .bind("hour", hour)
        .bind("now", now)
        .bind("reason", reason)
        .bind("address", address)
        .execute();
  }

  /** The sums of a webhook since an hour, with why it refused last. */
  public Figures figures(Transaction tx, TenantScope scope, UUID webhook, Instant since) {
    return tx.query(
            """
            select coalesce(sum(taken), 0)::int as taken, coalesce(sum(bytes), 0)::bigint as bytes,
              coalesce(sum(refused), 0)::int as refused, max(refused_at) as refused_at,
              (array_agg(reason order by refused_at desc nulls last))[1] as reason,
              (array_agg(address order by refused_at desc nulls last))[1] as address
            from webhook_hour where tenant = :tenant and webhook = :webhook and hour >= :since
            """)
        .bind("tenant", scope.tenant())
        .bind("webhook", webhook)
        .bind("since", since)
        .map(
            (row, context) ->
                new Figures(
                    row.getInt("taken"),
                    row.getLong("bytes"),
                    row.getInt("refused"),
                    row.getString("reason"),
                    row.getString("address"),
                    WebhookRow.instant(row, "refused_at")))
        .one();
  }
}
