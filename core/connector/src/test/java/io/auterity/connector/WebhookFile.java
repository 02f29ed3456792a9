package io.auterity.connector;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.spi.Connector;
import io.auterity.spi.Json;
import io.auterity.spi.WebhookDelivery;
import io.auterity.spi.WebhookDelivery.Sent;
import io.auterity.spi.WebhookReading;
import io.auterity.spi.Webhooks;
import io.auterity.testkit.FakeProvider;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The webhooks of a file, before a vendor that signs with HMAC-SHA256. */
final class WebhookFile {

  static final String SECRET = "of-this-test";
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  final Webhooks webhooks;

  /** Of a provider {@code mine} of the file's first connector. */
  WebhookFile(DataPlugin plugin) {
    this(plugin, plugin.manifest().connectors().getFirst().id());
  }

  /** Of a provider {@code mine} of a connector. */
  WebhookFile(DataPlugin plugin, String connector) {
    FakeProvider provider =
        new FakeProvider("mine", plugin.manifest())
            .withConfig(Json.EMPTY.with("url", Json.of("https://vendor.example")));
    Connector<?> found =
        plugin.connectors().stream()
            .filter(each -> each.id().equals(connector))
            .findFirst()
            .orElseThrow();
    this.webhooks = opened(found, provider);
  }

  private static <K> Webhooks opened(Connector<K> connector, FakeProvider provider) {
    return connector.webhooks(connector.open(provider)).orElseThrow();
  }

  /** Reads a body that is signed as the vendor does, under a header. */
  WebhookReading signed(String header, String prefix, String body, Map<String, String> more) {
    Map<String, String> headers = new HashMap<>(more);
    headers.put(header.toLowerCase(Locale.ROOT), prefix + hmac(body));
    return read(body, headers);
  }

  WebhookReading read(String body, Map<String, String> headers) {
    return read(sent("POST", Map.of(), body, headers), SECRET);
  }

  WebhookReading read(Sent sent, String... secrets) {
    return webhooks.read(new WebhookDelivery(sent, List.of(secrets), NOW));
  }

  /** A request to {@code https://here.example/hooks/t} with a query. */
  static Sent sent(
      String method, Map<String, String> query, String body, Map<String, String> headers) {
    String asked =
        query.entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining("&", query.isEmpty() ? "" : "?", ""));
    return new Sent(
        method, "https://here.example/hooks/t" + asked, query, headers, body.getBytes(UTF_8));
  }

  static String hmac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
