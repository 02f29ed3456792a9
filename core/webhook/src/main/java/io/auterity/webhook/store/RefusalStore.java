package io.auterity.webhook.store;

import io.auterity.platform.database.Transaction;
import io.auterity.webhook.store.DeliveryStore.Wanted;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads and writes what webhooks refused. */
public final class RefusalStore {

  private static final String SELECT =
      """
      select r.webhook, r.id, r.address, r.reason, r.stopped, r.size, r.times, r.refused,
        r.last, r.former, r.former_until, w.provider
      from webhook_refusal r join webhook w using (tenant)
      where r.tenant = current_tenant() and w.id = r.webhook
      """;

  /**
   * Notes one, or counts it with those of the same span, sender and reason.
   *
   * @param span when the span began
   * @return how many are counted in it
   */
  public int note(Transaction tx, RefusalRow noted, Instant span) {
    RefusalRow.Withdrawn former = noted.former();
    return tx.query(
            """
            insert into webhook_refusal
              (tenant, webhook, id, span, address, reason, stopped, size, refused, last, former,
               former_until)
            values (current_tenant(), :webhook, :id, :span, :address, :reason, :stopped, :size,
              :now, :now, :former, :until)
            on conflict (tenant, webhook, span, address, reason) do update
              set times = webhook_refusal.times + 1, last = :now, size = :size
            returning times
            """)
        .bind("webhook", noted.webhook())
        .bind("id", noted.id())
        .bind("span", span)
        .bind("address", noted.address())
        .bind("reason", noted.reason())
        .bind("stopped", noted.stopped().wire())
        .bind("size", noted.size())
        .bind("now", noted.refused())
        .bind("former", former == null ? null : former.version())
        .bind("until", former == null ? null : former.until())
        .mapTo(Integer.class)
        .one();
  }

  /** Leaves the newest of a webhook. */
  public void trim(Transaction tx, UUID webhook, int most) {
    tx.update(
            """
            delete from webhook_refusal where tenant = current_tenant() and id in (
              select id from webhook_refusal
              where tenant = current_tenant() and webhook = :webhook
              order by id desc offset :most)
            """)
        .bind("webhook", webhook)
        .bind("most", most)
        .execute();
  }

  /** The newest first. */
  public List<RefusalRow> list(Transaction tx, Wanted wanted, int limit) {
    return tx.query(
            SELECT
                + """
                and (cast(:webhook as uuid) is null or r.webhook = cast(:webhook as uuid))
                and (cast(:provider as text) is null or w.provider = cast(:provider as text))
                and (cast(:since as timestamptz) is null or r.last >= cast(:since as timestamptz))
                and (cast(:until as timestamptz) is null or r.refused < cast(:until as timestamptz))
                and (cast(:before as uuid) is null or r.id < cast(:before as uuid))
                order by r.id desc limit :limit
                """)
        .bind("webhook", wanted.webhook())
        .bind("provider", wanted.provider())
        .bind("since", wanted.since())
        .bind("until", wanted.until())
        .bind("before", wanted.before())
        .bind("limit", limit)
        .map((row, context) -> RefusalRow.of(row))
        .list();
  }

  public Optional<RefusalRow> get(Transaction tx, UUID id) {
    return tx.query(SELECT + " and r.id = :id")
        .bind("id", id)
        .map((row, context) -> RefusalRow.of(row))
        .findOne();
  }
}
