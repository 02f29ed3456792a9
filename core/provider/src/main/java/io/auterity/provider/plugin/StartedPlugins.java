package io.auterity.provider.plugin;

import io.auterity.platform.catalogue.Capability;
import io.auterity.spi.PluginManifest.Billed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The started plugins, which take calls at one moment; immutable.
 *
 * @param billed what vendors bill beside tokens, as all of them say
 * @param extensions what connectors bring beside their kinds, by id
 */
record StartedPlugins(
    Map<String, HostedPlugin> byId,
    Map<String, HostedConnector> connectors,
    List<Billed> billed,
    Map<String, Capability> extensions) {

  static final StartedPlugins NONE = new StartedPlugins(Map.of(), Map.of());

  private StartedPlugins(Map<String, HostedPlugin> byId, Map<String, HostedConnector> connectors) {
    this(
        byId,
        connectors,
        byId.values().stream().flatMap(plugin -> plugin.manifest().billed().stream()).toList(),
        connectors.values().stream()
            .flatMap(connector -> connector.extensions().stream())
            .collect(Collectors.toUnmodifiableMap(Capability::id, extension -> extension)));
  }

  Set<String> ids() {
    return byId.keySet();
  }

  /** All of them, each before those that it needs. */
  List<HostedPlugin> inOrderOfEnd() {
    List<HostedPlugin> ordered = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    byId.values().forEach(plugin -> addAfterItsNeeds(plugin, seen, ordered));
    return ordered.reversed();
  }

  private void addAfterItsNeeds(HostedPlugin plugin, Set<String> seen, List<HostedPlugin> ordered) {
    if (!seen.add(plugin.id())) {
      return;
    }
    for (String need : plugin.manifest().needs()) {
      HostedPlugin needed = byId.get(need);
      if (needed != null) {
        addAfterItsNeeds(needed, seen, ordered);
      }
    }
    ordered.add(plugin);
  }

  /** Ids of the plugins that need this one. */
  List<String> needing(String id) {
    return byId.values().stream()
        .filter(other -> other.manifest().needs().contains(id))
        .map(HostedPlugin::id)
        .toList();
  }

  /**
   * With one more plugin, or with another version in the place of the one that is there.
   *
   * @throws PluginRefusedException when it brings a connector that is there already
   */
  StartedPlugins with(HostedPlugin plugin) {
    Map<String, HostedPlugin> plugins = new LinkedHashMap<>(byId);
    HostedPlugin before = plugins.put(plugin.id(), plugin);
    Map<String, HostedConnector> all = new LinkedHashMap<>(connectors);
    if (before != null) {
      before.connectors().forEach(connector -> all.remove(connector.id()));
    }
    for (HostedConnector connector : plugin.connectors()) {
      if (all.put(connector.id(), connector) != null) {
        throw new PluginRefusedException(
            "plugin '%s': another plugin brings the connector '%s' already"
                .formatted(plugin.id(), connector.id()));
      }
    }
    return new StartedPlugins(plugins, all);
  }

  StartedPlugins without(HostedPlugin plugin) {
    Map<String, HostedPlugin> plugins = new LinkedHashMap<>(byId);
    plugins.remove(plugin.id());
    Map<String, HostedConnector> rest = new LinkedHashMap<>(connectors);
    plugin.connectors().forEach(connector -> rest.remove(connector.id()));
    return new StartedPlugins(plugins, rest);
  }
}
