package io.auterity.bench.plugins;

import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.files.ProviderFiles;
import io.auterity.platform.rate.RateGrants;
import io.auterity.platform.rate.RateLimits;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.EventLoops;
import io.auterity.platform.transport.HttpTransport;
import io.auterity.platform.transport.TokenStore;
import io.auterity.platform.transport.TransportSettings;
import io.auterity.provider.BehalfInvoker;
import io.auterity.provider.call.CpuBoundWork;
import io.auterity.provider.life.KindDefaults;
import io.auterity.provider.life.ProviderEnvironment;
import io.auterity.provider.life.ProviderKind;
import io.auterity.provider.life.ProviderRegistry;
import io.auterity.provider.life.ReachConsents;
import io.auterity.provider.plugin.PluginHost;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Documents;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.BiFunction;

/** Plugins and providers as the server has them, over the one transport. */
public final class PluginSite implements AutoCloseable {

  private static final Duration DRAIN = Duration.ofSeconds(20);
  private static final Duration FIRST_LOOK = Duration.ofSeconds(1);
  private static final Duration OPEN_LIMIT = Duration.ofMinutes(1);

  private final Time time = Time.system();
  private final EventLoops loops = EventLoops.start();
  private final HttpTransport transport;
  private final ProviderRegistry providers;
  private final ProviderKind kind;
  private final PluginHost host;

  /**
   * Without plugins.
   *
   * @param approved what may be called though it is private, as {@code host:port for tenant}
   * @param documents of a tenant's provider
   */
  public PluginSite(Set<String> approved, BiFunction<TenantScope, String, Documents> documents) {
    this.transport =
        new HttpTransport(
            loops,
            Telemetry.none(),
            time,
            TransportSettings.approving(approved),
            new RateLimits(time, RateGrants.NONE, Runnable::run),
            MemoryPool.ofHeap());
    ProviderEnvironment environment =
        new ProviderEnvironment(
            time,
            (scope, name, hosts) -> {
              throw new CallFailedException(FailureCode.NOT_FOUND, "there are no secrets");
            },
            (scope, provider, life) -> TokenStore.inMemory(),
            transport::bind,
            (scope, provider) -> 0,
            ReachConsents.NONE,
            KindDefaults.NONE,
            (scope, provider, life) -> documents.apply(scope, provider),
            new ProviderFiles(Path.of("target", "files"), Long.MAX_VALUE),
            ProviderEnvironment.InboundAddresses.NONE,
            BehalfInvoker.NONE,
            CpuBoundWork.onAllCores(),
            DRAIN,
            FIRST_LOOK,
            OPEN_LIMIT,
            false);
    this.providers = new ProviderRegistry(environment);
    this.kind = new ProviderKind(providers, environment);
    this.host = new PluginHost(Telemetry.none(), time, DRAIN, providers.changes());
    kind.start();
    kind.openAll();
  }

  public PluginHost host() {
    return host;
  }

  public ProviderRegistry providers() {
    return providers;
  }

  /** Puts a provider in force and looks at it once. */
  public void apply(TenantScope scope, String id, Json.Obj spec) {
    kind.applied(scope, new Resource("provider", id, 1, spec, time.now()));
  }

  @Override
  public void close() {
    kind.close();
    host.close();
    transport.close();
    loops.close();
  }
}
