package io.auterity.provider.life;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.provider.call.ProviderInstance;
import io.auterity.provider.config.ProviderSpec;
import io.auterity.provider.life.ProviderOpener.Opened;
import io.auterity.provider.life.ProviderTable.ProviderKey;
import io.auterity.provider.life.ReachConsents.Agreed;
import io.auterity.provider.plugin.HostedConnector;
import io.auterity.provider.plugin.HostedPlugin;
import io.auterity.provider.plugin.PluginListener;
import io.auterity.spi.Failure;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Changes what is in force of providers: one change at a time, with the lock held from what is read
 * to what is put, and whatever a connector opens is opened without it. An instance that nothing
 * refers to any more ends behind the calls that it holds.
 */
public final class ProviderChanges implements PluginListener {

  private final ProviderTable table;
  private final Map<String, HostedConnector> connectors;
  private final ProviderOpener opener;
  private final ProviderReplaced fresh;
  private final Time time;
  private final ReentrantLock changes = new ReentrantLock();

  /**
   * Changes of a table that no other object changes.
   *
   * @param connectors those that take calls now, by id
   */
  ProviderChanges(
      ProviderTable table,
      Map<String, HostedConnector> connectors,
      ProviderOpener opener,
      ProviderReplaced fresh,
      Time time) {
    this.table = table;
    this.connectors = connectors;
    this.opener = opener;
    this.fresh = fresh;
    this.time = time;
  }

  /**
   * Puts a spec in force, at once unless a form serves meanwhile. Its connector opens it without
   * the lock, and again where another version of that came in the meantime.
   */
  void apply(ProviderKey key, ProviderSpec wanted) {
    boolean applied = false;
    while (!applied) {
      ProviderSpec spec = table.life(key).knowing(wanted);
      HostedConnector connector = connectors.get(spec.connector());
      Opened opened =
          connector != null && table.life(key).unopened(spec, connector).isEmpty()
              ? opener.open(key, spec, connector)
              : null;
      applied = applied(key, spec, connector, opened);
    }
  }

  /** Whether what was opened, or that nothing was, suits the form that follows now. */
  private boolean applied(
      ProviderKey key,
      ProviderSpec spec,
      @Nullable HostedConnector connector,
      @Nullable Opened opened) {
    boolean taken = false;
    changes.lock();
    try {
      ProviderForm form = form(table.life(key), spec, connector, opened);
      if (form == null
          || !spec.equals(table.life(key).knowing(spec))
          || !Objects.equals(connector, connectors.get(spec.connector()))) {
        return false;
      }
      taken = opened != null && Objects.equals(form.instance(), opened.instance());
      advance(key, life -> life.applied(form));
      begin(key, spec, true);
      return true;
    } finally {
      changes.unlock();
      if (!taken) {
        opener.discard(opened);
      }
    }
  }

  private static @Nullable ProviderForm form(
      ProviderLifecycle life,
      ProviderSpec spec,
      @Nullable HostedConnector connector,
      @Nullable Opened opened) {
    ProviderForm unopened = life.unopened(spec, connector).orElse(null);
    return unopened == null && connector != null && opened != null
        ? opened.form(life, spec, Health.PENDING, connector)
        : unopened;
  }

  /** A spec was applied that is in force already. */
  void applyAgain(ProviderKey key) {
    change(
        () -> {
          ProviderForm latest = table.life(key).latest();
          if (latest != null) {
            begin(key, latest.spec(), false);
          }
        });
  }

  /** Which providers of a tenant are the defaults of their kinds has been read. */
  void mark(TenantScope scope, KindDefaults.Known defaults) {
    change(() -> table.mark(scope, defaults));
  }

  /** It is gone; one of the same name that comes later begins anew. */
  void remove(ProviderKey key) {
    change(
        () -> {
          Set<ProviderInstance> going = table.life(key).instances();
          table.remove(key);
          opener.retireRemoved(key, going);
        });
  }

  /**
   * A tenant lets the connector of a provider reach so far; one that waited for it is opened, and
   * one that may reach nowhere any more waits.
   */
  void agreed(TenantScope scope, Agreed agreed) {
    ProviderKey key = new ProviderKey(scope, agreed.provider());
    if (agreed.reach().isEmpty()) {
      change(
          () ->
              advance(
                  key,
                  life ->
                      life.withdrawing(
                          agreed.connector(), agreed.life(), connectors.get(agreed.connector()))));
      return;
    }
    change(
        () -> {
          ProviderLifecycle before = table.life(key);
          ProviderLifecycle after =
              before.agreeing(agreed.connector(), agreed.life(), agreed.reach());
          if (!after.equals(before)) {
            table.put(key, after);
            release(key, after);
          }
        });
  }

  private void release(ProviderKey key, ProviderLifecycle life) {
    ProviderForm form = life.serving();
    HostedConnector connector = form == null ? null : connectors.get(form.spec().connector());
    if (form != null
        && connector != null
        && form.instance() == null
        && life.unopened(form.spec(), connector).isEmpty()) {
      ProviderForm opening = form.with(Health.opening("it is opened, as its tenant agreed"));
      table.put(key, life.moved(opening));
      openLater(key, new PluginMove.Left(opening, Health.PENDING));
    }
  }

  @Override
  public Handover prepare(HostedPlugin plugin) {
    PluginMove move =
        new PluginMove(
            plugin, connectors, table, opener, changes, () -> endWaits(plugin), this::openLater);
    boolean prepared = false;
    try {
      move.prepare();
      prepared = true;
      return move;
    } finally {
      if (!prepared) {
        move.close();
      }
    }
  }

  private void openLater(ProviderKey key, PluginMove.Left left) {
    Thread.ofVirtual().name("open-" + key.id()).start(() -> openLeft(key, left));
  }

  // What applied it anew since, or moved its plugin on, has opened it.
  private void openLeft(ProviderKey key, PluginMove.Left left) {
    ProviderSpec spec = left.form().spec();
    HostedConnector connector = connectors.get(spec.connector());
    if (connector == null) {
      return;
    }
    Opened opened = opener.open(key, spec, connector);
    boolean taken = false;
    changes.lock();
    try {
      taken =
          left.form().equals(table.life(key).latest())
              && connector.equals(connectors.get(spec.connector()));
      if (taken) {
        advance(key, life -> life.applied(opened.form(life, spec, left.health(), connector)));
        begin(key, spec, true);
      }
    } finally {
      changes.unlock();
      if (!taken) {
        opener.discard(opened);
      }
    }
  }

  @Override
  public void withdraw(HostedPlugin plugin) {
    change(
        () -> {
          endWaits(plugin);
          plugin.connectors().forEach(connector -> connectors.remove(connector.id()));
          table.open().forEach(key -> orphan(key, plugin));
        });
  }

  @Override
  public int drain(HostedPlugin plugin, Duration deadline) {
    return opener.retireAll(plugin, deadline);
  }

  /** A look at an instance begins. */
  void looking(ProviderKey key, ProviderInstance instance) {
    if (table.life(key).waiting() != null) {
      long now = time.nanos();
      change(() -> advance(key, life -> life.looking(instance, now)));
    }
  }

  /** Takes in the finding of a look; null when the provider answered. */
  void looked(ProviderKey key, ProviderInstance instance, @Nullable Failure failure) {
    change(() -> endWait(key, life -> life.looked(instance, failure)));
  }

  /** Puts those in force whose first look has lasted as long. */
  void endOverdueLooks(Duration longest) {
    long now = time.nanos();
    Set<ProviderKey> waiting = table.waiting();
    if (!waiting.isEmpty()) {
      change(() -> waiting.forEach(key -> endWait(key, life -> life.overdue(now, longest))));
    }
  }

  private void endWaits(HostedPlugin plugin) {
    Set<String> changing =
        plugin.connectors().stream().map(HostedConnector::id).collect(Collectors.toSet());
    table.waiting().forEach(key -> endWait(key, life -> life.changing(changing)));
  }

  private void endWait(ProviderKey key, UnaryOperator<ProviderLifecycle> step) {
    boolean waited = table.life(key).waiting() != null;
    advance(key, step);
    ProviderLifecycle after = table.life(key);
    if (waited && after.waiting() == null && after.serving() != null) {
      begin(key, after.serving().spec(), true);
    }
  }

  // Takes a step and ends the instances that nothing refers to any more.
  private void advance(ProviderKey key, UnaryOperator<ProviderLifecycle> step) {
    ProviderLifecycle before = table.life(key);
    ProviderLifecycle after = step.apply(before);
    if (!after.equals(before)) {
      table.put(key, after);
      Set<ProviderInstance> going = before.instances();
      going.removeAll(after.instances());
      going.forEach(opener::retireLater);
    }
  }

  private void orphan(ProviderKey key, HostedPlugin plugin) {
    ProviderLifecycle life = table.life(key);
    ProviderForm form = life.serving();
    if (form != null && form.instance() != null && plugin.brings(form.instance().connector())) {
      table.put(key, life.moved(life.orphan(form.spec())));
    }
  }

  private void begin(ProviderKey key, ProviderSpec spec, boolean changed) {
    fresh.of(key.scope(), key.id(), spec.credential(key.id()), changed);
  }

  private void change(Runnable change) {
    changes.lock();
    try {
      change.run();
    } finally {
      changes.unlock();
    }
  }
}
