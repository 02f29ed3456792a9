package io.auterity.connector.version;

import io.auterity.connector.ConnectorFolder;
import io.auterity.connector.version.store.FileVersions;
import io.auterity.connector.version.store.FileVersions.InForce;
import io.auterity.platform.database.ChangeFeed;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.provider.plugin.PluginChange;
import io.auterity.provider.plugin.PluginChange.Outcome;
import io.auterity.provider.plugin.PluginHost;
import io.auterity.provider.plugin.PluginInfo;
import io.auterity.provider.plugin.PluginRefusedException;
import io.auterity.provider.plugin.PluginState;
import io.auterity.spi.CallFailedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stored connector files that are in force, in this process as they are in the database:
 * whichever server puts another one there, all others hear of it and swap it in.
 */
public final class StoredConnectors implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StoredConnectors.class);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final Database database;
  private final ConnectorFolder folder;
  private final PluginHost host;
  private final Path plugins;
  private final FileVersions store = new FileVersions();
  private final ReentrantLock changes = new ReentrantLock();
  private final Semaphore news = new Semaphore(0);
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Map<String, String> known = Map.of();
  private volatile Map<String, String> here = Map.of();
  // Those that could not be brought in force here, and are tried again.
  private volatile Set<String> failed = Set.of();

  /**
   * @param plugins the folder in which the stored files stand as if they lay there
   */
  public StoredConnectors(
      Database database, ConnectorFolder folder, PluginHost host, Path plugins) {
    this.database = database;
    this.folder = folder;
    this.host = host;
    this.plugins = plugins;
  }

  /** Number and digest of what is in force, by plugin, as this server has heard last. */
  public Map<String, String> known() {
    return known;
  }

  /** Number and digest of what runs here of it, by plugin: an earlier one while a swap fails. */
  public Map<String, String> here() {
    return here;
  }

  /**
   * Reads them before any plugin is loaded, so that they are loaded with those of the folder.
   *
   * @throws CallFailedException {@code unavailable}
   */
  public void read() {
    known = stored(inForce());
    here = known;
  }

  /** Hears of changes from now on. */
  public void follow(ChangeFeed feed) {
    feed.follow(ChangeFeed.Topic.PLUGIN, plugin -> news.release(), news::release);
  }

  /** Brings in force what is heard of, and what could not be loaded with the folder. */
  public void start() {
    Set<String> running =
        host.plugins().stream()
            .filter(plugin -> plugin.state() == PluginState.STARTED)
            .map(PluginInfo::id)
            .collect(Collectors.toSet());
    Set<String> missing = new TreeSet<>(known.keySet());
    missing.removeAll(running);
    if (!missing.isEmpty()) {
      taken(missing, Map.of(), known);
      news.release();
    }
    Thread.ofVirtual().name("stored-connectors").start(this::run);
  }

  private void run() {
    Duration pause = Duration.ZERO;
    try {
      while (closing.getCount() > 0) {
        boolean heard = heard(pause);
        boolean done = closing.getCount() == 0 || brought();
        pause = done ? Duration.ZERO : heard ? PAUSE : longer(pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for news, at most so long unless that is zero. */
  private boolean heard(Duration pause) throws InterruptedException {
    boolean heard = true;
    if (pause.isZero()) {
      news.acquire();
    } else {
      heard = news.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
    }
    news.drainPermits();
    return heard;
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  // What one text does to the checks must not keep others from being heard of.
  @SuppressWarnings("CatchingUnchecked")
  private boolean brought() {
    try {
      var _ = bring();
      return failed.isEmpty();
    } catch (CallFailedException | PluginRefusedException e) {
      LOG.warn("Stored connectors are not in force here yet: {}", e.getMessage());
      return false;
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("Stored connectors are not in force here yet; report this", e);
      return false;
    }
  }

  /**
   * Brings in force what the database has now, and what could not be when it was tried last.
   *
   * @return what that did to each plugin that it concerns, by id
   * @throws CallFailedException {@code unavailable}
   * @throws PluginRefusedException when the folder of plugins cannot be read
   */
  public List<PluginChange> bring() {
    changes.lock();
    try {
      List<InForce> all = inForce();
      Map<String, String> before = here;
      Map<String, String> now = stored(all);
      known = now;
      Set<String> differing = differing(before, now);
      differing.addAll(failed);
      if (differing.isEmpty() || closing.getCount() == 0) {
        return List.of();
      }
      List<PluginChange> done = host.reload(plugins, folder.withThoseAlike(differing));
      taken(
          done.stream()
              .filter(change -> change.outcome() == Outcome.FAILED)
              .map(PluginChange::id)
              .collect(Collectors.toSet()),
          before,
          now);
      done.forEach(change -> LOG.info("plugin {} {}", change.id(), change.summary()));
      return done;
    } finally {
      changes.unlock();
    }
  }

  private void taken(Set<String> broken, Map<String, String> before, Map<String, String> now) {
    Map<String, String> running = new TreeMap<>(now);
    for (String plugin : broken) {
      running.remove(plugin);
      String former = before.get(plugin);
      if (former != null) {
        running.put(plugin, former);
      }
    }
    here = Map.copyOf(running);
    failed = Set.copyOf(broken);
  }

  /** Does something during which nothing else is brought in force here. */
  <T> T alone(Supplier<T> work) {
    changes.lock();
    try {
      return work.get();
    } finally {
      changes.unlock();
    }
  }

  private List<InForce> inForce() {
    return database.asEngine(EngineJob.PLUGINS, store::inForce);
  }

  private Map<String, String> stored(List<InForce> all) {
    Map<String, ConnectorFolder.KeptText> texts = new HashMap<>();
    Map<String, String> versions = new TreeMap<>();
    for (InForce one : all) {
      texts.put(one.plugin(), new ConnectorFolder.KeptText(one.text(), one.jars()));
      versions.put(one.plugin(), one.version());
    }
    folder.store(texts);
    return Map.copyOf(versions);
  }

  private static Set<String> differing(Map<String, String> one, Map<String, String> other) {
    Set<String> all = new TreeSet<>(one.keySet());
    all.addAll(other.keySet());
    all.removeIf(plugin -> Objects.equals(one.get(plugin), other.get(plugin)));
    return all;
  }

  /** Ends once what it is bringing in force is. */
  @Override
  public void close() {
    closing.countDown();
    changes.lock();
    try {
      news.release();
    } finally {
      changes.unlock();
    }
  }
}
