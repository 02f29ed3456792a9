package io.auterity.server.plugins;

import io.auterity.connector.version.ConnectorForm;
import io.auterity.connector.version.ConnectorVersions;
import io.auterity.connector.version.ConnectorVersions.Difference;
import io.auterity.connector.version.ConnectorVersions.Done;
import io.auterity.connector.version.ConnectorVersions.Wish;
import io.auterity.connector.version.VersionCheck.Checked;
import io.auterity.connector.version.store.FileVersion;
import io.auterity.platform.call.Act;
import io.auterity.platform.call.Act.Trace;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.noun.PageOf;
import io.auterity.provider.life.ProviderRegistry;
import io.auterity.server.plugins.InstalledVersions.ChangedPlugin;
import io.auterity.server.plugins.InstalledVersions.PluginDifference;
import io.auterity.server.plugins.InstalledVersions.PluginText;
import io.auterity.server.plugins.InstalledVersions.PluginVersion;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Installs connector files for all tenants, and tells what was installed. */
@RestController
@RequestMapping("/api/v1/plugins")
public record PluginVersionController(ConnectorVersions versions, ProviderRegistry providers) {

  /**
   * To install, change and remove connectors that are data, which are every tenant's: only the
   * operator's keys begin with it.
   */
  public static final Act INSTALL = new Act("plugin.install", Trace.WITH_CHANGE, true);

  /**
   * Installs the text of a connector file and puts it in force at every server.
   *
   * @param dryRun whether it is checked only
   * @param note what it is for, 500 characters at most
   * @param follows number of the version that must be in force, 0 for none; any when absent
   */
  @Needs("plugin.install")
  @PostMapping(consumes = {"application/yaml", "text/plain"})
  ChangedPlugin install(
      Caller caller,
      @RequestParam(defaultValue = "false") boolean dryRun,
      @RequestParam(required = false) @Nullable String note,
      @RequestParam(required = false) @Nullable Integer follows,
      @RequestBody byte[] body) {
    Wish wish = wish(caller, note, follows);
    Checked checked = versions.check(body);
    Done done = dryRun ? new Done(null, List.of()) : versions.install(wish, checked, body);
    return changed(caller, checked, done);
  }

  private ChangedPlugin changed(Caller caller, Checked checked, Done done) {
    Map<String, ConnectorManifest> after = new HashMap<>();
    checked.after().forEach(brought -> after.put(brought.id(), brought.manifest()));
    return ChangedPlugin.of(caller.scope(), checked, done, providers.waitingFor(after));
  }

  /** Every version of a plugin that was installed, the latest first. */
  @Needs("plugin.read")
  @GetMapping("/{id}/versions")
  PageOf<PluginVersion> versions(Caller caller, @PathVariable String id) {
    return new PageOf<>(
        versions.versions(id).stream()
            .map(version -> PluginVersion.of(caller.scope(), version))
            .toList(),
        null,
        false);
  }

  @Needs("plugin.read")
  @GetMapping("/{id}/versions/{version}")
  PluginText version(Caller caller, @PathVariable String id, @PathVariable int version) {
    FileVersion found = versions.version(id, version);
    String text = new String(versions.text(id, version), StandardCharsets.UTF_8);
    return new PluginText(PluginVersion.of(caller.scope(), found), text);
  }

  @Needs("plugin.read")
  @GetMapping("/{id}/diff")
  PluginDifference diff(@PathVariable String id, @RequestParam int from, @RequestParam int to) {
    Difference difference = versions.difference(id, from, to);
    return new PluginDifference(from, to, difference.text(), difference.meaning());
  }

  /**
   * Which version is wanted again.
   *
   * @param follows number of the version that must be in force, 0 for none; any when absent
   */
  public record WantedPluginVersion(int version, @Nullable Integer follows) {}

  /** Puts an earlier version in force again at every server. */
  @Needs("plugin.install")
  @PostMapping("/{id}/rollback")
  ChangedPlugin rollback(
      Caller caller, @PathVariable String id, @RequestBody WantedPluginVersion body) {
    Wish wish = wish(caller, null, body.follows());
    Checked checked = versions.check(versions.text(id, body.version()));
    return changed(caller, checked, versions.activate(wish, checked, body.version()));
  }

  /**
   * Takes a plugin out of force; its versions stay, and a file of it in the folder of plugins takes
   * over.
   *
   * @param force whether it goes though providers are of its connectors, or files that are like it
   *     break
   */
  @Needs("plugin.install")
  @DeleteMapping("/{id}")
  ChangedPlugin remove(
      Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "false") boolean force,
      @RequestParam(required = false) @Nullable Integer follows) {
    Checked gone = versions.checkRemoval(id);
    if (!force) {
      refuseBreaking(gone);
      refuseInUse(caller.scope(), id, gone);
    }
    return changed(caller, gone, versions.remove(wish(caller, null, follows), id));
  }

  private static void refuseBreaking(Checked gone) {
    if (!gone.warnings().isEmpty()) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          "%s: mend that first, or say force=true".formatted(String.join("; ", gone.warnings())));
    }
  }

  private void refuseInUse(TenantScope scope, String plugin, Checked gone) {
    Set<String> connectors =
        gone.before().stream().map(ConnectorForm::id).collect(Collectors.toSet());
    gone.after().forEach(kept -> connectors.remove(kept.id()));
    Map<TenantScope, List<String>> using = providers.using(connectors);
    if (!using.isEmpty()) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          "plugin '%s' serves %s: delete them first, or say force=true, and they are in error"
              .formatted(plugin, named(scope, using)));
    }
  }

  // Of other tenants nothing is told but how many they are.
  private static String named(TenantScope scope, Map<TenantScope, List<String>> using) {
    List<String> parts = new ArrayList<>();
    List<String> own = using.getOrDefault(scope, List.of());
    int others = using.values().stream().mapToInt(List::size).sum() - own.size();
    if (!own.isEmpty()) {
      parts.add("the providers " + String.join(", ", own));
    }
    if (others > 0) {
      parts.add("%d of other tenants".formatted(others));
    }
    return String.join(" and ", parts);
  }

  private static Wish wish(Caller caller, @Nullable String note, @Nullable Integer follows) {
    return new Wish(caller.scope(), caller.act(INSTALL), note, follows);
  }
}
