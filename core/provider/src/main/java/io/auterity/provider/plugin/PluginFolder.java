package io.auterity.provider.plugin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The content of a folder of plugins: those that can start, and those that are refused.
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
  static PluginFolder read(Path folder, PluginReader reader, Set<String> running) {
    return read(reader.candidates(folder), reader, running);
  }

  /** The same of a part of what lies in it. */
  static PluginFolder read(List<Path> sources, PluginReader reader, Set<String> running) {
    Map<Path, PluginInfo> refused = new LinkedHashMap<>();
    Map<String, InstalledPlugin> installed = installed(sources, reader, refused);
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
      List<Path> sources, PluginReader reader, Map<Path, PluginInfo> refused) {
    Map<String, List<InstalledPlugin>> all = new LinkedHashMap<>();
    for (Found found : readAll(reader, sources)) {
      if (found.plugin() != null) {
        all.computeIfAbsent(found.plugin().id(), id -> new ArrayList<>()).add(found.plugin());
      } else {
        String name = reader.name(found.source());
        refused.put(found.source(), unreadable(name, found.source(), found.problem()));
      }
    }
    all.values().stream()
        .filter(twins -> twins.size() > 1)
        .forEach(twins -> refuseTwins(twins, refused));
    return all.values().stream()
        .filter(plugins -> plugins.size() == 1)
        .map(List::getFirst)
        .collect(
            Collectors.toMap(
                InstalledPlugin::id, plugin -> plugin, (one, other) -> one, LinkedHashMap::new));
  }

  /** What is at a place: a plugin, or a problem. */
  private record Found(Path source, @Nullable InstalledPlugin plugin, String problem) {
    static Found at(Path source, PluginReader reader) {
      try {
        return new Found(source, reader.read(source), "");
      } catch (PluginRefusedException e) {
        return new Found(source, null, String.valueOf(e.getMessage()));
      }
    }
  }

  // All at once: a start waits for it, and to check a file takes a good part of a second.
  private static List<Found> readAll(PluginReader reader, List<Path> sources) {
    List<Future<Found>> reading;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      reading =
          sources.stream().map(source -> threads.submit(() -> Found.at(source, reader))).toList();
    }
    return reading.stream().map(Future::resultNow).toList();
  }

  /** Nothing tells which of them is meant, so what ran before runs on. */
  private static void refuseTwins(List<InstalledPlugin> twins, Map<Path, PluginInfo> refused) {
    String reason =
        "the plugin '%s' is there more than once: in %s; remove all but one"
            .formatted(
                twins.getFirst().id(),
                twins.stream()
                    .map(twin -> twin.source().getFileName().toString())
                    .collect(Collectors.joining(" and in ")));
    twins.forEach(twin -> refused.put(twin.source(), refused(twin, reason)));
  }

  private static PluginInfo unreadable(String name, Path source, String reason) {
    return new PluginInfo(
        name, "", "", 0, PluginState.FAILED, false, List.of(), source, reason, List.of());
  }
}
