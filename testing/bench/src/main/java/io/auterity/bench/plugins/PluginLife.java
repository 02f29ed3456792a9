package io.auterity.bench.plugins;

import io.auterity.bench.figures.VoidRunException;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.plugin.PluginInfo;
import io.auterity.provider.plugin.PluginSwap;
import io.auterity.spi.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** One plugin from its loading to its unloading, again and again in one process. */
final class PluginLife implements AutoCloseable {

  private static final Duration UPSTREAM = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final long MOMENT = 1_000_000;
  private static final int PER_SECOND = 200;
  private static final int COLLECTIONS = 50;
  private static final String PROVIDER = "words";

  private final TenantScope tenant = TenantScope.recovered(new UUID(0, 1));
  private final Capability capability = Catalogue.standard().get("text.pii.mask");
  private final Upstream upstream = new Upstream(UPSTREAM);
  private final PluginSite site;
  private final PluginVersions versions;
  private final Duration steady;

  /**
   * One that has not begun.
   *
   * @param steady how long calls go before a swap and after it
   */
  PluginLife(PluginVersions versions, Duration steady) {
    this.versions = versions;
    this.steady = steady;
    this.site =
        new PluginSite(Set.of(Upstream.HOST + ":* for *"), (scope, provider) -> new NoDocuments());
  }

  /**
   * What one life took.
   *
   * @param swap until each new call goes to the new version
   * @param drain from then on until the old version is unloaded
   * @param failed calls
   * @param leaked class loaders that are still in memory after it
   */
  record Times(
      Duration load, Duration swap, Duration drain, Duration unload, int failed, int leaked) {}

  Times live() {
    Path first = versions.next();
    Path second = versions.next();
    long began = System.nanoTime();
    PluginInfo plugin = site.host().load(first);
    Duration load = since(began);
    connect();
    Swapped swapped;
    SteadyCaller caller =
        new SteadyCaller(site.providers(), tenant, PROVIDER, capability, PER_SECOND);
    try (caller) {
      pause();
      swapped = swap(second, plugin.version(), caller);
      pause();
    }
    if (caller.answered() == 0) {
      throw new VoidRunException("no call was answered");
    }
    began = System.nanoTime();
    site.host().unload(plugin.id());
    return new Times(
        load, swapped.took(), swapped.drained(), since(began), caller.failed(), leaked());
  }

  private record Swapped(Duration took, Duration drained) {}

  private Swapped swap(Path next, String old, SteadyCaller caller) {
    long began = System.nanoTime();
    PluginSwap swap = site.host().swap(next);
    long returned = System.nanoTime();
    PluginSwap.Drained drained = ended(swap);
    if (drained.cancelled() > 0) {
      throw new VoidRunException(drained.cancelled() + " calls were cancelled");
    }
    long last = Math.max(returned, caller.lastBegun(old));
    return new Swapped(Duration.ofNanos(last - began), drained.took());
  }

  private static PluginSwap.Drained ended(PluginSwap swap) {
    try {
      return swap.ended().get(LONGEST.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new VoidRunException("the old version did not end: " + e);
    } catch (InterruptedException e) {
      throw new VoidRunException("interrupted");
    }
  }

  private void connect() {
    Json.Obj config = Json.EMPTY.with("url", Json.of(upstream.url()));
    site.apply(
        tenant,
        PROVIDER,
        Json.EMPTY.with("connector", Json.of("example-word-list")).with("config", config));
    ProviderInfo info = lookedAt();
    if (info.state() != ProviderInfo.State.CONNECTED) {
      throw new VoidRunException("the provider is %s: %s".formatted(info.state(), info.reason()));
    }
  }

  private ProviderInfo lookedAt() {
    long end = System.nanoTime() + LONGEST.toNanos();
    ProviderInfo info = site.providers().of(tenant).getFirst();
    while (info.state() == ProviderInfo.State.PENDING && System.nanoTime() < end) {
      LockSupport.parkNanos(MOMENT);
      info = site.providers().of(tenant).getFirst();
    }
    return info;
  }

  private int leaked() {
    for (int i = 0; i < COLLECTIONS && site.host().uncollected() > 0; i++) {
      System.gc();
    }
    return site.host().uncollected();
  }

  private void pause() {
    try {
      Thread.sleep(steady);
    } catch (InterruptedException e) {
      throw new VoidRunException("interrupted");
    }
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  @Override
  public void close() {
    site.close();
    upstream.close();
  }
}
