package io.auterity.connector.webhook;

import io.auterity.connector.webhook.store.DeliveryRow;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.spi.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Headers and body of a delivery.
 *
 * @param headers the first value by lower-case name
 * @param body as it came
 */
// Bytes are handed on, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record KeptDelivery(Map<String, String> headers, byte[] body) {

  private static final JsonReader JSON = new JsonReader(1 << 20);
  private static final Pattern SECRET =
      Pattern.compile("authorization|cookie|token|signature|secret|password|-key$|^key$");
  private static final String REDACTED = "(redacted)";

  public KeptDelivery {
    headers = Map.copyOf(headers);
  }

  /** The headers as people may see them. */
  public Map<String, String> shownHeaders() {
    Map<String, String> shown = new TreeMap<>();
    headers.forEach(
        (name, value) -> shown.put(name, SECRET.matcher(name).find() ? REDACTED : value));
    return shown;
  }

  DeliveryRow.Sealed sealed(ContentSeal seal, TenantScope scope, UUID id) {
    Map<String, Json> fields = new LinkedHashMap<>();
    headers.forEach((name, value) -> fields.put(name, Json.of(value)));
    return new DeliveryRow.Sealed(
        seal.sealPart(scope, id, 0, JsonWriter.bytes(new Json.Obj(fields))),
        seal.sealPart(scope, id, 1, body));
  }

  static KeptDelivery open(
      ContentSeal seal, TenantScope scope, UUID id, DeliveryRow.Sealed sealed) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (JSON.read(seal.openPart(scope, id, 0, sealed.headers()))
        instanceof Json.Obj(Map<String, Json> fields)) {
      fields.forEach((name, value) -> headers.put(name, ((Json.Str) value).value()));
    }
    return new KeptDelivery(headers, seal.openPart(scope, id, 1, sealed.body()));
  }

  /** Without headers and body, as it may be told. */
  @Override
  public String toString() {
    return "delivery of %d bytes".formatted(body.length);
  }
}
