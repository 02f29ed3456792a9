package io.auterity.provider.config;

import io.auterity.platform.digest.Sha256;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.platform.transport.OutgoingTrace;
import io.auterity.provider.InjectedFault;
import io.auterity.provider.Offering;
import io.auterity.provider.Price;
import io.auterity.spi.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The spec of a provider, as its tenant states it: connector, configuration, credential, slots,
 * offering and prices.
 *
 * @param slots most attempts at one time
 * @param disabled null when it says nothing
 * @param rate how its requests are paced; null as its connector says
 * @param unverified whether it takes a connector behind which no evidence stands
 * @param saysDefault whether applying it makes it the default of its kind
 * @param handed what its vendor is told of the trace of a call
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
    boolean saysDefault,
    OutgoingTrace handed,
    long life,
    @Nullable ConnectorReach agreed) {

  private static final String SCHEMA = "provider-spec.schema.json";

  public ProviderSpec {
    prices = Map.copyOf(prices);
    faults = List.copyOf(faults);
  }

  /** The same, said of one of the providers that have had its name. */
  public ProviderSpec ofLife(long number) {
    return with(number, agreed);
  }

  /** The same, with how far its tenant lets its connector reach. */
  public ProviderSpec agreeing(@Nullable ConnectorReach reach) {
    return with(life, reach);
  }

  private ProviderSpec with(long number, @Nullable ConnectorReach reach) {
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
        saysDefault,
        handed,
        number,
        reach);
  }

  /** Whether the connector's instance for {@code other} serves this as well. */
  public boolean sameInstance(ProviderSpec other) {
    return life == other.life
        && connector.equals(other.connector)
        && config.equals(other.config)
        && auth.equals(other.auth)
        && handed.equals(other.handed)
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
   * @param kind none, bearer, header, query, path, basic, sigv4, scheme, google-service-account,
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
    return SpecReader.spec(spec);
  }

  /** What a spec that fits the schema declares of what it offers. */
  public static Offering offering(Json.Obj spec) {
    return SpecReader.offering(spec);
  }
}
