package io.auterity.platform.provider;

import io.auterity.spi.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant says of a provider.
 *
 * @param disabled null when it says nothing
 */
record ProviderSpec(
    String connector,
    Json.Obj config,
    Auth auth,
    int slots,
    List<String> models,
    Map<String, Price> prices,
    @Nullable Boolean disabled,
    List<InjectedFault> faults) {

  ProviderSpec {
    Objects.requireNonNull(connector);
    models = List.copyOf(models);
    prices = Map.copyOf(prices);
    faults = List.copyOf(faults);
  }

  /** Whether the connector's instance for {@code other} serves this as well. */
  boolean sameInstance(ProviderSpec other) {
    return connector.equals(other.connector)
        && config.equals(other.config)
        && auth.equals(other.auth);
  }

  /** What the vendor's limits are counted by: the name of its secret, or else the provider. */
  String credential(String id) {
    return Objects.requireNonNullElse(auth.secret(), "provider " + id);
  }

  /**
   * The credential, by reference.
   *
   * @param kind none, bearer, header or basic
   * @param name of the header, or the user
   */
  record Auth(String kind, @Nullable String name, @Nullable String secret) {
    static final Auth NONE = new Auth("none", null, null);
  }
}
