package io.auterity.platform.provider;

import io.auterity.platform.provider.ProviderSpec.Auth;
import io.auterity.spi.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Takes a spec from JSON that fits {@code provider-spec.schema.json}. */
final class ProviderSpecReader {

  private static final long DEFAULT_SLOTS = 64;
  private static final int NANO_PLACES = 9;

  private ProviderSpecReader() {}

  static ProviderSpec read(Json.Obj spec) {
    return new ProviderSpec(
        text(spec, "connector"),
        object(spec, "config"),
        auth(object(spec, "auth")),
        Math.toIntExact(spec.get("slots") instanceof Json.Int(long slots) ? slots : DEFAULT_SLOTS),
        items(spec, "models").stream().map(model -> ((Json.Str) model).value()).toList(),
        prices(object(spec, "prices")),
        spec.get("disabled") instanceof Json.Bool(boolean value) ? value : null,
        items(spec, "faults").stream().map(fault -> fault((Json.Obj) fault)).toList());
  }

  private static Auth auth(Json.Obj auth) {
    for (Map.Entry<String, Json> entry : auth.fields().entrySet()) {
      Json.Obj value = (Json.Obj) entry.getValue();
      String name = value.text(entry.getKey().equals("basic") ? "user" : "name");
      return new Auth(entry.getKey(), name, text(value, "secret"));
    }
    return Auth.NONE;
  }

  private static Map<String, Price> prices(Json.Obj prices) {
    Map<String, Price> all = new HashMap<>();
    prices.fields().forEach((unit, price) -> all.put(unit, price((Json.Obj) price)));
    return all;
  }

  private static Price price(Json.Obj price) {
    long nanos = new BigDecimal(text(price, "amount")).movePointRight(NANO_PLACES).longValueExact();
    long per = ((Json.Int) Objects.requireNonNull(price.get("per"))).value();
    return new Price(nanos, per, text(price, "currency"), text(price, "asOf"));
  }

  private static InjectedFault fault(Json.Obj fault) {
    String code = fault.text("code");
    return new InjectedFault(
        fault.text("capability"),
        instant(fault, "from"),
        instant(fault, "until"),
        code == null ? "unavailable" : code);
  }

  private static Instant instant(Json.Obj holder, String name) {
    return OffsetDateTime.parse(text(holder, name)).toInstant();
  }

  private static String text(Json.Obj holder, String name) {
    return Objects.requireNonNull(holder.text(name), name);
  }

  private static Json.Obj object(Json.Obj holder, String name) {
    return holder.get(name) instanceof Json.Obj object ? object : Json.EMPTY;
  }

  private static List<Json> items(Json.Obj holder, String name) {
    return holder.get(name) instanceof Json.Arr(List<Json> items) ? items : List.of();
  }
}
