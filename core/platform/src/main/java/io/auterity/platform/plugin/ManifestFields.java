package io.auterity.platform.plugin;

import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.PluginManifest.RateLimit;
import io.auterity.spi.Support;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes a manifest from JSON that fits its schema. */
final class ManifestFields {

  private ManifestFields() {}

  static PluginManifest of(Json.Obj manifest) {
    return new PluginManifest(
        text(manifest, "id"),
        text(manifest, "version"),
        text(manifest, "main"),
        text(manifest, "summary"),
        texts(manifest, "needs"),
        flag(manifest, "natives"),
        items(manifest, "connectors").stream()
            .map(connector -> connector((Json.Obj) connector))
            .toList());
  }

  private static ConnectorManifest connector(Json.Obj connector) {
    return new ConnectorManifest(
        text(connector, "id"),
        text(connector, "kind"),
        text(connector, "summary"),
        texts(connector, "marks"),
        texts(connector, "auth"),
        object(connector, "config"),
        texts(connector, "egress"),
        text(connector, "grade"),
        support(object(connector, "support")),
        rateLimit(connector.get("rateLimit")));
  }

  private static Map<String, OperationSupport> support(Json.Obj operations) {
    return operations.fields().entrySet().stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, entry -> operation((Json.Obj) entry.getValue())));
  }

  private static OperationSupport operation(Json.Obj operation) {
    return new OperationSupport(
        Support.valueOf(text(operation, "support").toUpperCase(Locale.ROOT)),
        flag(operation, "idempotencyKey"),
        operation.text("note"));
  }

  private static @Nullable RateLimit rateLimit(@Nullable Json value) {
    return value instanceof Json.Obj limit
        ? new RateLimit(number(limit, "requests"), number(limit, "seconds"))
        : null;
  }

  private static String text(Json.Obj holder, String name) {
    return Objects.requireNonNull(holder.text(name));
  }

  private static Json.Obj object(Json.Obj holder, String name) {
    return (Json.Obj) Objects.requireNonNull(holder.get(name));
  }

  private static int number(Json.Obj holder, String name) {
    return holder.get(name) instanceof Json.Int(long value) ? Math.toIntExact(value) : 0;
  }

  private static boolean flag(Json.Obj holder, String name) {
    return holder.get(name) instanceof Json.Bool(boolean value) && value;
  }

  private static List<Json> items(Json.Obj holder, String name) {
    return holder.get(name) instanceof Json.Arr(List<Json> items) ? items : List.of();
  }

  private static List<String> texts(Json.Obj holder, String name) {
    return items(holder, name).stream().map(item -> ((Json.Str) item).value()).toList();
  }
}
