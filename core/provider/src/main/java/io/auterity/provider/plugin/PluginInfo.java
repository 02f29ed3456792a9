package io.auterity.provider.plugin;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of a plugin as the host lists it.
 *
 * @param id of its manifest; the file's name when the manifest could not be read
 * @param version empty when the manifest could not be read
 * @param generation 1 for the first version of this id since the start, and one more for each swap
 * @param connectors ids of what it brings
 * @param reason why it failed
 * @param problems what it is without, such as presets, one sentence each
 */
public record PluginInfo(
    String id,
    String version,
    String summary,
    int generation,
    PluginState state,
    boolean natives,
    List<String> connectors,
    Path source,
    @Nullable String reason,
    List<String> problems) {

  public PluginInfo {
    connectors = List.copyOf(connectors);
    problems = List.copyOf(problems);
  }

  /** What is to be mended, whether it failed or started without all of its presets. */
  public @Nullable String problem() {
    return reason != null || problems.isEmpty() ? reason : String.join("; ", problems);
  }
}
