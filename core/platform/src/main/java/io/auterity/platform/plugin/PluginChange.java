package io.auterity.platform.plugin;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What reading the folder of plugins again did to one of them.
 *
 * @param version the one that was tried, or that went
 * @param problem why it failed; what ran before runs on then
 */
public record PluginChange(String id, String version, Outcome outcome, @Nullable String problem) {

  /** What was done. */
  public enum Outcome {
    LOADED,
    SWAPPED,
    UNLOADED,
    UNCHANGED,
    FAILED;

    /** As it stands on the wire. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static PluginChange failed(PluginInfo plugin, @Nullable String problem) {
    return new PluginChange(plugin.id(), plugin.version(), Outcome.FAILED, problem);
  }
}
