package io.auterity.provider.config;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.secret.SecretSource;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Secrets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The secrets that a provider may read: those that its configuration names by {@code {secret:
 * name}}, and no others.
 */
public final class ProviderSecrets implements Secrets {

  private final TenantScope scope;
  private final String provider;
  private final Set<String> names;
  private final Set<String> hosts;
  private final SecretSource source;

  /**
   * Those of one provider.
   *
   * @param hosts that it may send them to
   */
  public ProviderSecrets(
      TenantScope scope, String provider, Json.Obj config, Set<String> hosts, SecretSource source) {
    this.scope = scope;
    this.provider = provider;
    this.hosts = Set.copyOf(hosts);
    this.source = source;
    this.names = named(config);
  }

  /** All secrets that a spec names. */
  public static Set<String> named(ProviderSpec spec) {
    Set<String> names = named(spec.config());
    if (spec.auth().secret() != null) {
      names.add(spec.auth().secret());
    }
    return names;
  }

  /** All secrets that a configuration names. */
  public static Set<String> named(Json.Obj config) {
    Set<String> names = new HashSet<>();
    collect(config, names);
    return names;
  }

  @Override
  public String read(String name) {
    if (!names.contains(name)) {
      throw new CallFailedException(
          FailureCode.NOT_FOUND,
          "the configuration of provider '%s' names no secret '%s'".formatted(provider, name));
    }
    return source.read(scope, name, hosts);
  }

  private static void collect(Json value, Set<String> names) {
    switch (value) {
      case Json.Obj(Map<String, Json> fields) -> {
        if (fields.size() == 1 && fields.get("secret") instanceof Json.Str(String name)) {
          names.add(name);
        }
        fields.values().forEach(field -> collect(field, names));
      }
      case Json.Arr(List<Json> items) -> items.forEach(item -> collect(item, names));
      default -> {
        // A scalar names nothing.
      }
    }
  }
}
