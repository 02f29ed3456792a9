package io.auterity.provider.config;

import io.auterity.platform.transport.OutgoingTrace;
import io.auterity.provider.InjectedFault;
import io.auterity.provider.ModelSpec;
import io.auterity.provider.Offering;
import io.auterity.provider.Price;
import io.auterity.provider.config.ProviderSpec.Auth;
import io.auterity.provider.target.ModelRule;
import io.auterity.spi.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes specs from JSON that fits their schema. */
final class SpecReader {

  private static final int NANO_PLACES = 9;

  /** The field that says it, where it is not called name. */
  private static final Map<String, String> NAMES =
      Map.of(
          "basic", "user",
          "oauth-client", "clientId",
          "oauth2", "clientId",
          "jwt", "issuer",
          "github-app", "appId",
          "challenge", "user");

  private static final int USUAL_SLOTS = 64;

  private static final List<String> MORE = List.of("subject", "keyId", "audience", "installation");

  static ProviderSpec spec(Json.Obj spec) {
    return new ProviderSpec(
        text(spec, "connector"),
        object(spec, "config"),
        auth(object(spec, "auth")),
        spec.get("slots") instanceof Json.Int(long slots) ? Math.toIntExact(slots) : USUAL_SLOTS,
        offering(spec),
        prices(object(spec, "prices")),
        spec.get("disabled") instanceof Json.Bool(boolean value) ? value : null,
        spec.get("rate") instanceof Json.Obj rate ? ProviderRate.read(rate) : null,
        Json.of(true).equals(spec.get("unverified")),
        items(spec, "faults").stream().map(one -> fault((Json.Obj) one)).toList(),
        Json.of(true).equals(spec.get("default")),
        handed(spec),
        0,
        null);
  }

  private static OutgoingTrace handed(Json.Obj spec) {
    List<String> names = Objects.requireNonNullElse(texts(spec, "baggage"), List.of());
    return new OutgoingTrace(!Json.of(false).equals(spec.get("traceparent")), Set.copyOf(names));
  }

  private static Auth said(String kind, Json.Obj said) {
    return new Auth(
        kind,
        said.text(NAMES.getOrDefault(kind, "name")),
        said.text("secret"),
        said.text("tokenUrl"),
        said.text("scope"),
        more(said));
  }

  private static Map<String, String> more(Json.Obj said) {
    Map<String, String> more = new TreeMap<>();
    for (String name : MORE) {
      String text = said.text(name);
      if (text != null) {
        more.put(name, text);
      }
    }
    return more;
  }

  private static Auth auth(Json.Obj auth) {
    for (Map.Entry<String, Json> entry : auth.fields().entrySet()) {
      return said(entry.getKey(), (Json.Obj) entry.getValue());
    }
    return Auth.NONE;
  }

  static Offering offering(Json.Obj spec) {
    return new Offering(
        items(spec, "models").stream().map(SpecReader::model).toList(),
        object(spec, "config").text("model"),
        spec.text("region"),
        texts(spec, "regimes"),
        privacy(spec),
        List.of(),
        Json.of(true).equals(spec.get("batch")),
        null);
  }

  private static ModelSpec model(Json model) {
    if (model instanceof Json.Str(String id)) {
      return ModelSpec.named(id);
    }
    Json.Obj said = (Json.Obj) model;
    return new ModelSpec(
        text(said, "id"),
        said.text("as"),
        tokens(said, "context"),
        tokens(said, "output"),
        texts(said, "abilities"),
        said.text("region"),
        texts(said, "regimes"),
        privacy(said),
        said.get("takes") instanceof Json.Obj takes ? ModelRule.declared(takes) : null);
  }

  private static @Nullable Long tokens(Json.Obj holder, String name) {
    return holder.get(name) instanceof Json.Int(long count) ? count : null;
  }

  private static @Nullable List<String> texts(Json.Obj holder, String name) {
    return holder.get(name) instanceof Json.Arr(List<Json> items)
        ? items.stream().map(item -> ((Json.Str) item).value()).toList()
        : null;
  }

  private static ModelSpec.@Nullable Privacy privacy(Json.Obj holder) {
    String name = holder.text("privacy");
    return name == null ? null : ModelSpec.Privacy.valueOf(name.toUpperCase(Locale.ROOT));
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
