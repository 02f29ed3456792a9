package io.auterity.webhook.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook delivery that was sent and verified.
 *
 * @param id also that of the event which it raised first
 * @param delivery the vendor's id of it, or the digest of its body
 * @param verified whether it told something; otherwise it was not recognised
 * @param type of the first event
 * @param subject of the first event
 * @param reason why it, or a part of it, told nothing
 * @param size of the body in bytes
 * @param repeats how often it came again
 * @param replays how often it was replayed here
 * @param events how many it told of
 */
public record DeliveryRow(
    UUID id,
    UUID webhook,
    String provider,
    String delivery,
    boolean verified,
    @Nullable String type,
    @Nullable String subject,
    @Nullable String reason,
    int size,
    Instant received,
    int repeats,
    @Nullable Instant repeated,
    int replays,
    int events)
    implements ArrivedRow {
  public DeliveryRow {
    Objects.requireNonNull(id);
    Objects.requireNonNull(webhook);
    Objects.requireNonNull(provider);
    Objects.requireNonNull(delivery);
    Objects.requireNonNull(received);
  }

  /** Headers and body, sealed. */
  // Bytes are handed on, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  public record Sealed(byte[] headers, byte[] body) {}

  static DeliveryRow of(ResultSet row) throws SQLException {
    return new DeliveryRow(
        row.getObject("id", UUID.class),
        row.getObject("webhook", UUID.class),
        row.getString("provider"),
        row.getString("delivery"),
        row.getString("state").equals("verified"),
        row.getString("type"),
        row.getString("subject"),
        row.getString("reason"),
        row.getInt("size"),
        Objects.requireNonNull(WebhookRow.instant(row, "received")),
        row.getInt("repeats"),
        WebhookRow.instant(row, "repeated"),
        row.getInt("replays"),
        row.getInt("events"));
  }
}
