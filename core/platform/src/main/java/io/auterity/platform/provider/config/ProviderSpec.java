package io.auterity.platform.provider.config;

import io.auterity.platform.digest.Sha256;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.platform.provider.InjectedFault;
import io.auterity.platform.provider.ModelSpec;
import io.auterity.platform.provider.Offering;
import io.auterity.platform.provider.Price;
import io.auterity.spi.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant says of a provider.
 *
 * @param disabled null when it says nothing
 * @param rate how its requests are paced; null as its connector says
 * @param unverified whether it takes a connector behind which no evidence stands
 * @param life which of the providers that have had its name says it; 0 unless {@link #ofLife} told
 * @param agreed how far its tenant lets its connector reach; null where that is not known, as
 *     before {@link #agreeing} told
 */
public record ProviderSpec(
    String connector,
    Json.Obj config,
    Auth auth,
    int slots,
    Offering offering,
    Map<String, Price> prices,
    @Nullable Boolean disabled,
    @Nullable ProviderRate rate,
    boolean unverified,
    List<InjectedFault> faults,
    long life,
    @Nullable ConnectorReach agreed) {

  private static final String SCHEMA = "provider-spec.schema.json";
  private static final long DEFAULT_SLOTS = 64;
  private static final int NANO_PLACES = 9;

  public ProviderSpec {
    Objects.requireNonNull(connector);
    Objects.requireNonNull(offering);
    prices = Map.copyOf(prices);
    faults = List.copyOf(faults);
  }

  /** The same, said of one of the providers that have had its name. */
  public ProviderSpec ofLife(long number) {
    return new ProviderSpec(
        connector,
        config,
        auth,
        slots,
        offering,
        prices,
        disabled,
        rate,
        unverified,
        faults,
        number,
        agreed);
  }

  /** The same, with how far its tenant lets its connector reach. */
  public ProviderSpec agreeing(@Nullable ConnectorReach reach) {
    return new ProviderSpec(
        connector,
        config,
        auth,
        slots,
        offering,
        prices,
        disabled,
        rate,
        unverified,
        faults,
        life,
        reach);
  }

  /** Whether the connector's instance for {@code other} serves this as well. */
  public boolean sameInstance(ProviderSpec other) {
    return life == other.life
        && connector.equals(other.connector)
        && config.equals(other.config)
        && auth.equals(other.auth)
        && Objects.equals(rate, other.rate);
  }

  /**
   * Names connector, configuration and the reference of the credential, in whatever order they were
   * said; holds no secret.
   */
  public String form() {
    Json.Obj what =
        Json.EMPTY
            .with("connector", Json.of(connector))
            .with("config", ordered(config))
            .with("auth", Json.of(auth.reference()));
    return HexFormat.of().formatHex(Sha256.of(JsonWriter.bytes(what)), 0, 16);
  }

  private static Json ordered(Json value) {
    return switch (value) {
      case Json.Obj(Map<String, Json> fields) -> {
        Json.Obj all = Json.EMPTY;
        for (Map.Entry<String, Json> field : new TreeMap<>(fields).entrySet()) {
          all = all.with(field.getKey(), ordered(field.getValue()));
        }
        yield all;
      }
      case Json.Arr(List<Json> items) ->
          Json.array(items.stream().map(ProviderSpec::ordered).toList());
      default -> value;
    };
  }

  /** Tells this provider from another one of the same name; holds no secret. */
  public String identity(String id) {
    Json.Obj what =
        Json.EMPTY
            .with("connector", Json.of(connector))
            .with("config", config)
            .with("auth", Json.of(auth.reference()));
    return "%s/%s/%s"
        .formatted(
            id, connector, HexFormat.of().formatHex(Sha256.of(JsonWriter.bytes(what)), 0, 8));
  }

  /** What the vendor's limits are counted by: the name of its secret, or else the provider. */
  public String credential(String id) {
    return Objects.requireNonNullElse(auth.secret(), "provider " + id);
  }

  /**
   * The credential, by reference.
   *
   * @param kind none, bearer, header, query, basic, sigv4, scheme, google-service-account,
   *     oauth-client, oauth2, jwt, github-app or challenge
   * @param name of the header or the parameter, null where the connector says it; or the user, the
   *     client, the issuer, the app, or what the connector's scheme takes it for
   * @param tokenUrl where access tokens are given, null for the kind's usual place
   * @param scope of access tokens, null for the kind's usual one
   * @param more of what the kind alone has, by name
   */
  public record Auth(
      String kind,
      @Nullable String name,
      @Nullable String secret,
      @Nullable String tokenUrl,
      @Nullable String scope,
      Map<String, String> more) {

    public static final Auth NONE = new Auth("none", null, null, null, null, Map.of());

    public Auth {
      more = Map.copyOf(more);
    }

    /** The field that says it, where it is not called name. */
    private static final Map<String, String> NAMES =
        Map.of(
            "basic", "user",
            "oauth-client", "clientId",
            "oauth2", "clientId",
            "jwt", "issuer",
            "github-app", "appId",
            "challenge", "user");

    private static final List<String> MORE =
        List.of("subject", "keyId", "audience", "installation");

    private static Auth of(String kind, Json.Obj said) {
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

    /** As identities hold it: what no kind had before stands there only when it is said. */
    private String reference() {
      String reference = "%s %s %s".formatted(kind, name, secret);
      String where =
          tokenUrl == null && scope == null
              ? reference
              : "%s %s %s".formatted(reference, tokenUrl, scope);
      return more.isEmpty() ? where : "%s %s".formatted(where, new TreeMap<>(more));
    }
  }

  /** JSON Schema of a spec. */
  public static Json.Obj schema() {
    try (InputStream in = Objects.requireNonNull(ProviderSpec.class.getResourceAsStream(SCHEMA))) {
      return new JsonReader(1_000_000).readObject(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes a spec from JSON that fits {@link #schema}. */
  public static ProviderSpec read(Json.Obj spec) {
    return new ProviderSpec(
        text(spec, "connector"),
        object(spec, "config"),
        auth(object(spec, "auth")),
        Math.toIntExact(spec.get("slots") instanceof Json.Int(long slots) ? slots : DEFAULT_SLOTS),
        offering(spec),
        prices(object(spec, "prices")),
        spec.get("disabled") instanceof Json.Bool(boolean value) ? value : null,
        spec.get("rate") instanceof Json.Obj rate ? ProviderRate.read(rate) : null,
        Json.of(true).equals(spec.get("unverified")),
        items(spec, "faults").stream().map(fault -> fault((Json.Obj) fault)).toList(),
        0,
        null);
  }

  private static Auth auth(Json.Obj auth) {
    for (Map.Entry<String, Json> entry : auth.fields().entrySet()) {
      return Auth.of(entry.getKey(), (Json.Obj) entry.getValue());
    }
    return Auth.NONE;
  }

  /** What a spec that fits the schema declares of what it offers. */
  public static Offering offering(Json.Obj spec) {
    return new Offering(
        items(spec, "models").stream().map(ProviderSpec::model).toList(),
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
        privacy(said));
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
