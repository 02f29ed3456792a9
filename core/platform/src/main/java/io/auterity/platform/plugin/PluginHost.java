package io.auterity.platform.plugin;

import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.SharedStores;
import io.auterity.spi.TextEmbedder;
import io.auterity.spi.TextLearner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All plugins of this process. One change happens at a time; readers see the last whole state.
 *
 * <p>A swap starts the new version, moves new calls to it, and only then drains and closes the old
 * one, so no call fails for it. A plugin with native libraries can be loaded once in the life of a
 * process, because the JVM binds a library to one class loader.
 */
public final class PluginHost implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PluginHost.class);

  private static final Duration DIGESTED = Duration.ofMinutes(1);

  private static final Comparator<PluginInfo> BY_ID =
      Comparator.comparing(PluginInfo::id)
          .thenComparing(PluginInfo::generation, Comparator.reverseOrder());

  private final Telemetry telemetry;
  private final Time time;
  private final Duration drainDeadline;
  private final PluginListener listener;
  private final PluginReader reader;
  private final PluginLoaders loaders = new PluginLoaders();
  private final ReentrantLock changes = new ReentrantLock();
  private final Map<String, Integer> generations = new HashMap<>();
  private final Set<String> nativesSeen = new HashSet<>();
  private final Map<Path, PluginInfo> failed = new ConcurrentHashMap<>();
  private final Map<HostedPlugin, CompletableFuture<Void>> draining = new ConcurrentHashMap<>();
  private volatile StartedPlugins started = StartedPlugins.NONE;

  /** A host without plugins, which takes jars alone. */
  public PluginHost(
      Telemetry telemetry, Time time, Duration drainDeadline, PluginListener listener) {
    this(telemetry, time, drainDeadline, listener, PluginSource.NONE);
  }

  /**
   * A host without plugins.
   *
   * @param drainDeadline how long calls may stay in a version that goes
   * @param files the form of plugins that it takes beside jars
   */
  public PluginHost(
      Telemetry telemetry,
      Time time,
      Duration drainDeadline,
      PluginListener listener,
      PluginSource files) {
    this.telemetry = telemetry;
    this.time = time;
    this.drainDeadline = drainDeadline;
    this.listener = listener;
    this.reader = new PluginReader(files);
    loaders.measure(telemetry.meters());
  }

  /**
   * Loads every plugin of a folder, each after those it needs. One that cannot start is listed as
   * failed with its reason and stops no other.
   */
  public void loadAll(Path folder) {
    changed(
        () -> {
          PluginFolder content = PluginFolder.read(folder, reader, started.ids());
          content.refused().forEach(this::refuse);
          content.startable().forEach(this::tryStart);
          return started;
        });
  }

  /**
   * Brings a folder in force as it is now: what is new is loaded, what has changed is swapped, and
   * what is gone is unloaded. What cannot be done is told and changes nothing else.
   *
   * @return one entry for each plugin of before and now, by id
   * @throws PluginRefusedException when the folder cannot be read; nothing has changed then
   */
  public List<PluginChange> reload(Path folder) {
    return changed(
        () -> {
          PluginFolder content = PluginFolder.read(folder, reader, started.ids());
          failed.clear();
          content.refused().forEach(this::refuse);
          return new FolderReload(this, content, id -> true).run();
        });
  }

  /**
   * The same for those plugins of a folder alone that are no jars.
   *
   * @param plugins by id
   * @return one entry for each of them that was there before or is now, by id
   * @throws PluginRefusedException when the folder cannot be read; nothing has changed then
   */
  public List<PluginChange> reload(Path folder, Set<String> plugins) {
    return changed(
        () -> {
          List<Path> files = reader.files(folder, plugins);
          PluginFolder content = PluginFolder.read(files, reader, started.ids());
          failed.values().removeIf(plugin -> plugins.contains(plugin.id()));
          content.refused().forEach(this::refuse);
          return new FolderReload(this, content, plugins::contains).run();
        });
  }

  /** What takes calls now. */
  StartedPlugins started() {
    return started;
  }

  /**
   * Loads one plugin.
   *
   * @param source a jar, a folder of jars, or a file of the other form
   * @throws PluginRefusedException naming what is wrong with it
   */
  public PluginInfo load(Path source) {
    return changed(() -> start(reader.read(source)));
  }

  /**
   * Replaces a started plugin by another version; it returns as soon as new calls go there.
   *
   * @throws PluginRefusedException nothing has changed then
   */
  public Swap swap(Path source) {
    return changed(() -> swap(reader.read(source)));
  }

  /**
   * Unloads a plugin: no new calls, the last ones to their end, then its classes.
   *
   * @throws CallFailedException {@code not_found}, or {@code conflict} while another one needs it
   */
  public Swap.Drained unload(String id) {
    return end(changed(() -> withdrawn(id)));
  }

  /** Version and digest of what takes calls now, by id; waits for digests that are being made. */
  public Map<String, String> versions() {
    Map<String, String> versions = new TreeMap<>();
    started.byId().forEach((id, plugin) -> versions.put(id, plugin.versionAndDigest(DIGESTED)));
    return versions;
  }

  /** Every version that is here, failed ones included, by id and newest first. */
  public List<PluginInfo> plugins() {
    Stream<PluginInfo> hosted =
        Stream.concat(started.byId().values().stream(), draining.keySet().stream())
            .map(HostedPlugin::info);
    return Stream.concat(hosted, failed.values().stream()).distinct().sorted(BY_ID).toList();
  }

  /** Connectors that take calls. */
  public Collection<HostedConnector> connectors() {
    return started.connectors().values();
  }

  /** What connectors that take calls bring beside their kinds, by id; immutable. */
  public Map<String, Capability> extensions() {
    return started.extensions();
  }

  /**
   * What vendors bill beside tokens, as plugins say that take calls; the same list until one
   * changes.
   */
  public List<PluginManifest.Billed> billed() {
    return started.billed();
  }

  /**
   * What makes vectors of texts now, of the first started plugin that brings it; null where none
   * does. Ask anew for each text: one that was unloaded since fails as {@code unavailable}.
   */
  public @Nullable TextEmbedder embedder() {
    return embedders().findFirst().orElse(null);
  }

  /** The same for vectors of a certain model, since those of different ones cannot be compared. */
  public @Nullable TextEmbedder embedder(String model) {
    return embedder(each -> each.model().equals(model));
  }

  /** The same for the first that fits. */
  public @Nullable TextEmbedder embedder(Predicate<TextEmbedder> fits) {
    return embedders().filter(fits).findFirst().orElse(null);
  }

  private Stream<? extends TextEmbedder> embedders() {
    return started.byId().values().stream().flatMap(plugin -> plugin.embedders().stream());
  }

  /** What learns now for providers of a connector; null where no started plugin brings it. */
  public @Nullable TextLearner learner(String connector) {
    return started.byId().values().stream()
        .flatMap(plugin -> plugin.learners().stream())
        .filter(each -> each.connector().equals(connector))
        .findFirst()
        .orElse(null);
  }

  /**
   * What opens stores that servers share now, of the first started plugin that brings it; null
   * where none does. What it opened ends with its plugin: the next one is another object.
   */
  public @Nullable SharedStores sharedStores() {
    return started.byId().values().stream()
        .flatMap(plugin -> plugin.sharedStores().stream())
        .findFirst()
        .orElse(null);
  }

  /** Class loaders that were closed and are still in memory; more than a few for long is a leak. */
  public int uncollected() {
    return loaders.uncollected();
  }

  /**
   * Unloads all, each before those that it needs. Those that drain already end as well, unless
   * their own code does not.
   */
  @Override
  public void close() {
    started.inOrderOfEnd().forEach(plugin -> end(changed(() -> withdrawn(plugin))));
    CompletableFuture.allOf(draining.values().toArray(CompletableFuture[]::new))
        .completeOnTimeout(null, drainDeadline.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  private void tryStart(InstalledPlugin plugin) {
    try {
      start(plugin);
    } catch (PluginRefusedException e) {
      note(plugin, String.valueOf(e.getMessage()));
    }
  }

  /** Lists what is installed as failed. */
  void note(InstalledPlugin plugin, String reason) {
    refuse(PluginFolder.refused(plugin, reason));
  }

  private void refuse(PluginInfo plugin) {
    failed.put(plugin.source(), plugin);
    LOG.error("plugin {} at {} is not loaded: {}", plugin.id(), plugin.source(), plugin.reason());
  }

  PluginInfo start(InstalledPlugin plugin) {
    if (started.ids().contains(plugin.id())) {
      throw new PluginRefusedException(
          "plugin '%s' is started already: swap it instead".formatted(plugin.id()));
    }
    return boot(plugin).info();
  }

  Swap swap(InstalledPlugin next) {
    HostedPlugin old = get(next.id());
    refuseNatives(old.manifest());
    HostedPlugin plugin = boot(next);
    old.drain();
    draining.put(old, new CompletableFuture<>());
    return new Swap(plugin.info(), endLater(old));
  }

  /**
   * Unloads a plugin without waiting for its last calls.
   *
   * @throws CallFailedException as {@link #unload} does
   */
  CompletableFuture<Swap.Drained> unloadLater(String id) {
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

  private HostedPlugin withdrawn(String id) {
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

  private HostedPlugin withdrawn(HostedPlugin plugin) {
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

  private CompletableFuture<Swap.Drained> endLater(HostedPlugin old) {
    return CompletableFuture.supplyAsync(
        () -> end(old), Thread.ofVirtual().name("drain-" + old.id())::start);
  }

  private Swap.Drained end(HostedPlugin plugin) {
    long begin = time.nanos();
    try {
      int cancelled = listener.drain(plugin, drainDeadline);
      plugin.stop();
      return new Swap.Drained(cancelled, Duration.ofNanos(time.nanos() - begin));
    } finally {
      Objects.requireNonNull(draining.remove(plugin)).complete(null);
    }
  }

  private <T> T changed(Supplier<T> change) {
    changes.lock();
    try {
      return change.get();
    } finally {
      changes.unlock();
    }
  }
}
