package io.auterity.connector.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.connector.plan.WebhookPlan.EventPlan;
import io.auterity.connector.plan.WebhookPlan.HandshakePlan;
import io.auterity.connector.webhook.SignatureRule.Scheme;
import io.auterity.connector.webhook.SignedTime;
import io.auterity.platform.expression.EvaluationException;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.problem.Problem;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.spi.WebhookDelivery;
import io.auterity.spi.WebhookReading;
import io.auterity.spi.Webhooks;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a vendor sends as its file says: handshake, signature over the bytes, time, and then
 * the first event whose condition holds.
 */
final class OpenWebhooks implements Webhooks {

  private static final int MOST_BYTES = 5 << 20;
  private static final JsonReader JSON = JsonReader.ofBodies(MOST_BYTES);
  private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*){1,5}");
  private static final int LONGEST_TYPE = 120;
  private static final int LONGEST_ID = 200;

  private final WebhookPlan plan;
  private final String kind;
  private final String provider;
  private final Values values;

  OpenWebhooks(WebhookPlan plan, String kind, String provider, Values values) {
    this.plan = plan;
    this.kind = kind;
    this.provider = provider;
    this.values = values;
  }

  @Override
  public String scheme() {
    return plan.rule.scheme().wire();
  }

  @Override
  public boolean secretOfVendor() {
    HandshakePlan handshake = plan.handshake;
    return plan.rule.scheme() == Scheme.ED25519
        || (handshake != null && handshake.secret() != null);
  }

  @Override
  public WebhookReading read(WebhookDelivery delivery) {
    Values unread = unread(delivery);
    if (delivery.known()) {
      return verified(delivery, unread);
    }
    WebhookReading handshake = handshake(delivery, unread);
    if (handshake != null) {
      return handshake;
    }
    WebhookReading refused = refused(delivery, unread);
    return refused == null ? verified(delivery, unread) : refused;
  }

  private Values unread(WebhookDelivery delivery) {
    Values head =
        values
            .with("headers", object(delivery.headers()))
            .with("parts", object(plan.rule.parts(delivery.headers())));
    String text = plan.over == null ? null : text(delivery.body());
    return text == null ? head : head.with("text", Json.of(text));
  }

  private @Nullable WebhookReading handshake(WebhookDelivery delivery, Values unread) {
    HandshakePlan handshake = plan.handshake;
    if (handshake == null || handshake.when() == null) {
      return null;
    }
    Json body = handshake.readsBody() ? parsed(delivery.body()) : null;
    Values read = body == null ? unread : unread.with("body", body);
    if (!read.hold(handshake.when(), "webhooks.handshake.when")) {
      return null;
    }
    Map<String, String> headers = new LinkedHashMap<>();
    handshake.headers().forEach((name, value) -> put(headers, name, text(value, read)));
    Json reply = Objects.requireNonNullElse(handshake.reply().of(read), Json.of(""));
    return new WebhookReading.Handshake(reply, headers, text(handshake.secret(), read));
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
    if (delivery.secrets().isEmpty()) {
      return new WebhookReading.Refused("no secret is known by which to verify it");
    }
    if (!plan.rule.signed(delivery.headers())) {
      return new WebhookReading.Refused("not signed: no signature in " + plan.rule.header());
    }
    byte[] signed = signed(delivery, unread);
    return signed != null && plan.rule.verifies(delivery.headers(), signed, delivery.secrets())
        ? null
        : new WebhookReading.Refused("the signature is of no valid secret, or of another body");
  }

  private byte @Nullable [] signed(WebhookDelivery delivery, Values unread) {
    String over = plan.over == null ? null : text(plan.over, unread);
    return plan.over == null ? delivery.body() : over == null ? null : over.getBytes(UTF_8);
  }

  private WebhookReading verified(WebhookDelivery delivery, Values unread) {
    Json body = parsed(delivery.body());
    if (body == null) {
      String id = shortened(text(plan.delivery, unread));
      return new WebhookReading.Unknown(id, "its body is no JSON");
    }
    Values read = unread.with("body", body);
    String id = shortened(text(plan.delivery, read));
    Optional<String> untimely = untimely(delivery, read);
    if (untimely.isPresent()) {
      return new WebhookReading.Refused(untimely.get());
    }
    try {
      return event(id, read);
    } catch (CallFailedException e) {
      return new WebhookReading.Unknown(id, String.valueOf(e.getMessage()));
    }
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

  private WebhookReading event(@Nullable String id, Values read) {
    for (EventPlan event : plan.events) {
      if (event.when() != null && read.hold(event.when(), event.path() + ".when")) {
        return event.kind().equals(kind)
            ? told(id, event, read)
            : new WebhookReading.Unknown(
                id, "it is of kind %s, and this provider is of %s".formatted(event.kind(), kind));
      }
    }
    return new WebhookReading.Unknown(id, "no event of the connector is like it");
  }

  private WebhookReading told(@Nullable String id, EventPlan event, Values read) {
    String type = text(event.type(), read);
    String lower = type == null ? "" : type.toLowerCase(Locale.ROOT).replace('-', '_');
    if (!TYPE.matcher(lower).matches() || lower.length() > LONGEST_TYPE) {
      return new WebhookReading.Unknown(id, "%s.type has no value".formatted(event.path()));
    }
    if (!(record(event, read) instanceof Json.Obj record)) {
      return new WebhookReading.Unknown(id, "%s.data has no value".formatted(event.path()));
    }
    Optional<Problem> flaw = flaw(event, record);
    return flaw.isEmpty()
        ? new WebhookReading.Event(id, lower, shortened(text(event.subject(), read)), record)
        : new WebhookReading.Unknown(
            id, "%s is no %s: %s".formatted(event.path(), kind, flaw.get()));
  }

  private static Optional<Problem> flaw(EventPlan event, Json.Obj record) {
    return event.form() == null
        ? Optional.empty()
        : event.form().problems(record).stream().findFirst();
  }

  private @Nullable Json record(EventPlan event, Values read) {
    if (event.of() == null) {
      return event.record().of(read);
    }
    Json it = event.of().of(read);
    Json mapped = it == null ? null : event.record().of(read.with("it", it));
    return mapped == null || event.form() == null
        ? mapped
        : event.form().complete(mapped, provider);
  }

  private static Json.Obj object(Map<String, String> texts) {
    Map<String, Json> fields = new LinkedHashMap<>();
    texts.forEach((name, value) -> fields.put(name, Json.of(value)));
    return new Json.Obj(fields);
  }

  private static @Nullable String text(@Nullable Mapping mapping, Values values) {
    Json value = mapping == null ? null : mapping.of(values);
    return switch (value) {
      case null -> null;
      case Json.Str(String text) -> text;
      case Json.Int number -> number.toString();
      default -> null;
    };
  }

  private static @Nullable String shortened(@Nullable String id) {
    return id == null || id.isBlank() ? null : id.substring(0, Math.min(id.length(), LONGEST_ID));
  }

  private static @Nullable String text(byte[] body) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static @Nullable Json parsed(byte[] body) {
    try {
      return JSON.read(body);
    } catch (CallFailedException e) {
      return null;
    }
  }
}
