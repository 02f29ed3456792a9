package io.auterity.provider.life;

import static java.util.function.Predicate.not;

import io.auterity.platform.transport.Destination;
import io.auterity.platform.transport.TokenStore;
import io.auterity.platform.transport.TransportBinding;
import io.auterity.provider.call.ProviderInstance;
import io.auterity.provider.config.ProviderHosts;
import io.auterity.provider.config.ProviderSecrets;
import io.auterity.provider.config.ProviderSpec;
import io.auterity.provider.life.ProviderOpener.Opened;
import io.auterity.provider.life.ProviderTable.ProviderKey;
import io.auterity.provider.plugin.HostedConnector;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A provider that is not stored, before anything of it is open: what it would use, and where. */
public final class PlannedDraft {

  private final ProviderEnvironment environment;
  private final ProviderKey key;
  private final ProviderSpec spec;
  private final HostedConnector connector;
  private final Map<String, String> given;
  private final TokenStore tokens;
  private final UnaryOperator<TransportBinding> bound;

  /**
   * @param given values of secrets by name
   * @param tokens where those are kept that are given for its credential
   * @param bound what its requests are bound to instead of what they would be
   */
  PlannedDraft(
      ProviderEnvironment environment,
      ProviderKey key,
      ProviderSpec spec,
      HostedConnector connector,
      Map<String, String> given,
      TokenStore tokens,
      UnaryOperator<TransportBinding> bound) {
    this.environment = environment;
    this.key = key;
    this.spec = spec;
    this.connector = connector;
    this.given = Map.copyOf(given);
    this.tokens = tokens;
    this.bound = bound;
  }

  /**
   * A draft that has not been applied.
   *
   * @param id tells it from all others
   */
  static PlannedDraft untried(
      ProviderEnvironment environment,
      ProviderKey key,
      ProviderSpec spec,
      HostedConnector connector,
      Map<String, String> given,
      UUID id) {
    return new PlannedDraft(
        environment,
        key,
        spec,
        connector,
        given,
        TokenStore.inMemory(),
        binding -> binding.countedAs(counted(spec, given, id, binding.credential())));
  }

  /**
   * What tells later where secrets went: the connector, its hosts, those of them that get the
   * credential, and the names of the secrets, apart by whether they were stored or given.
   */
  public Map<String, String> told() {
    ProviderHosts hosts = new ProviderHosts(connector, spec.config());
    Set<Destination> tokens = hosts.tokenPlaces(spec.auth());
    Set<String> named = ProviderSecrets.named(spec);
    return Map.of(
        "connector", connector.id(),
        "hosts", places(hosts.egress(), tokens),
        "credentialTo", places(hosts.credentialTo(), tokens),
        "storedSecrets", listed(named.stream().filter(not(given::containsKey))),
        "givenSecrets", listed(named.stream().filter(given::containsKey)));
  }

  private static String places(Set<Destination> some, Set<Destination> more) {
    return listed(
        Stream.concat(some.stream(), more.stream())
            .map(place -> "%s://%s".formatted(place.scheme(), place.authority())));
  }

  private static String listed(Stream<String> names) {
    return names.distinct().sorted().collect(Collectors.joining(", "));
  }

  /**
   * Opens it for its maker alone, who closes it.
   *
   * @param most that may take
   * @throws CallFailedException as the connector says when it refuses the configuration, or {@code
   *     timeout}
   */
  public DraftProvider open(Duration most) {
    ProviderEnvironment own = environment.ofDraft(given, tokens, bound, most);
    ProviderOpener opener = new ProviderOpener(own);
    Opened opened = opener.open(key, spec, connector);
    ProviderInstance instance = opened.instance();
    Failure failure = opened.failure();
    if (instance == null) {
      throw new CallFailedException(
          failure == null ? Failure.of(FailureCode.UNAVAILABLE, "it does not open") : failure);
    }
    return new DraftProvider(key, spec, instance, own, () -> opener.discard(opened));
  }

  // What a vendor says of a token that is only tried says nothing of the stored one of its name.
  private static String counted(
      ProviderSpec spec, Map<String, String> given, UUID id, String credential) {
    String secret = spec.auth().secret();
    boolean tried =
        secret == null
            ? ProviderSecrets.named(spec).stream().anyMatch(given::containsKey)
            : given.containsKey(secret);
    return tried ? "%s (draft %s)".formatted(credential, id) : credential;
  }
}
