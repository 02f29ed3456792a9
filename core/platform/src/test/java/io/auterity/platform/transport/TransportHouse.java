package io.auterity.platform.transport;

import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.rate.Pacing;
import io.auterity.platform.rate.RateGrants;
import io.auterity.platform.rate.RateLimits;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** A transport whose names lead to this machine, for tests. */
public final class TransportHouse implements AutoCloseable {

  private final Telemetry telemetry;
  private final EventLoops loops = EventLoops.start(2);
  private final RateLimits limits = new RateLimits(Time.system(), RateGrants.NONE, Runnable::run);
  private final HttpTransport transport;

  TransportHouse(Set<String> approved, Map<String, String> addresses) {
    this(approved, addresses, new Telemetry(new SimpleMeterRegistry(), OpenTelemetry.noop()));
  }

  private TransportHouse(Set<String> approved, Map<String, String> addresses, Telemetry telemetry) {
    this(approved, host -> lookup(addresses, host), telemetry);
  }

  /** Names lead where the look-up says. */
  TransportHouse(HostResolver.Lookup lookup) {
    this(Set.of(), lookup, new Telemetry(new SimpleMeterRegistry(), OpenTelemetry.noop()));
  }

  private TransportHouse(Set<String> approved, HostResolver.Lookup lookup, Telemetry telemetry) {
    this(approved, lookup, telemetry, 2, 100);
  }

  private TransportHouse(
      Set<String> approved,
      HostResolver.Lookup lookup,
      Telemetry telemetry,
      int connections,
      int waiting) {
    this(
        TransportSettings.approving(approved),
        lookup,
        telemetry,
        connections,
        waiting,
        MemoryPool.ofHeap());
  }

  private TransportHouse(
      TransportSettings usual,
      HostResolver.Lookup lookup,
      Telemetry telemetry,
      int connections,
      int waiting,
      MemoryPool memory) {
    this.telemetry = telemetry;
    TransportSettings settings =
        new TransportSettings(
            usual.approved(), connections, waiting, usual.connectTimeout(), 100_000);
    transport =
        new HttpTransport(loops, telemetry, Time.system(), settings, limits, memory, lookup);
  }

  /** One connection to each address, for which nobody can wait. */
  static TransportHouse crowded() {
    return new TransportHouse(
        Set.of("api.test:* for *"),
        host -> lookup(Map.of("api.test", "127.0.0.1"), host),
        new Telemetry(new SimpleMeterRegistry(), OpenTelemetry.noop()),
        1,
        0);
  }

  /** Approves the host {@code api.test}, which is this machine. */
  public static TransportHouse local() {
    return new TransportHouse(Set.of("api.test:* for *"), Map.of("api.test", "127.0.0.1"));
  }

  /** As {@link #local()}, with approvals of a test's own. */
  public static TransportHouse local(ApprovedPlaces places) {
    return new TransportHouse(
        TransportSettings.approving(places),
        host -> lookup(Map.of("api.test", "127.0.0.1"), host),
        new Telemetry(new SimpleMeterRegistry(), OpenTelemetry.noop()),
        2,
        100,
        MemoryPool.ofHeap());
  }

  /** As {@link #local()}, with so much memory for all replies. */
  static TransportHouse holding(MemoryPool memory) {
    return new TransportHouse(
        TransportSettings.approving(Set.of("api.test:* for *")),
        host -> lookup(Map.of("api.test", "127.0.0.1"), host),
        new Telemetry(new SimpleMeterRegistry(), OpenTelemetry.noop()),
        100,
        100,
        memory);
  }

  /** As {@link #local()}, measured by a test. */
  static TransportHouse local(Telemetry telemetry) {
    return new TransportHouse(
        Set.of("api.test:* for *"), Map.of("api.test", "127.0.0.1"), telemetry);
  }

  MeterRegistry meters() {
    return telemetry.meters();
  }

  public Transport bind(String url) {
    return bind(url, new Signing.Unsigned());
  }

  public Transport bind(String url, Signing signing) {
    return bind(new UUID(0, 1), url, signing);
  }

  Transport bind(UUID tenant, String url, Signing signing) {
    return bind(tenant, url, signing, Pacing.NONE);
  }

  Transport bind(String url, Pacing pacing) {
    return bind(new UUID(0, 1), url, new Signing.Unsigned(), pacing);
  }

  private Transport bind(UUID tenant, String url, Signing signing, Pacing pacing) {
    Set<Destination> egress = Destination.of(URI.create(url)).map(Set::of).orElse(Set.of());
    return transport.bind(
        new TransportBinding(
            TenantScope.authenticated(tenant),
            "p",
            "vendor",
            egress,
            egress,
            signing,
            "key",
            pacing));
  }

  /** A provider without a credential, whose configuration names secrets. */
  Transport bindWithSecrets(String url) {
    return unsigned(url, true, OutgoingTrace.USUAL);
  }

  /** A provider without a credential, whose vendor is told that of traces. */
  Transport bind(String url, OutgoingTrace handed) {
    return unsigned(url, false, handed);
  }

  private Transport unsigned(String url, boolean otherSecrets, OutgoingTrace handed) {
    return transport.bind(
        new TransportBinding(
            TenantScope.authenticated(new UUID(0, 1)),
            "p",
            "vendor",
            Destination.ofServer(URI.create(url)).map(Set::of).orElseThrow(),
            Set.of(),
            new Signing.Unsigned(),
            "key",
            Pacing.NONE,
            otherSecrets,
            handed));
  }

  /** A provider with several hosts, of which one gets the credential. */
  Transport bind(List<String> urls, String primary, Signing signing) {
    Set<Destination> egress =
        urls.stream()
            .flatMap(url -> Destination.of(URI.create(url)).stream())
            .collect(Collectors.toSet());
    Set<Destination> credentialTo = Destination.of(URI.create(primary)).map(Set::of).orElseThrow();
    return transport.bind(
        new TransportBinding(
            TenantScope.authenticated(new UUID(0, 1)),
            "p",
            "vendor",
            egress,
            credentialTo,
            signing,
            "key",
            Pacing.NONE));
  }

  /** What was asked of the credential of all that is bound here is forgotten. */
  void reopen() {
    limits.reopen(TenantScope.authenticated(new UUID(0, 1)), "key");
  }

  public static WireRequest get(String url) {
    return WireRequest.get(URI.create(url));
  }

  static WireRequest post(String url, String body) {
    return WireRequest.json(URI.create(url), body.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    transport.close();
    loops.close();
  }

  private static InetAddress[] lookup(Map<String, String> addresses, String host)
      throws UnknownHostException {
    String address = addresses.get(host);
    if (address == null) {
      throw new UnknownHostException(host);
    }
    return new InetAddress[] {
      InetAddress.getByAddress(host, InetAddress.getByName(address).getAddress())
    };
  }
}
