package io.auterity.provider.plugin;

import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.SharedStores;
import io.auterity.spi.TextEmbedder;
import io.auterity.spi.TextLearner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

  private final PluginReader reader;
  private final HostedPlugins hosted;
  private final ReentrantLock changes = new ReentrantLock();

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
    this.reader = new PluginReader(files);
    this.hosted = new HostedPlugins(telemetry, time, drainDeadline, listener);
  }

  /**
   * Loads every plugin of a folder, each after those it needs. One that cannot start is listed as
   * failed with its reason and stops no other.
   */
  public void loadAll(Path folder) {
    changed(
        () -> {
          PluginFolder content = PluginFolder.read(folder, reader, started().ids());
          content.refused().forEach(hosted::refuse);
          content.startable().forEach(this::tryStart);
          LOG.info("{} plugins are started", started().ids().size());
          return content;
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
          PluginFolder content = PluginFolder.read(folder, reader, started().ids());
          return told(new FolderReload(hosted, content, id -> true).run());
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
          PluginFolder content = PluginFolder.read(files, reader, started().ids());
          return told(new FolderReload(hosted, content, plugins::contains).run());
        });
  }

  private static List<PluginChange> told(List<PluginChange> changes) {
    changes.stream()
        .filter(change -> change.outcome() != PluginChange.Outcome.UNCHANGED)
        .forEach(change -> LOG.info("plugin {} {}", change.id(), change.summary()));
    return changes;
  }

  /**
   * Loads one plugin.
   *
   * @param source a jar, a folder of jars, or a file of the other form
   * @throws PluginRefusedException naming what is wrong with it
   */
  public PluginInfo load(Path source) {
    return changed(() -> hosted.start(reader.read(source)));
  }

  /**
   * Replaces a started plugin by another version; it returns as soon as new calls go there.
   *
   * @throws PluginRefusedException nothing has changed then
   */
  public PluginSwap swap(Path source) {
    return changed(() -> hosted.swap(reader.read(source)));
  }

  /**
   * Unloads a plugin: no new calls, the last ones to their end, then its classes.
   *
   * @throws CallFailedException {@code not_found}, or {@code conflict} while another one needs it
   */
  public PluginSwap.Drained unload(String id) {
    return hosted.end(changed(() -> hosted.withdrawn(id)));
  }

  /** Version and digest of what takes calls now, by id; waits for digests that are being made. */
  public Map<String, String> versions() {
    Map<String, String> versions = new TreeMap<>();
    started().byId().forEach((id, plugin) -> versions.put(id, plugin.versionAndDigest(DIGESTED)));
    return versions;
  }

  /** Every version that is here, failed ones included, by id and newest first. */
  public List<PluginInfo> plugins() {
    return hosted.infos().distinct().sorted(BY_ID).toList();
  }

  /** Connectors that take calls. */
  public Collection<HostedConnector> connectors() {
    return started().connectors().values();
  }

  /** What connectors that take calls bring beside their kinds, by id; immutable. */
  public Map<String, Capability> extensions() {
    return started().extensions();
  }

  /**
   * What vendors bill beside tokens, as plugins say that take calls; the same list until one
   * changes.
   */
  public List<PluginManifest.Billed> billed() {
    return started().billed();
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
    return each().flatMap(plugin -> plugin.embedders().stream());
  }

  /** What learns now for providers of a connector; null where no started plugin brings it. */
  public @Nullable TextLearner learner(String connector) {
    return each()
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
    return each().flatMap(plugin -> plugin.sharedStores().stream()).findFirst().orElse(null);
  }

  /** Class loaders that were closed and are still in memory; more than a few for long is a leak. */
  public int uncollected() {
    return hosted.uncollected();
  }

  /**
   * Unloads all, each before those that it needs. Those that drain already end as well, unless
   * their own code does not.
   */
  @Override
  public void close() {
    started().inOrderOfEnd().forEach(plugin -> hosted.end(changed(() -> hosted.withdrawn(plugin))));
    hosted.awaitEnds();
  }

  private StartedPlugins started() {
    return hosted.started();
  }

  private Stream<HostedPlugin> each() {
    return started().byId().values().stream();
  }

  private void tryStart(InstalledPlugin plugin) {
    try {
      hosted.start(plugin);
    } catch (PluginRefusedException e) {
      hosted.refuse(plugin, String.valueOf(e.getMessage()));
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
