package io.auterity.provider;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.files.ProviderFiles;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceSet;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.ManualTime;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.TokenStore;
import io.auterity.platform.transport.TransportBinding;
import io.auterity.platform.yaml.YamlReader;
import io.auterity.provider.call.CpuBoundWork;
import io.auterity.provider.life.KindDefaults;
import io.auterity.provider.life.ProviderEnvironment;
import io.auterity.provider.life.ProviderKind;
import io.auterity.provider.life.ProviderRegistry;
import io.auterity.provider.life.ReachConsents;
import io.auterity.provider.plugin.PluginHost;
import io.auterity.provider.plugin.SamplePlugin;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Transport;
import io.auterity.spi.text.MaskedText;
import io.auterity.spi.text.TextToMask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A host of plugins with providers of one tenant, for tests. */
public final class ProviderHouse implements AutoCloseable {

  /** Longer than any look of these tests takes, however busy the machine is. */
  private static final Duration FIRST_LOOK = Duration.ofMinutes(1);

  private final Path folder;
  private final ManualTime time = new ManualTime();
  private final TenantScope tenant = TenantScope.authenticated(new UUID(0, 1));
  private final Catalogue catalogue = Catalogue.standard();
  private final List<TransportBinding> bindings = new CopyOnWriteArrayList<>();
  private final Map<String, String> secrets = new ConcurrentHashMap<>();
  private final Map<String, String> bound = new ConcurrentHashMap<>();
  private final List<String> fresh = new CopyOnWriteArrayList<>();
  private final ProviderEnvironment environment;
  private final ProviderRegistry registry;
  private final ProviderKind kind;
  private final PluginHost host;

  public ProviderHouse(Path folder, Duration drainDeadline, boolean faultsAllowed) {
    this(folder, drainDeadline, faultsAllowed, binding -> new NoTransport());
  }

  public ProviderHouse(
      Path folder,
      Duration drainDeadline,
      boolean faultsAllowed,
      Function<TransportBinding, Transport> transport) {
    this(folder, drainDeadline, faultsAllowed, transport, FIRST_LOOK);
  }

  /** Providers whose connectors may take so long to open an instance. */
  public static ProviderHouse opening(Path folder, Duration openLimit) {
    return new ProviderHouse(
        folder, Duration.ofSeconds(10), true, binding -> new NoTransport(), openLimit);
  }

  private final TokenStore tokens = TokenStore.inMemory();

  private ProviderHouse(
      Path folder,
      Duration drainDeadline,
      boolean faultsAllowed,
      Function<TransportBinding, Transport> transport,
      Duration openLimit) {
    this.folder = folder;
    this.environment =
        new ProviderEnvironment(
            time,
            (scope, name, hosts) -> read(name, hosts),
            (scope, provider, life) -> tokens,
            binding -> {
              bindings.add(binding);
              return transport.apply(binding);
            },
            (scope, provider) -> 0,
            ReachConsents.NONE,
            KindDefaults.NONE,
            (scope, provider, life) -> new NoDocuments(),
            new ProviderFiles(folder.resolve("files"), 1_000_000),
            ProviderEnvironment.InboundAddresses.NONE,
            BehalfInvoker.NONE,
            new CpuBoundWork(2),
            drainDeadline,
            FIRST_LOOK,
            openLimit,
            faultsAllowed);
    this.registry =
        new ProviderRegistry(
            environment,
            (scope, provider, credential, changed) ->
                fresh.add(provider + ", " + credential + (changed ? "" : " as it was")));
    this.kind = new ProviderKind(registry, environment);
    kind.start();
    kind.openAll();
    this.host = new PluginHost(Telemetry.none(), Time.system(), drainDeadline, registry.changes());
  }

  public ProviderHouse(Path folder) {
    this(folder, Duration.ofSeconds(10), true);
  }

  public PluginHost host() {
    return host;
  }

  public ProviderRegistry registry() {
    return registry;
  }

  public ProviderEnvironment environment() {
    return environment;
  }

  public ManualTime time() {
    return time;
  }

  public TenantScope tenant() {
    return tenant;
  }

  /** Gives a secret another value than the usual one. */
  public void store(String secret, String value) {
    secrets.put(secret, value);
  }

  /** Lets a secret go to one host alone. */
  public void bind(String secret, String host) {
    bound.put(secret, host);
  }

  private String read(String name, Set<String> hosts) {
    String host = bound.get(name);
    if (host != null && !hosts.equals(Set.of(host))) {
      throw new CallFailedException(FailureCode.FORBIDDEN, name + " goes to " + host);
    }
    return secrets.getOrDefault(name, "secret of " + name);
  }

  /** What transports were asked for. */
  public List<TransportBinding> bindings() {
    return bindings;
  }

  /** Which providers began anew, each with its credential. */
  public List<String> fresh() {
    return fresh;
  }

  public Capability capability(String id) {
    return catalogue.get(id);
  }

  /** The capability as if it were bound by the processor. */
  public Capability heavy(String id) {
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
        c.outputSchema(),
        c.extension());
  }

  public void load(SamplePlugin plugin) {
    host.load(write(plugin));
  }

  public Path write(SamplePlugin plugin) {
    return plugin.write(folder.resolve(UUID.randomUUID() + ".jar"));
  }

  public List<Problem> check(String id, String spec) {
    return kind.check(tenant, id, json(spec), new ResourceSet(List.of()));
  }

  private static final AuditedAct APPLIER =
      new AuditedAct(AuditedAct.OPERATOR, "127.0.0.1", "control:resource.write", "POST /apply");

  public void apply(String id, String spec) {
    kind.applied(tenant, new Resource("provider", id, 1, json(spec), time.now()));
  }

  /** Applies what is applied already. */
  public void applyAgain(String id, String spec) {
    kind.appliedAgain(tenant, APPLIER, new Resource("provider", id, 1, json(spec), time.now()));
  }

  public void remove(String id) {
    kind.removed(tenant, id);
  }

  public ProviderInfo info(String id) {
    return registry.of(tenant).stream()
        .filter(provider -> provider.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** Calls {@code text.pii.mask} and gives the text of the answer. */
  public String mask(String id, Attempt attempt) {
    try (Lease lease = registry.lease(tenant, id)) {
      Record answer = lease.call(capability("text.pii.mask"), new TextToMask("anything"), attempt);
      return ((MaskedText) answer).text();
    }
  }

  public String mask(String id) {
    return mask(id, TestAttempt.ofSeconds(10));
  }

  /** Ends the regular checks; an application still looks once. */
  public void stopChecks() {
    kind.close();
  }

  @Override
  public void close() {
    kind.close();
    host.close();
  }

  public static Json.Obj json(String yaml) {
    return (Json.Obj) new YamlReader(10_000).read(yaml).getFirst().value();
  }
}
