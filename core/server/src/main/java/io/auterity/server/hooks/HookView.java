package io.auterity.server.hooks;

import io.auterity.spi.Webhooks;
import io.auterity.webhook.HookRegistration;
import io.auterity.webhook.WebhookAddresses.Issued;
import io.auterity.webhook.WebhookAddresses.Shown;
import io.auterity.webhook.store.WebhookRow;
import io.auterity.webhook.store.WebhookStore.Figures;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A webhook without its token and secret.
 *
 * @param path how its address begins, e.g. {@code /hooks/7f3a19…}
 * @param scheme how its vendor signs, e.g. {@code hmac-sha256}; absent while nothing is open for
 *     its provider
 * @param signed whether the vendor signs what it sends; absent with the scheme
 * @param secretVersion one more with each secret; 0 while there is none
 * @param formerUntil until when the secret before is valid
 * @param handshakeUntil until when a handshake that is not signed may give another secret; absent
 *     when none may, and while there is no secret
 * @param lastDay what came in the last day
 * @param atVendor what it is there; absent where it was not registered
 */
public record HookView(
    String id,
    String provider,
    String path,
    @Nullable String scheme,
    @Nullable Boolean signed,
    int secretVersion,
    @Nullable Instant secretSince,
    @Nullable Instant formerUntil,
    @Nullable Instant handshakeUntil,
    Instant created,
    HookFigures lastDay,
    @Nullable HookAtVendor atVendor) {

  /**
   * What a webhook is at its vendor.
   *
   * @param repository where it was made, as the vendor calls it
   * @param hook the vendor's id of it; empty while it is not known whether one was made
   * @param left ids of what was made before it there and could not be removed yet
   */
  public record HookAtVendor(
      String repository, List<String> events, String hook, List<String> left) {

    static @Nullable HookAtVendor of(@Nullable HookRegistration told) {
      return told == null
          ? null
          : new HookAtVendor(
              told.repository(),
              told.events(),
              Objects.requireNonNullElse(told.hook(), ""),
              told.left());
    }
  }

  /**
   * What came to a webhook.
   *
   * @param taken how many deliveries were kept
   * @param bytes of their bodies
   * @param reason of the last refusal
   * @param address where what was refused last came from
   */
  public record HookFigures(
      int taken,
      long bytes,
      int refused,
      @Nullable String reason,
      @Nullable String address,
      @Nullable Instant refusedAt) {

    static HookFigures of(Figures figures) {
      return new HookFigures(
          figures.taken(),
          figures.bytes(),
          figures.refused(),
          figures.reason(),
          figures.address(),
          figures.refusedAt());
    }
  }

  /**
   * What must be told to the vendor, shown this once.
   *
   * @param path of the address that the vendor calls; absent where it did not change
   * @param secret by which the vendor signs; absent where there is none, or it did not change
   */
  public record IssuedHook(
      String id, String provider, @Nullable String path, @Nullable String secret) {

    static IssuedHook of(Issued issued) {
      String token = issued.token();
      return new IssuedHook(
          WebhookRow.ID.write(issued.webhook().id()),
          issued.webhook().provider(),
          token == null ? null : "/hooks/" + token,
          issued.secret());
    }

    @Override
    public String toString() {
      return id;
    }
  }

  static HookView of(Shown shown, @Nullable HookRegistration told) {
    WebhookRow webhook = shown.webhook();
    String scheme = shown.scheme();
    return new HookView(
        WebhookRow.ID.write(webhook.id()),
        webhook.provider(),
        "/hooks/%s…".formatted(webhook.prefix()),
        scheme,
        scheme == null ? null : !scheme.equals(Webhooks.NOT_SIGNED),
        webhook.version(),
        webhook.secretSince(),
        webhook.formerUntil(),
        webhook.handshakeUntil(),
        webhook.created(),
        HookFigures.of(shown.lastDay()),
        HookAtVendor.of(told));
  }
}
