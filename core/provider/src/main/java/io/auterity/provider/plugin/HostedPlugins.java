package io.auterity.provider.plugin;

import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.PluginManifest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every version of a plugin that is here: moves calls to one that starts and away from one that
 * goes, and drains and closes that beside them. Who changes what is started does so alone; it can
 * be read, and what goes can end, at any time.
 */
final class HostedPlugins {

  private static final Logger LOG = LoggerFactory.getLogger(HostedPlugins.class);

  private final Telemetry telemetry;
  private final Time time;
  private final Duration drainDeadline;
  private final PluginListener listener;
  private final PluginLoaders loaders = new PluginLoaders();
  private final Map<String, Integer> generations = new HashMap<>();
  private final Set<String> nativesSeen = new HashSet<>();
  private final Map<Path, PluginInfo> failed = new ConcurrentHashMap<>();
  private final Map<HostedPlugin, CompletableFuture<Void>> draining = new ConcurrentHashMap<>();
  private volatile StartedPlugins started = StartedPlugins.NONE;

  /**
   * @param drainDeadline how long calls may stay in a version that goes
   */
  HostedPlugins(Telemetry telemetry, Time time, Duration drainDeadline, PluginListener listener) {
    this.telemetry = telemetry;
    this.time = time;
    this.drainDeadline = drainDeadline;
    this.listener = listener;
    loaders.measure(telemetry.meters());
  }

  /** What takes calls now. */
  StartedPlugins started() {
    return started;
  }

  /** What takes calls, what drains and what is listed as failed. */
  Stream<PluginInfo> infos() {
    Stream<PluginInfo> hosted =
        Stream.concat(started.byId().values().stream(), draining.keySet().stream())
            .map(HostedPlugin::info);
    return Stream.concat(hosted, failed.values().stream());
  }

  /** Class loaders that were closed and are still in memory. */
  int uncollected() {
    return loaders.uncollected();
  }

  /** Lists what is installed as failed. */
  void refuse(InstalledPlugin plugin, String reason) {
    refuse(PluginFolder.refused(plugin, reason));
  }

  /** Lists what cannot start as failed. */
  void refuse(PluginInfo plugin) {
    failed.put(plugin.source(), plugin);
    LOG.error("plugin {} at {} is not loaded: {}", plugin.id(), plugin.source(), plugin.reason());
  }

  /**
   * Lists those as failed no more.
   *
   * @param which by id
   */
  void forgetRefused(Predicate<String> which) {
    failed.values().removeIf(plugin -> which.test(plugin.id()));
  }

  /**
   * Starts a plugin that is not there.
   *
   * @throws PluginRefusedException nothing has changed then
   */
  PluginInfo start(InstalledPlugin plugin) {
    if (started.ids().contains(plugin.id())) {
      throw new PluginRefusedException(
          "plugin '%s' is started already: swap it instead".formatted(plugin.id()));
    }
    return boot(plugin).info();
  }

  /**
   * Replaces a started plugin by another version; it returns as soon as new calls go there.
   *
   * @throws PluginRefusedException nothing has changed then
   * @throws CallFailedException {@code not_found}
   */
  PluginSwap swap(InstalledPlugin next) {
    HostedPlugin old = get(next.id());
    refuseNatives(old.manifest());
    HostedPlugin plugin = boot(next);
    old.drain();
    draining.put(old, new CompletableFuture<>());
    return new PluginSwap(plugin.info(), endLater(old));
  }

  /**
   * Unloads a plugin without waiting for its last calls.
   *
   * @throws CallFailedException as {@link #withdrawn(String)} does
   */
  CompletableFuture<PluginSwap.Drained> unloadLater(String id) {
    return endLater(withdrawn(id));
  }

  private HostedPlugin boot(InstalledPlugin installed) {
    PluginManifest manifest = installed.manifest();
    refuseNatives(manifest);
    refuseMissing(manifest);
    int generation = generations.getOrDefault(manifest.id(), 0) + 1;
    HostedPlugin plugin = new HostedPlugin(installed, generation, loaders);
    if (manifest.natives()) {
      nativesSeen.add(manifest.id());
    }
    plugin.start(telemetry);
    handOver(plugin);
    generations.put(manifest.id(), generation);
    failed.remove(installed.source());
    return plugin;
  }

  private void handOver(HostedPlugin plugin) {
    boolean done = false;
    try {
      StartedPlugins next = started.with(plugin);
      try (PluginListener.Handover handover = listener.prepare(plugin)) {
        started = next;
        handover.commit();
      }
      done = true;
    } catch (CallFailedException | PluginRefusedException e) {
      throw new PluginRefusedException(String.valueOf(e.getMessage()));
    } finally {
      if (!done) {
        plugin.drain();
        plugin.stop();
      }
    }
  }

  private void refuseNatives(PluginManifest manifest) {
    if (nativesSeen.contains(manifest.id())) {
      throw new PluginRefusedException(
          "plugin '%s' has native libraries, which load once: restart to change it"
              .formatted(manifest.id()));
    }
  }

  private void refuseMissing(PluginManifest manifest) {
    StartOrder order = StartOrder.of(Map.of(manifest.id(), manifest.needs()), started.ids());
    String reason = order.refused().get(manifest.id());
    if (reason != null) {
      throw new PluginRefusedException("plugin '%s': %s".formatted(manifest.id(), reason));
    }
  }

  /**
   * Takes all new calls from a plugin, which is then to be ended.
   *
   * @throws CallFailedException {@code not_found}, or {@code conflict} while another one needs it
   */
  HostedPlugin withdrawn(String id) {
    HostedPlugin plugin = get(id);
    List<String> needing = started.needing(id);
    if (!needing.isEmpty()) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          "plugin '%s' is needed by %s: unload that first"
              .formatted(id, String.join(", ", needing)));
    }
    return withdrawn(plugin);
  }

  /** The same of a started plugin, though others need it. */
  HostedPlugin withdrawn(HostedPlugin plugin) {
    started = started.without(plugin);
    plugin.drain();
    draining.put(plugin, new CompletableFuture<>());
    listener.withdraw(plugin);
    return plugin;
  }

  private HostedPlugin get(String id) {
    HostedPlugin plugin = started.byId().get(id);
    if (plugin == null) {
      throw new CallFailedException(
          FailureCode.NOT_FOUND,
          "plugin '%s' is not started; started are %s".formatted(id, started.ids()));
    }
    return plugin;
  }

  private CompletableFuture<PluginSwap.Drained> endLater(HostedPlugin old) {
    return CompletableFuture.supplyAsync(
        () -> end(old), Thread.ofVirtual().name("drain-" + old.id())::start);
  }

  /** Lets the last calls of what was withdrawn come to their end, and unloads it. */
  PluginSwap.Drained end(HostedPlugin plugin) {
    long begin = time.nanos();
    try {
      int cancelled = listener.drain(plugin, drainDeadline);
      plugin.stop();
      return new PluginSwap.Drained(cancelled, Duration.ofNanos(time.nanos() - begin));
    } finally {
      Objects.requireNonNull(draining.remove(plugin)).complete(null);
    }
  }

  /** Waits for those that drain, unless their own code does not end. */
  void awaitEnds() {
    CompletableFuture.allOf(draining.values().toArray(CompletableFuture[]::new))
        .completeOnTimeout(null, drainDeadline.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }
}
