package io.auterity.platform.provider;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.plugin.HostedConnector;
import io.auterity.platform.provider.ProviderSpec.Auth;
import io.auterity.platform.transport.EgressRule;
import io.auterity.platform.transport.Signing;
import io.auterity.platform.transport.TransportBinding;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import java.net.URI;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Opens a connector for a provider, with a transport that has its egress and credential. */
final class ProviderOpener {

  private static final Pattern FIELD = Pattern.compile("\\$\\{(\\w+)}");

  private final ProviderEnvironment environment;

  ProviderOpener(ProviderEnvironment environment) {
    this.environment = environment;
  }

  /**
   * Opens an instance.
   *
   * @throws CallFailedException when the connector refuses the configuration
   */
  ProviderInstance open(
      TenantScope scope, String id, ProviderSpec spec, HostedConnector connector) {
    HostServices services = new HostServices();
    TransportBinding binding =
        new TransportBinding(
            scope.tenant(),
            id,
            connector.id(),
            egress(connector, spec.config()),
            signing(scope, spec.auth(), services),
            spec.credential(id),
            connector.manifest().rateLimit());
    ConnectorContext context =
        new ConnectorContext(
            id,
            connector.plugin(),
            spec.config(),
            new ConfiguredSecrets(scope, id, spec.config(), secrets(services)),
            environment.transport().apply(binding),
            new ServedDocuments(environment.documents().apply(scope, id), services));
    return ProviderInstance.open(connector, context, services);
  }

  /** Where the provider may go; {@code ${name}} stands for the URL in that field. */
  static Set<EgressRule> egress(HostedConnector connector, Json.Obj config) {
    Set<EgressRule> rules = new HashSet<>();
    for (String entry : connector.manifest().egress()) {
      Matcher field = FIELD.matcher(entry);
      if (field.matches()) {
        configured(connector, config, field.group(1)).ifPresent(rules::add);
      } else {
        rules.add(EgressRule.https(entry));
      }
    }
    return rules;
  }

  private static Optional<EgressRule> configured(
      HostedConnector connector, Json.Obj config, String field) {
    String url = config.text(field);
    String value = url == null ? defaultOf(connector.manifest().config(), field) : url;
    try {
      return value == null ? Optional.empty() : EgressRule.of(URI.create(value));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static @Nullable String defaultOf(Json.Obj schema, String field) {
    return schema.get("properties") instanceof Json.Obj properties
            && properties.get(field) instanceof Json.Obj property
        ? property.text("default")
        : null;
  }

  private SecretReader secrets(HostServices services) {
    return (scope, name) -> services.serve(() -> environment.secrets().read(scope, name));
  }

  private Signing signing(TenantScope scope, Auth auth, HostServices services) {
    String name = auth.secret();
    if (name == null) {
      return new Signing.Unsigned();
    }
    Supplier<String> secret =
        new CachedSecret(environment.time(), () -> secrets(services).read(scope, name));
    return switch (auth.kind()) {
      case "header" -> new Signing.Named(Objects.requireNonNull(auth.name()), secret);
      case "basic" -> new Signing.Basic(Objects.requireNonNull(auth.name()), secret);
      default -> new Signing.Bearer(secret);
    };
  }
}
