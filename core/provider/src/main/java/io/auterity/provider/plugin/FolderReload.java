package io.auterity.provider.plugin;

import io.auterity.provider.plugin.PluginChange.Outcome;
import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes what is started follow what a folder holds; nothing else changes it meanwhile.
 *
 * @param concerned by id: no other plugin is unloaded or forgotten, whatever the folder holds
 */
record FolderReload(HostedPlugins hosted, PluginFolder content, Predicate<String> concerned) {

  private static final Duration LONGEST = Duration.ofSeconds(10);

  List<PluginChange> run() {
    hosted.forgetRefused(concerned);
    content.refused().forEach(hosted::refuse);
    List<PluginChange> changes = new ArrayList<>();
    content.refused().forEach(plugin -> changes.add(failed(plugin, plugin.reason())));
    content.startable().forEach(plugin -> changes.add(brought(plugin)));
    hosted.started().inOrderOfEnd().stream()
        .map(HostedPlugin::info)
        .filter(plugin -> concerned.test(plugin.id()) && !content.holds(plugin))
        .forEach(plugin -> changes.add(gone(plugin)));
    changes.sort(Comparator.comparing(PluginChange::id));
    return List.copyOf(changes);
  }

  private PluginChange brought(InstalledPlugin plugin) {
    String id = plugin.id();
    String version = plugin.manifest().version();
    String before = running(id);
    try {
      Outcome outcome = take(plugin);
      return new PluginChange(id, version, outcome, before, running(id), null);
    } catch (PluginRefusedException e) {
      String reason = String.valueOf(e.getMessage());
      hosted.refuse(plugin, reason);
      return new PluginChange(id, version, Outcome.FAILED, before, running(id), reason);
    }
  }

  private PluginChange failed(PluginInfo plugin, @Nullable String problem) {
    String running = running(plugin.id());
    return new PluginChange(
        plugin.id(), plugin.version(), Outcome.FAILED, running, running, problem);
  }

  /** Version and digest of what takes the calls; null when nothing does. */
  private @Nullable String running(String id) {
    HostedPlugin plugin = hosted.started().byId().get(id);
    return plugin == null ? null : plugin.versionAndDigest(LONGEST);
  }

  private Outcome take(InstalledPlugin plugin) {
    HostedPlugin running = hosted.started().byId().get(plugin.id());
    if (running == null) {
      hosted.start(plugin);
      return Outcome.LOADED;
    }
    if (running.isOf(plugin)) {
      return Outcome.UNCHANGED;
    }
    refuseOtherForm(running, plugin);
    hosted.swap(plugin);
    return Outcome.SWAPPED;
  }

  // Who may install files may not put one in the place of what the operator has installed.
  private static void refuseOtherForm(HostedPlugin running, InstalledPlugin next) {
    if (running.ofFile() != next.ofFile()) {
      throw new PluginRefusedException(
          "plugin '%s' runs as %s, in whose place no %s come: take that out first, or give the other another id"
              .formatted(
                  next.id(),
                  running.ofFile() ? "a file" : "jars",
                  running.ofFile() ? "jars" : "files"));
    }
  }

  private PluginChange gone(PluginInfo plugin) {
    try {
      String before = running(plugin.id());
      var _ = hosted.unloadLater(plugin.id());
      return new PluginChange(plugin.id(), plugin.version(), Outcome.UNLOADED, before, null, null);
    } catch (CallFailedException e) {
      return failed(plugin, e.failure().message());
    }
  }
}
