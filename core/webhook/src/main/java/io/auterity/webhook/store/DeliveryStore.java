package io.auterity.webhook.store;

import io.auterity.platform.database.Transaction;
import io.auterity.platform.json.LowerCaseName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and writes what was sent to webhooks. */
public final class DeliveryStore {

  private static final String SELECT =
      """
      select d.webhook, d.id, d.delivery, d.state, d.type, d.subject, d.reason, d.size,
        d.received, d.repeats, d.repeated, d.replays, d.events, w.provider
      from webhook_delivery d join webhook w using (tenant)
      where d.tenant = current_tenant() and w.id = d.webhook
      """;

  /** What a delivery turned out to be. */
  public enum State implements LowerCaseName {
    VERIFIED,
    /** It was verified, and told nothing that is known. */
    UNRECOGNISED,
    REFUSED
  }

  /**
   * Which deliveries are wanted; null wants any.
   *
   * @param since what came then or later, the first time or again
   * @param until what came before
   */
  public record Wanted(
      @Nullable UUID webhook,
      @Nullable String provider,
      @Nullable State state,
      @Nullable String type,
      @Nullable Instant since,
      @Nullable Instant until,
      @Nullable UUID before) {

    /** Whether some of what was kept may be wanted. */
    public boolean kept() {
      return state != State.REFUSED;
    }

    /** Whether refused deliveries may be wanted; which events they hold is not known. */
    public boolean refused() {
      return type == null && (state == null || state == State.REFUSED);
    }
  }

  /**
   * What a delivery tells.
   *
   * @param types of its events, that of the first before the others
   * @param events how many
   * @param reason why a part of it tells nothing
   */
  public record Told(List<String> types, int events, @Nullable String reason) {
    public Told {
      types = List.copyOf(types);
    }
  }

  /**
   * Adds one, unless one of its id came before, or one that was signed the same.
   *
   * @param signed digest of the bytes that were signed; null where the id alone counts
   * @param types of its events
   */
  public boolean add(
      Transaction tx,
      DeliveryRow added,
      byte @Nullable [] signed,
      List<String> types,
      DeliveryRow.Sealed content) {
    return tx.update(
                """
                insert into webhook_delivery
                  (tenant, webhook, id, delivery, state, type, subject, reason, headers, body, size,
                   received, signed, events, types)
                values (current_tenant(), :webhook, :id, :delivery, :state, :type, :subject,
                  :reason, :headers, :body, :size, :received, :signed, :events, :types)
                on conflict do nothing
                """)
            .bind("signed", signed)
            .bind("events", added.events())
            .bindArray("types", String.class, types)
            .bind("webhook", added.webhook())
            .bind("id", added.id())
            .bind("delivery", added.delivery())
            .bind("state", state(added.verified()))
            .bind("type", added.type())
            .bind("subject", added.subject())
            .bind("reason", added.reason())
            .bind("headers", content.headers())
            .bind("body", content.body())
            .bind("size", added.size())
            .bind("received", added.received())
            .execute()
        > 0;
  }

  /** Notes that one came again, and says which it is: the one of its id before any other. */
  public UUID repeat(
      Transaction tx, UUID webhook, String delivery, byte @Nullable [] signed, Instant now) {
    return tx.query(
            """
            update webhook_delivery set repeats = repeats + 1, repeated = :now
            where tenant = current_tenant() and id = (
              select id from webhook_delivery
              where tenant = current_tenant() and webhook = :webhook
                and (delivery = :delivery or signed = :signed)
              order by delivery = :delivery desc limit 1)
            returning id
            """)
        .bind("webhook", webhook)
        .bind("delivery", delivery)
        .bind("signed", signed)
        .bind("now", now)
        .mapTo(UUID.class)
        .one();
  }

  /** Notes that one was replayed, with what it tells now; the number of the replay. */
  public int replay(Transaction tx, UUID id, Told told, @Nullable String subject) {
    return tx.query(
            """
            update webhook_delivery set replays = replays + 1, state = 'verified', type = :type,
              types = :types, events = :events, subject = :subject, reason = :reason
            where tenant = current_tenant() and id = :id returning replays
            """)
        .bind("id", id)
        .bind("type", told.types().getFirst())
        .bindArray("types", String.class, told.types())
        .bind("events", told.events())
        .bind("reason", told.reason())
        .bind("subject", subject)
        .mapTo(Integer.class)
        .one();
  }

  /** Those that were kept, the newest first. */
  public List<DeliveryRow> list(Transaction tx, Wanted wanted, int limit) {
    return tx.query(
            SELECT
                + """
                and (cast(:webhook as uuid) is null or d.webhook = cast(:webhook as uuid))
                and (cast(:provider as text) is null or w.provider = cast(:provider as text))
                and (cast(:state as text) is null or d.state = cast(:state as text))
                and (cast(:type as text) is null or cast(:type as text) = any(d.types))
                and (cast(:since as timestamptz) is null
                  or coalesce(d.repeated, d.received) >= cast(:since as timestamptz))
                and (cast(:until as timestamptz) is null or d.received < cast(:until as timestamptz))
                and (cast(:before as uuid) is null or d.id < cast(:before as uuid))
                order by d.id desc limit :limit
                """)
        .bind("webhook", wanted.webhook())
        .bind("provider", wanted.provider())
        .bind("state", wanted.state() == null ? null : wanted.state().wire())
        .bind("type", wanted.type())
        .bind("since", wanted.since())
        .bind("until", wanted.until())
        .bind("before", wanted.before())
        .bind("limit", limit)
        .map((row, context) -> DeliveryRow.of(row))
        .list();
  }

  public Optional<DeliveryRow> get(Transaction tx, UUID id) {
    return tx.query(SELECT + " and d.id = :id")
        .bind("id", id)
        .map((row, context) -> DeliveryRow.of(row))
        .findOne();
  }

  /** Headers and body of one that is there. */
  public DeliveryRow.Sealed content(Transaction tx, UUID id) {
    return tx.query(
            "select headers, body from webhook_delivery where tenant = current_tenant() and id ="
                + " :id")
        .bind("id", id)
        .map((row, context) -> new DeliveryRow.Sealed(row.getBytes(1), row.getBytes(2)))
        .one();
  }

  private static String state(boolean verified) {
    return (verified ? State.VERIFIED : State.UNRECOGNISED).wire();
  }
}
