package io.auterity.platform.provider;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.plugin.PluginHost;
import io.auterity.platform.plugin.SamplePlugin;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceView;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.ManualTime;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.TransportBinding;
import io.auterity.platform.yaml.YamlReader;
import io.auterity.spi.Json;
import io.auterity.spi.Transport;
import io.auterity.spi.text.MaskedText;
import io.auterity.spi.text.TextToMask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A host of plugins with providers of one tenant, for tests. */
final class ProviderHouse implements AutoCloseable {

  private final Path folder;
  private final ManualTime time = new ManualTime();
  private final TenantScope tenant = TenantScope.authenticated(new UUID(0, 1));
  private final Catalogue catalogue = Catalogue.standard(new Binder());
  private final List<TransportBinding> bindings = new CopyOnWriteArrayList<>();
  private final List<String> fresh = new CopyOnWriteArrayList<>();
  private final ProviderEnvironment environment;
  private final ProviderRegistry registry;
  private final ProviderKind kind;
  private final PluginHost host;

  ProviderHouse(Path folder, Duration drainDeadline, boolean faultsAllowed) {
    this(folder, drainDeadline, faultsAllowed, binding -> new NoTransport());
  }

  ProviderHouse(
      Path folder,
      Duration drainDeadline,
      boolean faultsAllowed,
      Function<TransportBinding, Transport> transport) {
    this.folder = folder;
    this.environment =
        new ProviderEnvironment(
            time,
            (scope, name) -> "secret of " + name,
            binding -> {
              bindings.add(binding);
              return transport.apply(binding);
            },
            (scope, provider) -> new NoDocuments(),
            new HeavyWork(2),
            drainDeadline,
            faultsAllowed);
    this.registry =
        new ProviderRegistry(
            environment, (scope, provider, credential) -> fresh.add(provider + ", " + credential));
    this.kind = new ProviderKind(registry, environment);
    kind.start();
    this.host = new PluginHost(Telemetry.none(), Time.system(), drainDeadline, registry);
  }

  ProviderHouse(Path folder) {
    this(folder, Duration.ofSeconds(10), true);
  }

  PluginHost host() {
    return host;
  }

  ProviderRegistry registry() {
    return registry;
  }

  ProviderEnvironment environment() {
    return environment;
  }

  ManualTime time() {
    return time;
  }

  TenantScope tenant() {
    return tenant;
  }

  /** What transports were asked for. */
  List<TransportBinding> bindings() {
    return bindings;
  }

  /** Which providers began anew, each with its credential. */
  List<String> fresh() {
    return fresh;
  }

  Capability capability(String id) {
    return catalogue.get(id);
  }

  /** The capability as if it were bound by the processor. */
  Capability heavy(String id) {
    Capability c = capability(id);
    return new Capability(
        c.id(),
        c.kind(),
        c.resource(),
        c.verb(),
        c.summary(),
        c.effect(),
        c.cacheable(),
        c.metered(),
        c.stream(),
        c.dataClass(),
        true,
        c.method(),
        c.input(),
        c.output(),
        c.inputSchema(),
        c.outputSchema());
  }

  void load(SamplePlugin plugin) {
    host.load(write(plugin));
  }

  Path write(SamplePlugin plugin) {
    return plugin.write(folder.resolve(UUID.randomUUID() + ".jar"));
  }

  List<Problem> check(String id, String spec) {
    return kind.check(tenant, id, json(spec), new NoResources());
  }

  void apply(String id, String spec) {
    kind.applied(tenant, new Resource("provider", id, 1, json(spec), time.now()));
  }

  /** Applies what is applied already. */
  void applyAgain(String id, String spec) {
    kind.appliedAgain(tenant, new Resource("provider", id, 1, json(spec), time.now()));
  }

  void remove(String id) {
    kind.removed(tenant, id);
  }

  ProviderInfo info(String id) {
    return registry.of(tenant).stream()
        .filter(provider -> provider.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** Calls {@code text.pii.mask} and gives the text of the answer. */
  String mask(String id, Attempt attempt) {
    try (Lease lease = registry.lease(tenant, id)) {
      Record answer = lease.call(capability("text.pii.mask"), new TextToMask("anything"), attempt);
      return ((MaskedText) answer).text();
    }
  }

  String mask(String id) {
    return mask(id, TestAttempt.ofSeconds(10));
  }

  /** Ends the regular checks; an application still looks once. */
  void stopChecks() {
    kind.close();
  }

  @Override
  public void close() {
    kind.close();
    host.close();
  }

  static Json.Obj json(String yaml) {
    return (Json.Obj) new YamlReader(10_000).read(yaml).getFirst().value();
  }

  private static final class NoResources implements ResourceView {
    @Override
    public Optional<Resource> get(String kind, String id) {
      return Optional.empty();
    }

    @Override
    public List<Resource> list(String kind) {
      return List.of();
    }
  }
}
