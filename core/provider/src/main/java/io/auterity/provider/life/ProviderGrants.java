package io.auterity.provider.life;

import io.auterity.platform.rate.Pacing;
import io.auterity.platform.transport.AccessTokens;
import io.auterity.platform.transport.AuthorizationCodeGrant;
import io.auterity.platform.transport.ChallengeTokens;
import io.auterity.platform.transport.ClientGrant;
import io.auterity.platform.transport.Destination;
import io.auterity.platform.transport.GoogleKey;
import io.auterity.platform.transport.GrantDetails;
import io.auterity.platform.transport.KeyGrant;
import io.auterity.platform.transport.OauthClient;
import io.auterity.platform.transport.RsaKey;
import io.auterity.platform.transport.Signing;
import io.auterity.platform.transport.TokenEndpoint;
import io.auterity.platform.transport.TokenGrant;
import io.auterity.platform.transport.TokenStore;
import io.auterity.platform.transport.TokenStore.Kept;
import io.auterity.platform.transport.TransportBinding;
import io.auterity.provider.call.HostServices;
import io.auterity.provider.config.ProviderHosts;
import io.auterity.provider.config.ProviderSpec;
import io.auterity.provider.config.ProviderSpec.Auth;
import io.auterity.provider.life.ProviderTable.ProviderKey;
import io.auterity.provider.plugin.HostedConnector;
import io.auterity.spi.AuthForm;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
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
 * Has tokens given for the credential of a provider: where, by which client and for what its vendor
 * is asked for them, how a person agrees to that, and how it stands.
 */
final class ProviderGrants {

  private static final String GOOGLE_SCOPE = "https://www.googleapis.com/auth/cloud-platform";

  private final ProviderEnvironment environment;
  private final ProviderKey key;
  private final ProviderSpec spec;
  private final HostedConnector connector;
  private final HostServices services;
  private final ProviderHosts hosts;

  ProviderGrants(
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
   * How requests are signed with tokens that are given for the credential.
   *
   * @param secret reads it; null where it has none
   * @return null where it is sent itself, or nothing is
   * @throws CallFailedException {@code invalid} when the configuration lacks what it needs
   */
  @Nullable Signing signing(@Nullable Supplier<String> secret) {
    String kind = spec.auth().kind();
    if (secret == null) {
      return switch (kind) {
        case "oauth2" -> tokens(() -> "", stored -> agreed(null));
        case "challenge" -> challenges(null, () -> "");
        default -> null;
      };
    }
    return switch (kind) {
      case "google-service-account" -> tokens(secret, this::serviceAccount);
      case "oauth-client" -> tokens(secret, this::client);
      case "oauth2" -> tokens(secret, this::agreed);
      case "jwt" -> tokens(secret, this::assertion);
      case "github-app" -> tokens(secret, this::app);
      case "challenge" -> challenges(named(), secret);
      default -> null;
    };
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

  private Signing tokens(Supplier<String> secret, Function<String, TokenGrant> reader) {
    TokenEndpoint endpoint = endpoint();
    TokenStore shelf = environment.tokens().of(key.scope(), key.id(), spec.life());
    return new Signing.Token(new AccessTokens(secret, reader, endpoint, services.serve(shelf)));
  }

  /** Challenges lead to the vendor itself, and where its connector says. */
  private Signing challenges(@Nullable String user, Supplier<String> secret) {
    Set<Destination> places =
        Stream.concat(hosts.credentialTo().stream(), hosts.tokenPlaces(spec.auth()).stream())
            .collect(Collectors.toUnmodifiableSet());
    return new Signing.Challenge(new ChallengeTokens(user, secret, endpoint(places), places));
  }

  /** What requests are signed with, and what was given for it; no secret is read for that. */
  ProviderCredential credential() {
    Auth auth = spec.auth();
    boolean agreed = auth.kind().equals("oauth2");
    Kept kept = environment.tokens().of(key.scope(), key.id(), spec.life()).read();
    String scope = auth.kind().equals("google-service-account") ? googleScope() : scope();
    List<String> asked = GrantDetails.scopes(Json.of(scope));
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
   * @throws CallFailedException {@code unsupported} when no person is asked
   */
  AuthorizationCodeFlow agreement() {
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
    TokenEndpoint endpoint = endpoint();
    return new AuthorizationCodeFlow(
        authorize,
        hosts.revokeUrl(auth).map(place -> wayBack(place, form.dialect())).orElse(null),
        parameters,
        agreed(secret),
        endpoint,
        spec.life(),
        connector.id(),
        environment.time(),
        services::hide);
  }

  private TokenRevocationRequest wayBack(URI place, AuthForm.Dialect dialect) {
    return new TokenRevocationRequest(
        connector.id(),
        spec.credential(key.id()),
        place,
        named(),
        spec.auth().secret(),
        hosts.reach(spec.auth()),
        dialect);
  }

  private AuthorizationCodeGrant agreed(@Nullable String secret) {
    String places =
        Stream.concat(hosts.credentialTo().stream(), hosts.tokenPlaces(spec.auth()).stream())
            .map(Destination::toString)
            .distinct()
            .sorted()
            .collect(Collectors.joining(" "));
    String use = "%s for %s".formatted(places, scope());
    return new AuthorizationCodeGrant(tokenUrl(), oauthClient(secret), use, key.id());
  }

  private OauthClient oauthClient(@Nullable String secret) {
    AuthForm.Dialect dialect =
        hosts.tokens(spec.auth()).map(AuthForm.Tokens::dialect).orElse(AuthForm.Dialect.USUAL);
    return new OauthClient(named(), secret, dialect);
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

  /** It reaches these places alone, to which no request of the connector goes by it. */
  private TokenEndpoint endpoint() {
    URI given = tokenUrl();
    Set<Destination> places = hosts.tokenPlaces(spec.auth());
    if (Destination.of(given).isEmpty()) {
      throw lacking("where tokens are given");
    }
    return endpoint(places);
  }

  private TokenEndpoint endpoint(Set<Destination> places) {
    TransportBinding binding =
        new TransportBinding(
            key.scope(),
            key.id(),
            connector.id(),
            places,
            Set.of(),
            new Signing.Unsigned(),
            spec.credential(key.id()),
            Pacing.NONE,
            false,
            spec.handed());
    return new TokenEndpoint(
        environment.transport().apply(binding), environment.time(), services::hidden);
  }

  private URI tokenUrl() {
    return hosts.tokenUrl(spec.auth()).orElseThrow(() -> lacking("where tokens are given"));
  }

  private static CallFailedException lacking(String what) {
    return new CallFailedException(FailureCode.INVALID, "the configuration does not say " + what);
  }
}
