package io.auterity.webhook;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.spi.Json;
import io.auterity.spi.WebhookDelivery;
import io.auterity.spi.WebhookToken;
import io.auterity.webhook.store.DeliveryRow;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The stored record of a delivery: all of it but the address, which holds the webhook's token. */
public record DeliveryRecord(WebhookDelivery.Sent sent) {

  private static final JsonReader JSON = new JsonReader(1 << 20);

  /** Of no use to a reader of files, and of some to people. */
  private static final Set<String> USUAL =
      Set.of("accept", "content-length", "content-type", "date", "user-agent");

  private static final Set<String> NEVER = Set.of("authorization", "cookie", "proxy-authorization");

  private static final Pattern SECRET =
      Pattern.compile("authorization|cookie|token|signature|secret|password|-key$|^key$");
  private static final String REDACTED = "(redacted)";

  /**
   * What is kept of what came: of its headers those that tell how it is made, and those by which it
   * is read.
   *
   * @param read lower-case names; empty where any may be, of which none is kept that looks like a
   *     secret
   * @param token that it bears, of which nothing is kept; null where the vendor gives none
   */
  static DeliveryRecord of(
      WebhookDelivery.Sent came, Optional<Set<String>> read, @Nullable WebhookToken token) {
    Map<String, String> headers = new TreeMap<>();
    came.headers()
        .forEach(
            (name, value) -> {
              boolean wanted =
                  read.map(names -> names.contains(name))
                      .orElseGet(() -> !SECRET.matcher(name).find());
              boolean bearing = token != null && name.equals(token.header());
              if (!bearing && (USUAL.contains(name) || (wanted && !NEVER.contains(name)))) {
                headers.put(name, value);
              }
            });
    return new DeliveryRecord(
        new WebhookDelivery.Sent(
            came.method(), came.address(), came.query(), headers, came.body()));
  }

  /** The headers as people may see them. */
  public Map<String, String> shownHeaders() {
    Map<String, String> shown = new TreeMap<>();
    sent.headers()
        .forEach((name, value) -> shown.put(name, SECRET.matcher(name).find() ? REDACTED : value));
    return shown;
  }

  DeliveryRow.Sealed sealed(ContentSeal seal, TenantScope scope, UUID id) {
    Json.Obj head =
        Json.EMPTY
            .with("method", Json.of(sent.method()))
            .with("query", object(sent.query()))
            .with("headers", object(sent.headers()));
    return new DeliveryRow.Sealed(
        seal.sealPart(scope, id, 0, JsonWriter.bytes(head)),
        seal.sealPart(scope, id, 1, sent.body()));
  }

  static DeliveryRecord open(
      ContentSeal seal, TenantScope scope, UUID id, DeliveryRow.Sealed sealed) {
    Json.Obj head = JSON.readObject(seal.openPart(scope, id, 0, sealed.headers()));
    return new DeliveryRecord(
        new WebhookDelivery.Sent(
            Objects.requireNonNullElse(head.text("method"), "POST"),
            "",
            texts(head.get("query")),
            texts(head.get("headers")),
            seal.openPart(scope, id, 1, sealed.body())));
  }

  private static Json.Obj object(Map<String, String> texts) {
    Map<String, Json> fields = new LinkedHashMap<>();
    texts.forEach((name, value) -> fields.put(name, Json.of(value)));
    return new Json.Obj(fields);
  }

  private static Map<String, String> texts(@Nullable Json object) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (object instanceof Json.Obj(Map<String, Json> fields)) {
      fields.forEach((name, value) -> texts.put(name, ((Json.Str) value).value()));
    }
    return texts;
  }
}
