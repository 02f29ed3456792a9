package io.auterity.platform.provider.life;

import io.auterity.platform.plugin.HostedConnector;
import io.auterity.platform.provider.call.HostServices;
import io.auterity.platform.provider.config.ProviderHosts;
import io.auterity.platform.provider.config.ProviderSpec;
import io.auterity.platform.provider.config.ProviderSpec.Auth;
import io.auterity.platform.provider.life.ProviderTable.ProviderKey;
import io.auterity.platform.rate.Pacing;
import io.auterity.platform.transport.AccessTokens;
import io.auterity.platform.transport.AgreedGrant;
import io.auterity.platform.transport.AwsKey;
import io.auterity.platform.transport.ChallengeTokens;
import io.auterity.platform.transport.ClientGrant;
import io.auterity.platform.transport.Destination;
import io.auterity.platform.transport.GoogleKey;
import io.auterity.platform.transport.KeyGrant;
import io.auterity.platform.transport.OauthClient;
import io.auterity.platform.transport.RsaKey;
import io.auterity.platform.transport.SigV4;
import io.auterity.platform.transport.Signing;
import io.auterity.platform.transport.TokenEndpoint;
import io.auterity.platform.transport.TokenGrant;
import io.auterity.platform.transport.TokenShelf;
import io.auterity.platform.transport.TokenShelf.Kept;
import io.auterity.platform.transport.ToldGrant;
import io.auterity.platform.transport.TransportBinding;
import io.auterity.spi.AuthForm;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.AwsScope;
import io.auterity.spi.SigningScheme;
import io.auterity.spi.Transport;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes signing of a credential that a spec names. What it learns of the secret, in whatever form,
 * is hidden in all that the connector says.
 */
final class ProviderSigning {

  private static final String GOOGLE_SCOPE = "https://www.googleapis.com/auth/cloud-platform";

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
    Auth auth = spec.auth();
    String name = auth.secret();
    if (name == null) {
      return switch (auth.kind()) {
        case "oauth2" -> tokens(() -> "", stored -> agreed(null));
        case "challenge" -> challenges(null, () -> "");
        default -> new Signing.Unsigned();
      };
    }
    Set<String> reach = hosts.reach(auth);
    Supplier<String> secret =
        () -> services.secret(() -> environment.secrets().read(key.scope(), name, reach));
    return switch (auth.kind()) {
      case "header" -> new Signing.Named(placed(auth), secret);
      case "query" -> query(placed(auth), secret);
      case "basic" -> basic(Objects.requireNonNull(auth.name()), secret);
      case "sigv4" -> aws(secret);
      case "scheme" -> own(auth.name(), secret);
      case "google-service-account" -> tokens(secret, this::serviceAccount);
      case "oauth-client" -> tokens(secret, this::client);
      case "oauth2" -> tokens(secret, this::agreed);
      case "jwt" -> tokens(secret, this::assertion);
      case "github-app" -> tokens(secret, this::app);
      case "challenge" -> challenges(named(), secret);
      default -> new Signing.Bearer(secret);
    };
  }

  /** As the connector says, or else the provider. */
  private AuthForm.Placed placed(Auth auth) {
    return connector.manifest().authForms().get(auth.kind()) instanceof AuthForm.Placed form
        ? form
        : AuthForm.Placed.plain(Objects.requireNonNull(auth.name()));
  }

  private Signing query(AuthForm.Placed form, Supplier<String> secret) {
    return new Signing.Query(
        form,
        () -> {
          String value = secret.get();
          services.hidden(Signing.Query.encoded(value));
          return value;
        });
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

  private TokenGrant serviceAccount(String stored) {
    services.hidden(GoogleKey.pem(stored));
    return new KeyGrant.ServiceAccount(tokenUrl(), GoogleKey.read(stored), googleScope());
  }

  private String googleScope() {
    return Objects.requireNonNullElse(spec.auth().scope(), GOOGLE_SCOPE);
  }

  private TokenGrant client(String stored) {
    return new ClientGrant(tokenUrl(), oauthClient(stored), scope());
  }

  /** What requests are signed with, and what was given for it; no secret is read for that. */
  ProviderCredential credential() {
    Auth auth = spec.auth();
    boolean agreed = auth.kind().equals("oauth2");
    Kept kept = environment.tokens().of(key.scope(), key.id(), spec.life()).read();
    String scope = auth.kind().equals("google-service-account") ? googleScope() : scope();
    List<String> asked = ToldGrant.scopes(Json.of(scope));
    return new ProviderCredential(
        auth.kind(),
        auth.secret(),
        asked == null ? List.of() : asked,
        agreed
            ? ProviderCredential.agreed(kept, agreed(null).identity(), environment.time().now())
            : ProviderCredential.State.OWN,
        kept == null ? null : ProviderCredential.GivenTokens.of(kept, agreed));
  }

  /**
   * How a person agrees that the provider uses what is theirs.
   *
   * @throws CallFailedException {@code unsupported} when nobody is asked
   */
  VendorAgreement agreement() {
    Auth auth = spec.auth();
    AuthForm.Tokens form =
        hosts
            .tokens(auth)
            .filter(tokens -> auth.kind().equals("oauth2"))
            .orElseThrow(
                () ->
                    new CallFailedException(
                        FailureCode.UNSUPPORTED,
                        "provider '%s' has nothing to connect: its auth is not oauth2"
                            .formatted(key.id())));
    String name = auth.secret();
    String secret =
        name == null
            ? null
            : services.hidden(environment.secrets().read(key.scope(), name, hosts.reach(auth)));
    URI authorize = hosts.authorizeUrl(auth).orElseThrow(() -> lacking("where people agree"));
    Map<String, String> parameters = new HashMap<>(form.parameters());
    String scope = scope();
    if (scope != null) {
      parameters.put("scope", form.dialect().scopes().text(scope));
    }
    TokenEndpoint endpoint =
        new TokenEndpoint(tokenTransport(), environment.time(), services::hidden);
    return new VendorAgreement(
        authorize,
        hosts.revokeUrl(auth).map(place -> wayBack(place, form.dialect())).orElse(null),
        parameters,
        agreed(secret),
        endpoint,
        spec.life(),
        environment.time(),
        services::hide);
  }

  private WayBack wayBack(URI place, AuthForm.Dialect dialect) {
    return new WayBack(
        connector.id(),
        spec.credential(key.id()),
        place,
        named(),
        spec.auth().secret(),
        hosts.reach(spec.auth()),
        dialect);
  }

  private AgreedGrant agreed(@Nullable String secret) {
    String places =
        Stream.concat(hosts.credentialTo().stream(), hosts.tokenPlaces(spec.auth()).stream())
            .map(Destination::toString)
            .distinct()
            .sorted()
            .collect(Collectors.joining(" "));
    String use = "%s for %s".formatted(places, scope());
    return new AgreedGrant(tokenUrl(), oauthClient(secret), use, key.id());
  }

  private OauthClient oauthClient(@Nullable String secret) {
    AuthForm.Dialect dialect =
        hosts.tokens(spec.auth()).map(AuthForm.Tokens::dialect).orElse(AuthForm.Dialect.USUAL);
    return new OauthClient(named(), secret, dialect);
  }

  private TokenGrant assertion(String stored) {
    Map<String, String> more = spec.auth().more();
    return new KeyGrant.Assertion(
        tokenUrl(),
        named(),
        more.get("subject"),
        more.get("keyId"),
        more.get("audience"),
        scope(),
        RsaKey.read(stored));
  }

  private TokenGrant app(String stored) {
    return new KeyGrant.GitHubApp(tokenUrl(), named(), RsaKey.read(stored));
  }

  private String named() {
    return Objects.requireNonNull(spec.auth().name());
  }

  /** As the provider says, or else its connector. */
  private @Nullable String scope() {
    String said = spec.auth().scope();
    return said != null
        ? said
        : hosts
            .tokens(spec.auth())
            .map(form -> String.join(" ", form.scopes()))
            .filter(scopes -> !scopes.isEmpty())
            .orElse(null);
  }

  /** Challenges lead to the vendor itself, and where its connector says. */
  private Signing challenges(@Nullable String user, Supplier<String> secret) {
    Set<Destination> places =
        Stream.concat(hosts.credentialTo().stream(), hosts.tokenPlaces(spec.auth()).stream())
            .collect(Collectors.toUnmodifiableSet());
    TokenEndpoint endpoint =
        new TokenEndpoint(tokenTransport(places), environment.time(), services::hidden);
    return new Signing.Challenge(new ChallengeTokens(user, secret, endpoint, places));
  }

  private Signing tokens(Supplier<String> secret, Function<String, TokenGrant> reader) {
    TokenEndpoint endpoint =
        new TokenEndpoint(tokenTransport(), environment.time(), services::hidden);
    TokenShelf shelf = environment.tokens().of(key.scope(), key.id(), spec.life());
    return new Signing.Token(new AccessTokens(secret, reader, endpoint, services.serve(shelf)));
  }

  /** It reaches these places alone, to which no request of the connector goes by it. */
  private Transport tokenTransport() {
    URI given = tokenUrl();
    Set<Destination> places = hosts.tokenPlaces(spec.auth());
    if (Destination.of(given).isEmpty()) {
      throw lacking("where tokens are given");
    }
    return tokenTransport(places);
  }

  private Transport tokenTransport(Set<Destination> places) {
    return environment
        .transport()
        .apply(
            new TransportBinding(
                key.scope(),
                key.id(),
                connector.id(),
                places,
                Set.of(),
                new Signing.Unsigned(),
                spec.credential(key.id()),
                Pacing.NONE));
  }

  private URI tokenUrl() {
    return hosts.tokenUrl(spec.auth()).orElseThrow(() -> lacking("where tokens are given"));
  }

  private static CallFailedException lacking(String what) {
    return new CallFailedException(FailureCode.INVALID, "the configuration does not say " + what);
  }
}
