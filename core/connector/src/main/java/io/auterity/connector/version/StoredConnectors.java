package io.auterity.connector.version;

import io.auterity.connector.ConnectorFolder;
import io.auterity.connector.version.store.FileVersions;
import io.auterity.connector.version.store.FileVersions.InForce;
import io.auterity.platform.database.ChangeFeed;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.plugin.PluginChange;
import io.auterity.platform.plugin.PluginHost;
import io.auterity.platform.plugin.PluginRefusedException;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stored connector files that are in force, in this process as they are in the database:
 * whichever server puts another one there, all others hear of it and swap it in.
 */
public final class StoredConnectors implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StoredConnectors.class);
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final Database database;
  private final ConnectorFolder folder;
  private final PluginHost host;
  private final Path plugins;
  private final FileVersions store = new FileVersions();
  private final ReentrantLock changes = new ReentrantLock();
  private final Semaphore news = new Semaphore(0);
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Map<String, String> known = Map.of();

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

  /** Number and digest of what is in force, by plugin. */
  public Map<String, String> known() {
    return known;
  }

  /**
   * Reads them before any plugin is loaded, so that they are loaded with those of the folder.
   *
   * @throws CallFailedException {@code unavailable}
   */
  public void read() {
    known = stored(inForce());
  }

  /** Hears of changes from now on. */
  public void follow(ChangeFeed feed) {
    feed.follow(ChangeFeed.Topic.PLUGIN, plugin -> news.release(), news::release);
  }

  /** Brings in force what is heard of. */
  public void start() {
    Thread.ofVirtual().name("stored-connectors").start(this::run);
  }

  private void run() {
    try {
      while (closing.getCount() > 0) {
        news.acquire();
        news.drainPermits();
        while (closing.getCount() > 0 && !brought()) {
          if (closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean brought() {
    try {
      var _ = bring();
      return true;
    } catch (CallFailedException | PluginRefusedException e) {
      LOG.warn("Stored connectors are not in force here yet: {}", e.getMessage());
      return false;
    }
  }

  /**
   * Brings in force what the database has now.
   *
   * @return what that did to each plugin that it concerns, by id
   * @throws CallFailedException {@code unavailable}
   * @throws PluginRefusedException when the folder of plugins cannot be read
   */
  public List<PluginChange> bring() {
    changes.lock();
    try {
      List<InForce> all = inForce();
      Map<String, String> before = known;
      Map<String, String> now = stored(all);
      Set<String> differing = differing(before, now);
      if (differing.isEmpty() || closing.getCount() == 0) {
        return List.of();
      }
      List<PluginChange> done = host.reload(plugins, folder.withThoseAlike(differing));
      known = now;
      done.forEach(change -> LOG.info("plugin {} {}", change.id(), change.summary()));
      return done;
    } finally {
      changes.unlock();
    }
  }

  private List<InForce> inForce() {
    return database.asEngine(EngineJob.PLUGINS, store::inForce);
  }

  private Map<String, String> stored(List<InForce> all) {
    Map<String, byte[]> texts = new HashMap<>();
    Map<String, String> versions = new TreeMap<>();
    for (InForce one : all) {
      texts.put(one.plugin(), one.text());
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
