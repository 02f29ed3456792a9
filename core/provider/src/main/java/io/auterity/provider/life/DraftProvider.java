package io.auterity.provider.life;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.rate.Pacing;
import io.auterity.platform.transport.CallerDisconnect;
import io.auterity.platform.transport.Destination;
import io.auterity.platform.transport.InternalCall;
import io.auterity.platform.transport.Signing;
import io.auterity.platform.transport.TransportBinding;
import io.auterity.provider.CheckAttempt;
import io.auterity.provider.Lease;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.ProviderInfo.State;
import io.auterity.provider.Providers;
import io.auterity.provider.call.ProviderInstance;
import io.auterity.provider.config.ProviderHosts;
import io.auterity.provider.config.ProviderSpec;
import io.auterity.provider.life.ProviderTable.ProviderKey;
import io.auterity.provider.plugin.HostedConnector;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Transport;
import io.auterity.spi.Webhooks;
import io.auterity.spi.WireRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A provider that is not stored, open for its maker alone. It is the only one that those see to
 * whom its maker gives it as {@link Providers}.
 */
public final class DraftProvider implements Providers, AutoCloseable {

  /** How long one place may take to answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private static final String BELOW = "*.";

  private final ProviderKey key;
  private final ProviderInstance instance;
  private final ProviderEnvironment environment;
  private final Runnable end;
  private final ProviderForm form;
  private final List<ProviderInfo> all;
  private final ProviderHosts hosts;

  DraftProvider(
      ProviderKey key,
      ProviderSpec spec,
      ProviderInstance instance,
      ProviderEnvironment environment,
      Runnable end) {
    HostedConnector connector = instance.connector();
    this.key = key;
    this.instance = instance;
    this.environment = environment;
    this.end = end;
    this.form =
        ProviderForm.of(
            key.id(), spec, 1, new Health(State.CONNECTED, null, 0, false), instance, connector);
    this.all = List.of(form.info());
    this.hosts = new ProviderHosts(connector, spec.config());
  }

  /** As the road would see it if it were connected. */
  public ProviderInfo info() {
    return form.info();
  }

  /** The kind of its credential. */
  public String auth() {
    return form.spec().auth().kind();
  }

  @Override
  public List<ProviderInfo> of(TenantScope scope) {
    return scope.equals(key.scope()) ? all : List.of();
  }

  @Override
  public Lease lease(TenantScope scope, String provider) {
    if (!scope.equals(key.scope()) || !provider.equals(key.id())) {
      throw new CallFailedException(
          FailureCode.NOT_FOUND, "there is no provider '%s'".formatted(provider));
    }
    return instance
        .lease(form.info(), List.of(), environment.heavy(), environment.time())
        .orElseThrow(
            () -> new CallFailedException(FailureCode.UNAVAILABLE, "the draft was closed"));
  }

  /**
   * A place that it would go to.
   *
   * @param authority {@code host:port}
   * @param credential whether its credential goes there
   * @param pattern whether it stands for many, of which none can be asked
   */
  public record Reached(
      String authority, boolean credential, boolean pattern, Destination destination) {}

  /** Where it would go: first where its credential goes, in their order. */
  public List<Reached> places() {
    Set<Destination> signed = hosts.credentialTo();
    return Stream.concat(hosts.egress().stream(), hosts.tokenPlaces(form.spec().auth()).stream())
        .distinct()
        .map(
            place ->
                new Reached(
                    place.authority(),
                    signed.contains(place),
                    place.host().startsWith(BELOW),
                    place))
        .sorted(
            Comparator.comparing((Reached place) -> !place.credential())
                .thenComparing(Reached::authority))
        .toList();
  }

  /**
   * Asks a place for the head of its first page, without any credential. Several may be asked at
   * once.
   *
   * @param most it may take, within its usual patience
   * @param callerDisconnect cancels it
   * @return the status of its answer: whichever it is, a server answers there
   * @throws CallFailedException as the transport does: {@code forbidden} where it may not go
   */
  public int reach(Reached place, Duration most, CallerDisconnect callerDisconnect) {
    Destination there = place.destination();
    Transport transport =
        environment
            .transport()
            .apply(
                new TransportBinding(
                    key.scope(),
                    key.id(),
                    form.spec().connector(),
                    Set.of(there),
                    Set.of(),
                    new Signing.Unsigned(),
                    form.spec().credential(key.id()),
                    Pacing.NONE));
    URI first = URI.create("%s://%s/".formatted(there.scheme(), there.authority()));
    WireRequest head = new WireRequest("HEAD", first, Map.of(), new byte[0]);
    return transport
        .send(
            head,
            new InternalCall(
                "provider.probe", environment.time(), shorter(PATIENCE, most), callerDisconnect))
        .status();
  }

  /**
   * Asks its connector whether its vendor takes the credential, as every look at a provider does.
   *
   * @param most it may take, within the usual limit of a look
   * @param callerDisconnect cancels it
   * @throws CallFailedException as the connector does, and when requests cannot be signed
   */
  public void check(Duration most, CallerDisconnect callerDisconnect) {
    CheckAttempt attempt =
        new CheckAttempt(
            environment.time(), shorter(ProviderHealthChecks.DEADLINE, most), callerDisconnect);
    if (!instance.check(attempt, () -> {})) {
      throw new CallFailedException(FailureCode.UNAVAILABLE, "the draft was closed");
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** What would read the webhooks of its vendor; empty where that sends none. */
  public Optional<Webhooks> webhooks() {
    return instance.webhooks();
  }

  @Override
  public void close() {
    end.run();
  }
}
