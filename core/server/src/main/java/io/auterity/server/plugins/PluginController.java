package io.auterity.server.plugins;

import io.auterity.connector.version.StoredConnectors;
import io.auterity.control.access.AccessAudit;
import io.auterity.platform.call.Act;
import io.auterity.platform.call.Act.Trace;
import io.auterity.provider.plugin.HostedConnector;
import io.auterity.provider.plugin.PluginChange;
import io.auterity.provider.plugin.PluginHost;
import io.auterity.provider.plugin.PluginInfo;
import io.auterity.provider.plugin.PluginState;
import io.auterity.server.web.security.Needs;
import io.auterity.server.web.security.OperatorActs;
import io.auterity.server.web.security.OperatorOnly;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lists plugins and reads their folder again; what is in it is the operator's to decide. */
@RestController
@RequestMapping("/api/v1/plugins")
public record PluginController(
    PluginHost host, Path folder, StoredConnectors stored, AccessAudit audit) {

  public static final Act READ = new Act("plugin.read", Trace.NONE, false);

  private static final String FILE = ".yaml";

  /** All versions of plugins that are here. */
  public record Plugins(List<PluginView> items) {}

  /**
   * One version of a plugin.
   *
   * @param id that of its manifest, or the file's name when the manifest cannot be read
   * @param version empty when the manifest cannot be read
   * @param state created, resolved, started, draining, stopped, unloaded or failed
   * @param connectors what it brings
   * @param problem why it failed, or which of its presets it is without
   * @param installed number of the version that is in force by {@code POST /api/v1/plugins}, in the
   *     place of what the folder may have; absent where it lies in the folder
   * @param running number of the installed version that runs at the server that was asked, an
   *     earlier one while it cannot take the one in force; absent where none does
   * @param proven how many operations of each connector have which grade, while it is started
   * @param file whether it is a connector file, which is data, and no jar
   */
  public record PluginView(
      String id,
      String version,
      String state,
      String summary,
      List<String> connectors,
      @Nullable String problem,
      @Nullable Integer installed,
      @Nullable Integer running,
      List<ConnectorGrades> proven,
      boolean file) {

    static PluginView of(
        PluginInfo plugin, StoredConnectors stored, Collection<HostedConnector> hosted) {
      return new PluginView(
          plugin.id(),
          plugin.version(),
          plugin.state().wire(),
          plugin.summary(),
          plugin.connectors(),
          plugin.problem(),
          number(stored.known().get(plugin.id())),
          plugin.state() == PluginState.STARTED ? number(stored.here().get(plugin.id())) : null,
          hosted.stream()
              .filter(one -> one.plugin().manifest().id().equals(plugin.id()))
              .filter(one -> one.generation() == plugin.generation())
              .map(ConnectorGrades::of)
              .toList(),
          plugin.source().toString().endsWith(FILE));
    }
  }

  private static @Nullable Integer number(@Nullable String stored) {
    return stored == null ? null : Integer.valueOf(stored.replaceFirst(" .*", ""));
  }

  /**
   * How well a connector is proven.
   *
   * @param operations how many have each grade, V0 to V5
   */
  public record ConnectorGrades(String connector, SortedMap<String, Integer> operations) {
    static ConnectorGrades of(HostedConnector connector) {
      SortedMap<String, Integer> counted = new TreeMap<>();
      connector
          .operations()
          .forEach(name -> counted.merge(connector.evidence(name).grade(), 1, Integer::sum));
      return new ConnectorGrades(connector.id(), counted);
    }
  }

  /** What was done to each plugin. */
  public record ReloadedPlugins(List<ReloadedPlugin> items) {}

  /**
   * What was done to a plugin.
   *
   * @param version the one that was tried, or that went
   * @param result loaded, swapped, unloaded, unchanged or failed
   * @param problem why it failed; what ran before runs on then
   */
  public record ReloadedPlugin(String id, String version, String result, @Nullable String problem) {

    static ReloadedPlugin of(PluginChange change) {
      return new ReloadedPlugin(
          change.id(), change.version(), change.outcome().wire(), change.problem());
    }
  }

  @Needs("plugin.read")
  @GetMapping
  Plugins list() {
    Collection<HostedConnector> hosted = host.connectors();
    return new Plugins(
        host.plugins().stream().map(plugin -> PluginView.of(plugin, stored, hosted)).toList());
  }

  @OperatorOnly
  @PostMapping("/reload")
  ReloadedPlugins reload(HttpServletRequest request) {
    List<PluginChange> changes =
        audit.ofInstallation(
            OperatorActs.of(request, "plugin.reload"),
            "plugins",
            this::state,
            () -> host.reload(folder),
            PluginController::told);
    return new ReloadedPlugins(changes.stream().map(ReloadedPlugin::of).toList());
  }

  private String state() {
    return host.plugins().stream()
        .map(plugin -> plugin.id() + " " + plugin.version() + " " + plugin.state().wire())
        .collect(Collectors.joining(", "));
  }

  private static Map<String, String> told(List<PluginChange> changes) {
    return changes.stream()
        .filter(change -> change.outcome() != PluginChange.Outcome.UNCHANGED)
        .collect(
            Collectors.toMap(
                PluginChange::id, PluginChange::summary, (one, other) -> one + "; " + other));
  }
}
