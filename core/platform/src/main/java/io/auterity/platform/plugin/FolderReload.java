package io.auterity.platform.plugin;

import io.auterity.platform.plugin.PluginChange.Outcome;
import io.auterity.spi.CallFailedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes what is started follow what a folder holds; the host's lock is held meanwhile. */
final class FolderReload {

  private final PluginHost host;
  private final PluginFolder content;

  FolderReload(PluginHost host, PluginFolder content) {
    this.host = host;
    this.content = content;
  }

  List<PluginChange> run() {
    List<PluginChange> changes = new ArrayList<>();
    content.refused().forEach(plugin -> changes.add(PluginChange.failed(plugin, plugin.reason())));
    content.startable().forEach(plugin -> changes.add(brought(plugin)));
    host.started().inOrderOfEnd().stream()
        .map(HostedPlugin::info)
        .filter(plugin -> !content.holds(plugin))
        .forEach(plugin -> changes.add(gone(plugin)));
    changes.sort(Comparator.comparing(PluginChange::id));
    return List.copyOf(changes);
  }

  private PluginChange brought(InstalledPlugin plugin) {
    try {
      return new PluginChange(plugin.id(), plugin.manifest().version(), take(plugin), null);
    } catch (PluginRefusedException e) {
      String reason = String.valueOf(e.getMessage());
      host.note(plugin, reason);
      return new PluginChange(plugin.id(), plugin.manifest().version(), Outcome.FAILED, reason);
    }
  }

  private Outcome take(InstalledPlugin plugin) {
    HostedPlugin running = host.started().byId().get(plugin.id());
    if (running == null) {
      host.start(plugin);
      return Outcome.LOADED;
    }
    if (running.isOf(plugin)) {
      return Outcome.UNCHANGED;
    }
    host.swap(plugin);
    return Outcome.SWAPPED;
  }

  private PluginChange gone(PluginInfo plugin) {
    try {
      var _ = host.unloadLater(plugin.id());
      return new PluginChange(plugin.id(), plugin.version(), Outcome.UNLOADED, null);
    } catch (CallFailedException e) {
      return PluginChange.failed(plugin, e.failure().message());
    }
  }
}
