package io.auterity.webhook.store;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.id.WireId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An address of ours that one vendor may call.
 *
 * @param prefix how the token in its path begins
 * @param version of its secret, under which that is sealed; 0 while there is none
 * @param secret sealed
 * @param former sealed under the version before; null where there is none, or it was withdrawn
 * @param handshaken whether its secret came, or is awaited, with an unsigned handshake
 * @param secretUsed since when a delivery was verified by the secret; null while none was
 * @param registration what it is at its vendor, sealed; null where it was not registered there
 */
// Bytes are handed on, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record WebhookRow(
    TenantScope scope,
    UUID id,
    String provider,
    String prefix,
    int version,
    byte @Nullable [] secret,
    @Nullable Instant secretSince,
    byte @Nullable [] former,
    @Nullable Instant formerUntil,
    Instant created,
    boolean handshaken,
    @Nullable Instant secretUsed,
    byte @Nullable [] registration) {

  /**
   * The columns of a row, named: an update that adds one changes no result of a prepared statement.
   */
  static final String COLUMNS =
      """
      tenant, id, provider, token_prefix, version, secret, secret_since, former,
      former_until, created, secret_used, handshaken, registration""";

  /** Ids of webhooks. */
  public static final WireId ID = new WireId("hook_");

  public WebhookRow {
    Objects.requireNonNull(scope);
    Objects.requireNonNull(id);
    Objects.requireNonNull(provider);
    Objects.requireNonNull(prefix);
    Objects.requireNonNull(created);
  }

  /** As long a handshake that came to nothing may be repeated with another secret. */
  private static final Duration REPEATED = Duration.ofHours(1);

  /** Whether an unsigned handshake may give the secret. */
  public boolean awaitsSecret(Instant now) {
    Instant until = handshakeUntil();
    return secret == null || (until != null && now.isBefore(until));
  }

  /**
   * Until when an unsigned handshake may give another secret, counted from the first that gave one;
   * null where none came, or something has borne its secret.
   */
  public @Nullable Instant handshakeUntil() {
    return secret == null || secretSince == null || !handshaken || secretUsed != null
        ? null
        : secretSince.plus(REPEATED);
  }

  static WebhookRow of(ResultSet row) throws SQLException {
    return new WebhookRow(
        TenantScope.recovered(row.getObject("tenant", UUID.class)),
        row.getObject("id", UUID.class),
        row.getString("provider"),
        row.getString("token_prefix"),
        row.getInt("version"),
        row.getBytes("secret"),
        instant(row, "secret_since"),
        row.getBytes("former"),
        instant(row, "former_until"),
        Objects.requireNonNull(instant(row, "created")),
        row.getBoolean("handshaken"),
        instant(row, "secret_used"),
        row.getBytes("registration"));
  }

  static @Nullable Instant instant(ResultSet row, String name) throws SQLException {
    java.sql.Timestamp at = row.getTimestamp(name);
    return at == null ? null : at.toInstant();
  }
}
