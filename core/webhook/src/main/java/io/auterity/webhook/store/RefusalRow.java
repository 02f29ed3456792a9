package io.auterity.webhook.store;

import io.auterity.platform.json.LowerCaseName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Refused webhook deliveries of one sender, for the same reason within some minutes; nothing of
 * what was sent is kept.
 *
 * @param address of the sender
 * @param stopped at which check
 * @param size of the last body in bytes
 * @param times how often
 * @param former the withdrawn secret that signed it; null when none that is known did
 */
public record RefusalRow(
    UUID id,
    UUID webhook,
    String provider,
    String address,
    String reason,
    Stopped stopped,
    int size,
    int times,
    Instant refused,
    Instant last,
    @Nullable Withdrawn former)
    implements ArrivedRow {
  public RefusalRow {
    Objects.requireNonNull(id);
    Objects.requireNonNull(webhook);
    Objects.requireNonNull(provider);
    Objects.requireNonNull(address);
    Objects.requireNonNull(reason);
    Objects.requireNonNull(stopped);
    Objects.requireNonNull(refused);
    Objects.requireNonNull(last);
  }

  /** The checks at which a delivery may stop. */
  public enum Stopped implements LowerCaseName {
    /** There is none to verify by, or a handshake gave one by which nothing is verified. */
    SECRET,
    SIGNATURE,
    /** It was signed too long before or after it came. */
    TIME
  }

  /**
   * A secret that is good no more.
   *
   * @param until when it was
   */
  public record Withdrawn(int version, Instant until) {}

  static RefusalRow of(ResultSet row) throws SQLException {
    Instant until = WebhookRow.instant(row, "former_until");
    return new RefusalRow(
        row.getObject("id", UUID.class),
        row.getObject("webhook", UUID.class),
        row.getString("provider"),
        row.getString("address"),
        row.getString("reason"),
        Stopped.valueOf(row.getString("stopped").toUpperCase(Locale.ROOT)),
        row.getInt("size"),
        row.getInt("times"),
        Objects.requireNonNull(WebhookRow.instant(row, "refused")),
        Objects.requireNonNull(WebhookRow.instant(row, "last")),
        until == null ? null : new Withdrawn(row.getInt("former"), until));
  }
}
