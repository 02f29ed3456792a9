package io.auterity.platform.provider;

import io.auterity.platform.plugin.HostedConnector;
import io.auterity.platform.plugin.HostedPlugin;
import io.auterity.platform.plugin.PluginListener;
import io.auterity.spi.CallFailedException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The states of all providers of a plugin as they will be with its new version. */
final class ProviderHandover implements PluginListener.Handover {

  private final ProviderTable table;
  private final ProviderStates states;
  private final Map<String, HostedConnector> connectors;
  private final HostedPlugin plugin;
  private final Runnable ended;
  private final Map<ProviderKey, HostedProvider> next = new HashMap<>();
  private final Set<String> dropped = new HashSet<>();
  private boolean committed;

  /** Runs {@code ended} when it is closed. */
  ProviderHandover(
      ProviderTable table,
      ProviderStates states,
      Map<String, HostedConnector> connectors,
      HostedPlugin plugin,
      Runnable ended) {
    this.table = table;
    this.states = states;
    this.connectors = connectors;
    this.plugin = plugin;
    this.ended = ended;
  }

  /**
   * Opens an instance for each of them.
   *
   * @throws CallFailedException when one that works now would not work
   */
  void prepare() {
    Map<String, HostedConnector> brought = new HashMap<>();
    plugin.connectors().forEach(connector -> brought.put(connector.id(), connector));
    connectors.values().stream()
        .filter(connector -> connector.plugin().manifest().id().equals(plugin.id()))
        .map(HostedConnector::id)
        .filter(id -> !brought.containsKey(id))
        .forEach(dropped::add);
    for (ProviderKey key : table.keys()) {
      HostedProvider provider = Objects.requireNonNull(table.get(key));
      HostedConnector connector = brought.get(provider.spec().connector());
      if (connector != null) {
        next.put(key, states.moved(key, provider, connector));
      } else if (dropped.contains(provider.spec().connector())) {
        next.put(key, states.orphan(key, provider.spec()));
      }
    }
  }

  @Override
  public void commit() {
    dropped.forEach(connectors::remove);
    plugin.connectors().forEach(connector -> connectors.put(connector.id(), connector));
    next.forEach(table::put);
    committed = true;
  }

  @Override
  public void close() {
    try {
      if (!committed) {
        discard();
      }
    } finally {
      ended.run();
    }
  }

  private void discard() {
    next.values().stream()
        .map(HostedProvider::instance)
        .filter(Objects::nonNull)
        .forEach(states::discard);
  }
}
