package io.auterity.connector.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.connector.plan.WebhookPlan.HandshakePlan;
import io.auterity.platform.expression.EvaluationException;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.spi.WebhookDelivery;
import io.auterity.spi.WebhookDelivery.Sent;
import io.auterity.spi.WebhookReading;
import io.auterity.spi.WebhookReading.KnownBy;
import io.auterity.spi.WebhookToken;
import io.auterity.spi.Webhooks;
import io.auterity.webhook.FormText;
import io.auterity.webhook.SignedTime;
import io.auterity.webhook.WebhookSignatureRule.Scheme;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a vendor sends as its file says: handshake, signature over the bytes, time, and then
 * what happened.
 */
final class OpenWebhooks implements Webhooks {

  private static final int MOST_BYTES = 5 << 20;
  private static final int MOST_VALUES = 200_000;
  private static final JsonReader JSON = JsonReader.bounded(MOST_BYTES, MOST_VALUES);
  private static final int MOST_UNVERIFIED_BYTES = 64 << 10;
  private static final int LONGEST_ID = 200;
  private static final String FORM = "application/x-www-form-urlencoded";

  private final WebhookPlan plan;
  private final EventSelection told;
  private final Values values;

  OpenWebhooks(WebhookPlan plan, String kind, String provider, Values values) {
    this.plan = plan;
    this.told = new EventSelection(plan, kind, provider);
    this.values = values;
  }

  @Override
  public String scheme() {
    return plan.rule.scheme().wire();
  }

  @Override
  public boolean secretOfVendor() {
    return plan.rule.scheme() == Scheme.ED25519 || secretByHandshake();
  }

  @Override
  public boolean secretByHandshake() {
    HandshakePlan handshake = plan.handshake;
    return handshake != null && handshake.secret() != null;
  }

  @Override
  public Optional<WebhookToken> token() {
    return Optional.ofNullable(plan.token).map(token -> token.of(values));
  }

  @Override
  public Optional<String> flaw(String secret) {
    return plan.rule.flaw(secret);
  }

  @Override
  public Optional<Set<String>> headers() {
    return plan.headers();
  }

  @Override
  public boolean bearsSignature(WebhookDelivery delivery) {
    Map<String, String> headers = delivery.sent().headers();
    if (plan.rule.scheme() == Scheme.NONE || !plan.rule.signed(headers)) {
      return false;
    }
    try {
      return verifies(delivery, unread(delivery));
    } catch (CallFailedException e) {
      return false;
    }
  }

  private boolean verifies(WebhookDelivery delivery, Values unread) {
    byte[] signed = signed(delivery, unread);
    return signed != null
        && plan.rule.verifies(delivery.sent().headers(), signed, delivery.secrets());
  }

  @Override
  public WebhookReading read(WebhookDelivery delivery) {
    Values unread = unread(delivery);
    if (delivery.known()) {
      return verified(delivery, unread);
    }
    WebhookReading unverified;
    try {
      WebhookReading handshake = handshake(delivery, unread);
      unverified = handshake == null ? refused(delivery, unread) : handshake;
    } catch (CallFailedException e) {
      return new WebhookReading.Refused("it cannot be verified: " + e.failure().message());
    }
    return unverified == null ? verified(delivery, unread) : unverified;
  }

  private Values unread(WebhookDelivery delivery) {
    Sent sent = delivery.sent();
    Values head =
        values
            .with("method", Json.of(sent.method()))
            .with("address", Json.of(sent.address()))
            .with("query", object(sent.query()))
            .with("headers", object(sent.headers()))
            .with("parts", object(plan.rule.parts(sent.headers())));
    String text = plan.over == null ? null : text(sent.body());
    return text == null ? head : head.with("text", Json.of(text));
  }

  private @Nullable WebhookReading handshake(WebhookDelivery delivery, Values unread) {
    HandshakePlan handshake = plan.handshake;
    if (handshake == null || handshake.when() == null) {
      return null;
    }
    WebhookReading unsigned = handshake.signed() ? refused(delivery, unread) : null;
    if (unsigned != null) {
      return unsigned;
    }
    boolean small = delivery.sent().body().length <= MOST_UNVERIFIED_BYTES;
    boolean readable = small || handshake.signed();
    Json body = handshake.readsBody() && readable ? parsed(delivery.sent()) : null;
    Values read = body == null ? unread : unread.with("body", body);
    if (!read.hold(handshake.when(), "webhooks.handshake.when")) {
      return null;
    }
    String secret = text(handshake.secret(), read);
    WebhookReading refused =
        secret == null || delivery.secrets().isEmpty() ? null : refused(delivery, unread);
    if (refused != null) {
      return refused;
    }
    Optional<String> untimely = handshake.signed() ? untimely(delivery, read) : Optional.empty();
    return untimely.isPresent()
        ? new WebhookReading.Refused(untimely.get())
        : answer(handshake, read, secret);
  }

  private static WebhookReading answer(
      HandshakePlan handshake, Values read, @Nullable String secret) {
    Map<String, String> headers = new LinkedHashMap<>();
    handshake.headers().forEach((name, value) -> put(headers, name, text(value, read)));
    Json reply = Objects.requireNonNullElse(handshake.reply().of(read), Json.of(""));
    return new WebhookReading.Handshake(reply, headers, secret);
  }

  private static void put(Map<String, String> headers, String name, @Nullable String value) {
    if (value != null && value.chars().allMatch(c -> c >= ' ' && c < 127)) {
      headers.put(name.toLowerCase(Locale.ROOT), value);
    }
  }

  private @Nullable WebhookReading refused(WebhookDelivery delivery, Values unread) {
    if (plan.rule.scheme() == Scheme.NONE) {
      return null;
    }
    if (plan.token != null) {
      return delivery.tokenVerified()
          ? null
          : new WebhookReading.Refused("it bears no valid token in " + plan.rule.header());
    }
    if (delivery.secrets().isEmpty()) {
      return new WebhookReading.Refused("no secret is known by which to verify it");
    }
    Map<String, String> headers = delivery.sent().headers();
    if (!plan.rule.signed(headers)) {
      return new WebhookReading.Refused("not signed: no signature in " + plan.rule.header());
    }
    return verifies(delivery, unread)
        ? null
        : new WebhookReading.Refused("the signature is of no valid secret, or of another body");
  }

  private byte @Nullable [] signed(WebhookDelivery delivery, Values unread) {
    String over = plan.over == null ? null : text(plan.over, unread);
    return plan.over == null ? delivery.sent().body() : over == null ? null : over.getBytes(UTF_8);
  }

  private WebhookReading verified(WebhookDelivery delivery, Values unread) {
    Json body = parsed(delivery.sent());
    Values read = body == null ? unread : unread.with("body", body);
    String id = id(read);
    KnownBy by = new KnownBy(id, knownBy(id) ? signed(delivery, unread) : null);
    Optional<String> untimely = untimely(delivery, read);
    if (untimely.isPresent()) {
      return new WebhookReading.Refused(untimely.get());
    }
    return body == null
        ? new WebhookReading.Unknown(by, plan.form ? "its body is no form" : "its body is no JSON")
        : told.read(by, read, delivery.at());
  }

  private @Nullable String id(Values read) {
    try {
      return shortened(text(plan.delivery, read));
    } catch (CallFailedException e) {
      return null;
    }
  }

  // Without an id, what is signed tells one delivery from the next only where its time is part of
  // it: a vendor such as Dropbox says "look again" with the same body each time.
  private boolean knownBy(@Nullable String id) {
    return switch (plan.rule.scheme()) {
      case NONE, TOKEN, JWT -> false;
      default -> id == null ? plan.timestamp != null : !plan.idSigned;
    };
  }

  private Optional<String> untimely(WebhookDelivery delivery, Values read) {
    if (plan.timestamp == null || delivery.known()) {
      return Optional.empty();
    }
    try {
      return SignedTime.untimely(plan.timestamp.evaluate(read), plan.window, delivery.at());
    } catch (EvaluationException e) {
      return Optional.of("it does not say when it was signed");
    }
  }

  private static Json.Obj object(Map<String, String> texts) {
    Map<String, Json> fields = new LinkedHashMap<>();
    texts.forEach((name, value) -> fields.put(name, Json.of(value)));
    return new Json.Obj(fields);
  }

  static @Nullable String text(@Nullable Mapping mapping, Values values) {
    Json value = mapping == null ? null : mapping.of(values);
    return switch (value) {
      case null -> null;
      case Json.Str(String text) -> text;
      case Json.Int number -> number.toString();
      default -> null;
    };
  }

  static @Nullable String shortened(@Nullable String id) {
    return id == null || id.isBlank() ? null : id.substring(0, Math.min(id.length(), LONGEST_ID));
  }

  private static @Nullable String text(byte[] body) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** The body; null when it is neither JSON nor the form that is wanted. */
  private @Nullable Json parsed(Sent sent) {
    String type = sent.headers().getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
    if (!plan.form || !type.startsWith(FORM)) {
      return parsed(sent.body());
    }
    String text = text(sent.body());
    Map<String, String> fields = text == null ? null : FormText.read(text).orElse(null);
    if (fields == null || plan.field == null) {
      return fields == null ? null : object(fields);
    }
    String field = fields.get(plan.field);
    if (field == null) {
      return plan.whole ? object(fields) : null;
    }
    return parsed(field.getBytes(UTF_8));
  }

  private static @Nullable Json parsed(byte[] body) {
    try {
      return JSON.read(body);
    } catch (CallFailedException e) {
      return null;
    }
  }
}
