package io.auterity.webhook;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WebhookToken;
import io.auterity.spi.Webhooks;
import io.auterity.webhook.store.RefusalRow;
import io.auterity.webhook.store.WebhookRow;
import io.auterity.webhook.store.WebhookStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Chooses and makes the secrets of webhooks, seals them, and knows which of them are valid. */
record WebhookSecrets(ContentSeal seal, RandomGenerator random) {

  private static final int BYTES = 32;
  private static final int SHORTEST = 8;
  private static final int LONGEST = 1_000;

  /** 256 random bits as text. */
  String fresh() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * The secret that a webhook is to have next.
   *
   * @param given the vendor's; null to have one made, where the vendor takes ours
   * @return null where there is none, as the vendor signs nothing or gives it later
   * @throws CallFailedException {@code invalid}
   */
  @Nullable String chosen(Webhooks reader, @Nullable String given) {
    boolean unsigned = reader.scheme().equals(Webhooks.NOT_SIGNED);
    if (unsigned && given != null) {
      throw new CallFailedException(
          FailureCode.INVALID, "this vendor signs nothing: leave the secret out");
    }
    WebhookToken token = reader.token().orElse(null);
    if (token != null) {
      requireUsable(token, given);
      return null;
    }
    if (given != null) {
      reader
          .flaw(given)
          .ifPresent(
              flaw -> {
                throw new CallFailedException(
                    FailureCode.INVALID, "nothing would be verified by this secret: " + flaw);
              });
    }
    return given != null || unsigned || reader.secretOfVendor() ? given : fresh();
  }

  private static void requireUsable(WebhookToken token, @Nullable String given) {
    if (given != null) {
      throw new CallFailedException(
          FailureCode.INVALID, "this vendor signs by keys that it publishes: leave the secret out");
    }
    if (token.audience().isBlank()) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "nothing would be verified: the provider's configuration does not say for whom the"
              + " vendor's tokens are");
    }
  }

  /**
   * A secret as it may be kept.
   *
   * @throws CallFailedException {@code invalid} when it is too short or too long
   */
  byte[] sealed(TenantScope scope, UUID webhook, int version, String secret) {
    if (secret.length() < SHORTEST || secret.length() > LONGEST) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "the secret of a webhook has %d to %d characters".formatted(SHORTEST, LONGEST));
    }
    return seal.sealPart(scope, webhook, version, secret.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A secret that is valid.
   *
   * @param present whether it is the one that was given last
   */
  record Valid(String secret, boolean present) {

    /** Without it, as it may be told. */
    @Override
    public String toString() {
      return present ? "the present secret" : "the secret of before";
    }
  }

  /** Those that are valid at a time, the newest first. */
  List<Valid> valid(WebhookRow webhook, Instant now) {
    List<Valid> valid = new ArrayList<>();
    add(valid, webhook, webhook.secret(), webhook.version());
    Instant until = webhook.formerUntil();
    if (until != null && now.isBefore(until)) {
      add(valid, webhook, webhook.former(), webhook.version() - 1);
    }
    return valid;
  }

  /**
   * A secret that is valid no more.
   *
   * @param told without it
   */
  record Over(String secret, RefusalRow.Withdrawn told) {

    /** Without it, as it may be told. */
    @Override
    public String toString() {
      return "secret %d, which is over".formatted(told.version());
    }
  }

  /** The one before the present, where it is there yet and over. */
  @Nullable Over over(WebhookRow webhook, Instant now) {
    byte[] former = webhook.former();
    Instant until = webhook.formerUntil();
    if (former == null || until == null || now.isBefore(until)) {
      return null;
    }
    int version = webhook.version() - 1;
    byte[] secret = seal.openPart(webhook.scope(), webhook.id(), version, former);
    return new Over(
        new String(secret, StandardCharsets.UTF_8), new RefusalRow.Withdrawn(version, until));
  }

  /**
   * The secret that a handshake gave, while another one might still give another.
   *
   * @throws CallFailedException {@code conflict} when there is none, or it counts already
   */
  String handshaken(WebhookRow webhook, Instant now) {
    Instant until = webhook.handshakeUntil();
    if (until == null || !now.isBefore(until)) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          "no secret of a handshake may be told: none has come, something was verified by it, or an"
              + " hour is over; rotate the secret to wait for another");
    }
    return valid(webhook, now).getFirst().secret();
  }

  /**
   * What stays valid beside the next secret: the present one, or where there is none that counts,
   * the one before for as long as was promised.
   *
   * @param present until when the present one is; null where it is to count no more
   */
  WebhookStore.@Nullable Former beside(WebhookRow webhook, @Nullable Instant present, Instant now) {
    byte[] secret = webhook.secret();
    if (secret != null && present != null) {
      return new WebhookStore.Former(secret, present);
    }
    byte[] former = webhook.former();
    Instant until = webhook.formerUntil();
    if (former == null || until == null || !now.isBefore(until)) {
      return null;
    }
    byte[] open = seal.openPart(webhook.scope(), webhook.id(), webhook.version() - 1, former);
    byte[] anew = seal.sealPart(webhook.scope(), webhook.id(), webhook.version(), open);
    return new WebhookStore.Former(anew, until);
  }

  private void add(List<Valid> valid, WebhookRow webhook, byte @Nullable [] sealed, int version) {
    if (sealed != null) {
      byte[] secret = seal.openPart(webhook.scope(), webhook.id(), version, sealed);
      boolean present = version == webhook.version();
      valid.add(new Valid(new String(secret, StandardCharsets.UTF_8), present));
    }
  }
}
