package io.auterity.platform.plugin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a folder of plugins holds.
 *
 * @param startable in the order of their start
 * @param refused those that cannot start, with the reason
 */
record PluginFolder(List<InstalledPlugin> startable, List<PluginInfo> refused) {

  PluginFolder {
    startable = List.copyOf(startable);
    refused = List.copyOf(refused);
  }

  /** Reads a folder; what it lacks may be needed all the same when it is {@code running}. */
  static PluginFolder read(Path folder, ManifestReader manifests, Set<String> running) {
    Map<Path, PluginInfo> refused = new LinkedHashMap<>();
    Map<String, InstalledPlugin> installed = installed(folder, manifests, refused);
    Map<String, List<String>> needs = new HashMap<>();
    installed.forEach((id, plugin) -> needs.put(id, plugin.manifest().needs()));
    Set<String> elsewhere = new HashSet<>(running);
    elsewhere.removeAll(installed.keySet());
    StartOrder order = StartOrder.of(needs, elsewhere);
    List<InstalledPlugin> startable = new ArrayList<>();
    order.ids().forEach(id -> startable.add(Objects.requireNonNull(installed.get(id))));
    order
        .refused()
        .forEach(
            (id, reason) -> {
              InstalledPlugin plugin = Objects.requireNonNull(installed.get(id));
              refused.put(plugin.source(), refused(plugin, reason));
            });
    return new PluginFolder(startable, List.copyOf(refused.values()));
  }

  /** Whether the folder holds that plugin, be it in a state that cannot start. */
  boolean holds(PluginInfo plugin) {
    return startable.stream().anyMatch(each -> each.id().equals(plugin.id()))
        || refused.stream()
            .anyMatch(
                each -> each.id().equals(plugin.id()) || each.source().equals(plugin.source()));
  }

  /** How a plugin is listed that did not start. */
  static PluginInfo refused(InstalledPlugin plugin, String reason) {
    HostedPlugin hosted = new HostedPlugin(plugin, 0, new PluginLoaders());
    hosted.fail(reason);
    return hosted.info();
  }

  private static Map<String, InstalledPlugin> installed(
      Path folder, ManifestReader manifests, Map<Path, PluginInfo> refused) {
    Map<String, InstalledPlugin> all = new LinkedHashMap<>();
    for (Path source : PluginFiles.candidates(folder)) {
      try {
        InstalledPlugin plugin = InstalledPlugin.at(source, manifests);
        InstalledPlugin twin = all.putIfAbsent(plugin.id(), plugin);
        if (twin != null) {
          refused.put(source, refused(plugin, "the same plugin is in " + twin.source()));
        }
      } catch (PluginRefusedException e) {
        refused.put(source, unreadable(source, String.valueOf(e.getMessage())));
      }
    }
    return all;
  }

  private static PluginInfo unreadable(Path source, String reason) {
    String name = source.getFileName().toString();
    return new PluginInfo(
        name, "", "", 0, PluginState.FAILED, false, List.of(), source, reason, List.of());
  }
}
