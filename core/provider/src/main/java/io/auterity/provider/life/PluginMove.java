package io.auterity.provider.life;

import io.auterity.provider.config.ProviderSpec;
import io.auterity.provider.life.ProviderOpener.Opened;
import io.auterity.provider.life.ProviderTable.ProviderKey;
import io.auterity.provider.plugin.HostedConnector;
import io.auterity.provider.plugin.HostedPlugin;
import io.auterity.provider.plugin.PluginListener.Handover;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The move of all providers of a plugin to its new version. What they need is opened without the
 * lock, several at one time, and again for those that were applied meanwhile; the lock is held from
 * when nothing is missing until the end. A provider that cannot be opened is in error from then on
 * and keeps no other back; one that is applied anew in each of some rounds is opened after the
 * move.
 */
final class PluginMove implements Handover {

  private static final Logger LOG = LoggerFactory.getLogger(PluginMove.class);
  private static final int AT_ONE_TIME = 16;
  private static final int ROUNDS = 3;

  private final HostedPlugin plugin;
  private final Map<String, HostedConnector> connectors;
  private final ProviderTable table;
  private final ProviderOpener opener;
  private final ReentrantLock changes;
  private final Runnable endWaits;
  private final BiConsumer<ProviderKey, Left> openLater;
  private final Map<String, HostedConnector> brought;
  private final Set<String> dropped;
  private final Map<ProviderKey, Opening> openings = new HashMap<>();
  private final Map<ProviderKey, Left> left = new HashMap<>();

  /**
   * What was opened for a provider as it was applied then.
   *
   * @param working whether it could be called until now
   */
  private record Opening(ProviderSpec spec, boolean working, Opened opened) {}

  /**
   * What is to be opened after the move.
   *
   * @param form that it has until then
   * @param health that it has from then on
   */
  record Left(ProviderForm form, Health health) {}

  /**
   * Nothing is prepared yet.
   *
   * @param connectors those that take calls now
   * @param changes held by the thread that changes the table
   * @param endWaits puts the forms in force that wait for a look
   * @param openLater opens what was left unopened
   */
  PluginMove(
      HostedPlugin plugin,
      Map<String, HostedConnector> connectors,
      ProviderTable table,
      ProviderOpener opener,
      ReentrantLock changes,
      Runnable endWaits,
      BiConsumer<ProviderKey, Left> openLater) {
    this.plugin = plugin;
    this.connectors = connectors;
    this.table = table;
    this.opener = opener;
    this.changes = changes;
    this.endWaits = endWaits;
    this.openLater = openLater;
    this.brought =
        plugin.connectors().stream()
            .collect(Collectors.toMap(HostedConnector::id, c -> c, (first, second) -> second));
    this.dropped =
        connectors.values().stream()
            .filter(connector -> connector.plugin().manifest().id().equals(plugin.id()))
            .map(HostedConnector::id)
            .filter(id -> !brought.containsKey(id))
            .collect(Collectors.toSet());
  }

  /**
   * Opens an instance for each of them, and takes the lock.
   *
   * @throws CallFailedException when none of those that work now would work
   */
  void prepare() {
    for (int round = 1; !changes.isHeldByCurrentThread(); round++) {
      open(missing());
      refuseWhatServesNobody();
      lock(round == ROUNDS);
    }
  }

  /** Takes the lock unless some are missing, or though they are. */
  private void lock(boolean anyway) {
    boolean ready = false;
    changes.lock();
    try {
      ready = anyway || missing().isEmpty();
      if (ready) {
        endWaits.run();
      }
    } finally {
      if (!ready) {
        changes.unlock();
      }
    }
  }

  /** Those for which nothing was opened that suits them. */
  private List<ProviderKey> missing() {
    return table.keys().stream().filter(this::missing).toList();
  }

  private boolean missing(ProviderKey key) {
    ProviderLifecycle life = life(key);
    ProviderForm form = life.serving();
    if (form == null || !opens(life, form)) {
      return false;
    }
    Opening opening = openings.get(key);
    return opening == null || !opening.spec().sameInstance(form.spec());
  }

  // As it is once no form of the plugin waits any more.
  private ProviderLifecycle life(ProviderKey key) {
    return table.life(key).changing(brought.keySet());
  }

  private boolean opens(ProviderLifecycle life, ProviderForm form) {
    HostedConnector connector = brought.get(form.spec().connector());
    return connector != null
        && !life.held(form.spec(), connector)
        && (form.instance() != null || life.unopened(form.spec(), connector).isEmpty());
  }

  // All end before any failure is told, so that whatever was opened is known.
  private void open(List<ProviderKey> keys) {
    Semaphore places = new Semaphore(AT_ONE_TIME);
    Map<ProviderKey, CompletableFuture<Opening>> all = new HashMap<>();
    for (ProviderKey key : keys) {
      ProviderForm form = life(key).serving();
      if (form != null) {
        all.put(
            key, CompletableFuture.supplyAsync(() -> opening(key, form, places), this::onThread));
      }
    }
    List<Throwable> broken = new ArrayList<>();
    all.forEach((key, opening) -> keep(key, opening, broken));
    broken.forEach(PluginMove::rethrow);
  }

  private void onThread(Runnable work) {
    Thread.ofVirtual().name("move-" + plugin.id()).start(work);
  }

  private Opening opening(ProviderKey key, ProviderForm form, Semaphore places) {
    HostedConnector connector = Objects.requireNonNull(brought.get(form.spec().connector()));
    places.acquireUninterruptibly();
    try {
      Opened opened = opener.open(key, form.spec(), connector);
      return new Opening(form.spec(), form.instance() != null, opened);
    } finally {
      places.release();
    }
  }

  private void keep(ProviderKey key, CompletableFuture<Opening> opening, List<Throwable> broken) {
    try {
      Opening before = openings.put(key, opening.join());
      opener.discard(before == null ? null : before.opened());
    } catch (CompletionException e) {
      broken.add(e.getCause());
    }
  }

  private static void rethrow(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) cause;
  }

  // A version that no provider can use is broken itself; the one before goes on.
  private void refuseWhatServesNobody() {
    List<Failure> failures = new ArrayList<>();
    for (Opening opening : openings.values()) {
      Failure failure = opening.opened().failure();
      if (opening.working() && failure == null) {
        return;
      }
      if (opening.working() && failure != null) {
        failures.add(failure);
      }
    }
    if (!failures.isEmpty()) {
      throw new CallFailedException(failures.getFirst());
    }
  }

  @Override
  public void commit() {
    dropped.forEach(connectors::remove);
    connectors.putAll(brought);
    table.keys().forEach(this::move);
  }

  private void move(ProviderKey key) {
    ProviderLifecycle life = table.life(key);
    ProviderForm form = life.serving();
    ProviderForm next = form == null ? null : next(key, life, form);
    if (next != null) {
      table.put(key, life.moved(next));
    }
  }

  /** Null for one that the plugin does not concern. */
  private @Nullable ProviderForm next(ProviderKey key, ProviderLifecycle life, ProviderForm form) {
    ProviderSpec spec = form.spec();
    HostedConnector connector = brought.get(spec.connector());
    if (connector == null) {
      return dropped.contains(spec.connector()) ? life.orphan(spec) : null;
    }
    if (!opens(life, form)) {
      return life.unopened(spec, connector).orElseThrow();
    }
    Health health = form.instance() == null ? Health.PENDING : form.health();
    if (missing(key)) {
      ProviderForm unopened =
          life.form(spec, Health.error("it is opened anew, as its plugin moved"), null, connector);
      left.put(key, new Left(unopened, health));
      return unopened;
    }
    Opened opened = Objects.requireNonNull(openings.remove(key)).opened();
    Failure failure = opened.failure();
    if (failure != null) {
      warn(key, failure);
    }
    return opened.form(life, spec, health, connector);
  }

  private void warn(ProviderKey key, Failure failure) {
    LOG.warn(
        "provider {} of tenant {} is in error with {} {}: {}",
        key.id(),
        key.scope().tenant(),
        plugin.id(),
        plugin.manifest().version(),
        failure.message());
  }

  /** What was opened for a move that did not come, or for providers that have gone, is closed. */
  @Override
  public void close() {
    if (changes.isHeldByCurrentThread()) {
      changes.unlock();
    }
    openings.values().forEach(opening -> opener.discard(opening.opened()));
    openings.clear();
    left.forEach(openLater);
    left.clear();
  }
}
