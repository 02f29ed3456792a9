package io.auterity.server.plugins;

import io.auterity.connector.version.ConnectorDiff;
import io.auterity.connector.version.ConnectorVersions.Done;
import io.auterity.connector.version.VersionCheck.Checked;
import io.auterity.connector.version.store.FileVersion;
import io.auterity.platform.call.TenantScope;
import io.auterity.server.plugins.PluginController.ReloadedPlugin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Versions of plugins that are files, on the wire. */
final class InstalledVersions {

  /**
   * A version of a plugin that was installed.
   *
   * @param version its number, from 1
   * @param stated the version that the file says itself
   * @param digest SHA-256 of its text, in hex
   * @param note what it is for; absent, as {@code by} is, where a caller of another tenant
   *     installed it
   * @param by who installed it
   * @param inForce whether it is the one that servers use
   */
  public record PluginVersion(
      String plugin,
      int version,
      String stated,
      String digest,
      @Nullable String note,
      @Nullable String by,
      Instant created,
      boolean inForce) {

    static PluginVersion of(TenantScope reader, FileVersion version) {
      boolean own = version.house().equals(reader.tenant());
      return new PluginVersion(
          version.plugin(),
          version.number(),
          version.stated(),
          version.digest(),
          own ? version.note() : null,
          own ? version.author() : null,
          version.created(),
          version.inForce());
    }
  }

  /** A version with its text. */
  public record PluginText(PluginVersion version, String text) {}

  /**
   * What differs between two versions.
   *
   * @param text in the unified format
   * @param meaning absent when this server does not take one of them any more
   */
  public record PluginDifference(int from, int to, String text, @Nullable ConnectorDiff meaning) {}

  /**
   * The result of a change of a plugin.
   *
   * @param version the one that is in force now; absent after a dry run, and where none is
   * @param changes what differs from what took calls before
   * @param gradeLost operations that were proven of what took calls before and are not of this:
   *     they are refused where a provider does not say {@code unverified: true}
   * @param warnings what the file does not cover
   * @param waiting providers of the caller's tenant that wait for its consent, as the version
   *     reaches further; after a dry run those that would
   * @param waitingElsewhere how many of other tenants do
   * @param here what that did at the server that was asked, to this plugin and those alike
   */
  public record ChangedPlugin(
      String plugin,
      @Nullable PluginVersion version,
      ConnectorDiff changes,
      List<String> gradeLost,
      List<String> warnings,
      List<String> waiting,
      int waitingElsewhere,
      List<ReloadedPlugin> here) {

    /**
     * @param waiting by tenant
     */
    static ChangedPlugin of(
        TenantScope reader, Checked checked, Done done, Map<TenantScope, List<String>> waiting) {
      List<String> own = waiting.getOrDefault(reader, List.of());
      return new ChangedPlugin(
          checked.plugin(),
          done.version() == null ? null : PluginVersion.of(reader, done.version()),
          checked.change(),
          checked.gradeLost(),
          checked.warnings(),
          own,
          waiting.values().stream().mapToInt(List::size).sum() - own.size(),
          done.here().stream().map(ReloadedPlugin::of).toList());
    }
  }
}
