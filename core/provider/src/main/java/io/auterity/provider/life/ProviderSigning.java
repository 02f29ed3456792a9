package io.auterity.provider.life;

import io.auterity.platform.transport.AwsKey;
import io.auterity.platform.transport.SigV4;
import io.auterity.platform.transport.Signing;
import io.auterity.provider.call.HostServices;
import io.auterity.provider.config.ProviderHosts;
import io.auterity.provider.config.ProviderSpec;
import io.auterity.provider.config.ProviderSpec.Auth;
import io.auterity.provider.life.ProviderTable.ProviderKey;
import io.auterity.provider.plugin.HostedConnector;
import io.auterity.spi.AuthForm;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.PluginManifest.AwsScope;
import io.auterity.spi.SigningScheme;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes signing of a credential that a spec names. What it learns of the secret, in whatever form,
 * is hidden in all that the connector says.
 */
final class ProviderSigning {

  private final ProviderEnvironment environment;
  private final ProviderKey key;
  private final ProviderSpec spec;
  private final HostedConnector connector;
  private final HostServices services;
  private final ProviderHosts hosts;

  ProviderSigning(
      ProviderEnvironment environment,
      ProviderKey key,
      ProviderSpec spec,
      HostedConnector connector,
      HostServices services) {
    this.environment = environment;
    this.key = key;
    this.spec = spec;
    this.connector = connector;
    this.services = services;
    this.hosts = new ProviderHosts(connector, spec.config());
  }

  /**
   * How the provider's requests are signed.
   *
   * @throws CallFailedException {@code invalid} when the configuration lacks what it needs
   */
  Signing signing() {
    String name = spec.auth().secret();
    Supplier<String> secret = name == null ? null : secret(name);
    Signing byTokens =
        new ProviderGrants(environment, key, spec, connector, services).signing(secret);
    if (byTokens != null) {
      return byTokens;
    }
    return secret == null ? new Signing.Unsigned() : sent(secret);
  }

  private Supplier<String> secret(String name) {
    Set<String> reach = hosts.reach(spec.auth());
    return () -> services.secret(() -> environment.secrets().read(key.scope(), name, reach));
  }

  private Signing sent(Supplier<String> secret) {
    Auth auth = spec.auth();
    return switch (auth.kind()) {
      case "header" -> new Signing.Named(placed(auth), secret);
      case "query" -> new Signing.Query(placed(auth), hidden(secret, Signing.Query::encoded));
      case "path" ->
          new Signing.PathSegment(inPath(), hidden(secret, Signing.PathSegment::encoded));
      case "basic" -> basic(Objects.requireNonNull(auth.name()), secret);
      case "sigv4" -> aws(secret);
      case "scheme" -> own(auth.name(), secret);
      default -> new Signing.Bearer(secret);
    };
  }

  /** As the connector says, or else the provider. */
  private AuthForm.Placed placed(Auth auth) {
    return connector.manifest().authForms().get(auth.kind()) instanceof AuthForm.Placed form
        ? form
        : AuthForm.Placed.plain(Objects.requireNonNull(auth.name()));
  }

  private AuthForm.InPath inPath() {
    return connector.manifest().authForms().get("path") instanceof AuthForm.InPath form
        ? form
        : AuthForm.InPath.plain();
  }

  /** A secret of an address, hidden as it stands there too. */
  private Supplier<String> hidden(Supplier<String> secret, UnaryOperator<String> encoded) {
    return () -> {
      String value = secret.get();
      services.hidden(encoded.apply(value));
      return value;
    };
  }

  private Signing own(@Nullable String name, Supplier<String> secret) {
    SigningScheme scheme =
        connector
            .hiding(services::hide)
            .signing()
            .orElseThrow(() -> new IllegalStateException(connector.name() + " has no scheme"));
    return new Signing.Scheme(
        scheme, () -> new SigningScheme.Credential(name, secret.get()), environment.time());
  }

  private Signing basic(String user, Supplier<String> secret) {
    return new Signing.Basic(
        user,
        () -> {
          String value = secret.get();
          services.hidden(Signing.Basic.encoded(user, value));
          return value;
        });
  }

  private Signing aws(Supplier<String> secret) {
    AwsScope scope = Objects.requireNonNull(connector.manifest().sigv4());
    String region =
        hosts
            .text(scope.regionField())
            .orElseThrow(
                () ->
                    new CallFailedException(
                        FailureCode.INVALID,
                        "%s is missing: signatures of AWS are made for a region"
                            .formatted(scope.regionField())));
    return new Signing.Scheme(
        new SigV4(scope.service(), region),
        () -> new SigningScheme.Credential(null, hiddenKey(secret.get())),
        environment.time());
  }

  private String hiddenKey(String stored) {
    AwsKey read = AwsKey.read(stored);
    services.hidden(read.secret());
    String session = read.session();
    if (session != null) {
      services.hidden(session);
    }
    return stored;
  }
}
