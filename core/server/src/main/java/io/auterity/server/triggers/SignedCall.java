package io.auterity.server.triggers;

import io.auterity.platform.digest.Sha256;
import io.auterity.server.triggers.TriggerWebhookDoor.Sent;
import io.auterity.spi.Json;
import io.auterity.webhook.SignedTime;
import io.auterity.webhook.WebhookSignatureRule;
import io.auterity.workflow.trigger.webhook.TimedSignature;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a call of a trigger's webhook has signed, by which it is known again.
 *
 * @param signed its bytes
 * @param at when it says that it was signed; null where it does not
 * @param id that it gives; null where it gives none
 * @param missing what it lacks that is to be signed; null where nothing
 */
// Bytes are handed on, never compared.
@SuppressWarnings("ArrayRecordComponent")
record SignedCall(
    byte[] signed, @Nullable String at, @Nullable String id, @Nullable String missing) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,200}");

  /** One that signs its body alone. */
  static SignedCall untimed(Sent sent) {
    return new SignedCall(sent.body(), null, null, null);
  }

  /** One that signs a time too. */
  static SignedCall of(TimedSignature timed, WebhookSignatureRule rule, Sent sent) {
    Map<String, String> headers = sent.headers();
    String part = timed.part() == null ? null : rule.parts(headers).get(timed.timestamp());
    String at = part == null ? headers.get(timed.timestamp().toLowerCase(Locale.ROOT)) : part;
    String id = timed.id() == null ? null : headers.get(timed.id());
    if (at == null) {
      return lacking("it does not say in %s when it was signed".formatted(timed.timestamp()));
    }
    if (timed.id() != null && (id == null || !ID.matcher(id).matches())) {
      return lacking(
          "it has no id of 1 to 200 letters, digits, _ and - in %s".formatted(timed.id()));
    }
    return new SignedCall(timed.signed(at, id, sent.body()), at, id, null);
  }

  private static SignedCall lacking(String what) {
    return new SignedCall(new byte[0], null, null, what);
  }

  /** Why the time is none at which it may have been signed; empty when it is one. */
  Optional<String> untimely(Duration tolerance, Instant now) {
    return SignedTime.untimely(at == null ? Json.NULL : Json.of(at), tolerance.toSeconds(), now);
  }

  /** By what it is known again: a part that is signed. */
  String key() {
    return id == null ? HexFormat.of().formatHex(Sha256.of(signed)) : id;
  }
}
