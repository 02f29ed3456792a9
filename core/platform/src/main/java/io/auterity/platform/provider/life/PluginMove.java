package io.auterity.platform.provider.life;

import io.auterity.platform.plugin.HostedConnector;
import io.auterity.platform.plugin.HostedPlugin;
import io.auterity.platform.plugin.PluginListener.Handover;
import io.auterity.platform.provider.call.ProviderInstance;
import io.auterity.platform.provider.life.ProviderTable.ProviderKey;
import io.auterity.spi.CallFailedException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The move of all providers of a plugin to its new version. */
final class PluginMove implements Handover {

  private final Map<String, HostedConnector> connectors;
  private final ProviderTable table;
  private final ProviderOpener opener;
  private final Runnable ended;
  private final Map<String, HostedConnector> brought;
  private final Set<String> dropped;
  private final Map<ProviderKey, ProviderForm> next = new HashMap<>();
  private boolean committed;

  /**
   * Nothing is prepared yet.
   *
   * @param connectors those that take calls now
   * @param ended is run when this is closed
   */
  PluginMove(
      HostedPlugin plugin,
      Map<String, HostedConnector> connectors,
      ProviderTable table,
      ProviderOpener opener,
      Runnable ended) {
    this.connectors = connectors;
    this.table = table;
    this.opener = opener;
    this.ended = ended;
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
   * Opens an instance for each of them.
   *
   * @throws CallFailedException when one that works now would not work
   */
  void prepare() {
    for (ProviderKey key : table.keys()) {
      ProviderLife life = table.life(key);
      ProviderForm form = Objects.requireNonNull(life.serving());
      HostedConnector connector = brought.get(form.spec().connector());
      if (connector != null) {
        next.put(key, moved(key, life, form, connector));
      } else if (dropped.contains(form.spec().connector())) {
        next.put(key, life.orphan(form.spec()));
      }
    }
  }

  private ProviderForm moved(
      ProviderKey key, ProviderLife life, ProviderForm form, HostedConnector connector) {
    if (form.instance() == null) {
      return opener.next(key, life, form.spec(), connector);
    }
    ProviderInstance instance = opener.open(key, form.spec(), connector);
    return life.form(form.spec(), form.health(), instance, connector);
  }

  @Override
  public void commit() {
    dropped.forEach(connectors::remove);
    connectors.putAll(brought);
    next.forEach((key, form) -> table.put(key, table.life(key).moved(form)));
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
        .map(ProviderForm::instance)
        .filter(Objects::nonNull)
        .forEach(opener::discard);
  }
}
