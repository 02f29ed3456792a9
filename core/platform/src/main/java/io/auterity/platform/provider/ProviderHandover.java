package io.auterity.platform.provider;

import io.auterity.platform.plugin.HostedConnector;
import io.auterity.platform.plugin.HostedPlugin;
import io.auterity.platform.plugin.PluginListener;
import io.auterity.spi.CallFailedException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The states of all providers of a plugin as they will be with its new version. */
final class ProviderHandover implements PluginListener.Handover {

  private final ProviderTable table;
  private final ProviderStates states;
  private final Map<String, HostedConnector> connectors;
  private final HostedPlugin plugin;
  private final Runnable ended;
  private final Map<ProviderKey, HostedProvider> next = new HashMap<>();
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
  ProviderHandover prepare() {
    for (ProviderKey key : table.keys()) {
      HostedProvider provider = Objects.requireNonNull(table.get(key));
      plugin.connectors().stream()
          .filter(connector -> connector.id().equals(provider.spec().connector()))
          .forEach(connector -> next.put(key, states.moved(key, provider, connector)));
    }
    return this;
  }

  @Override
  public void commit() {
    plugin.connectors().forEach(connector -> connectors.put(connector.id(), connector));
    next.forEach(table::put);
    committed = true;
  }

  @Override
  public void close() {
    if (!committed) {
      next.values().stream()
          .map(HostedProvider::instance)
          .filter(Objects::nonNull)
          .forEach(states::discard);
    }
    ended.run();
  }
}
