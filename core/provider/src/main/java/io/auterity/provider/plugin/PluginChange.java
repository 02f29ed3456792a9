package io.auterity.provider.plugin;

import io.auterity.platform.json.LowerCaseName;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The change of one plugin by a reload of the plugin folder.
 *
 * @param version the one that was tried, or that went
 * @param before version and digest of what took the calls; null when nothing did
 * @param after the same of what takes them now
 * @param problem why it failed; what ran before runs on then
 */
public record PluginChange(
    String id,
    String version,
    Outcome outcome,
    @Nullable String before,
    @Nullable String after,
    @Nullable String problem) {

  /** What was done. */
  public enum Outcome implements LowerCaseName {
    LOADED,
    SWAPPED,
    UNLOADED,
    UNCHANGED,
    FAILED
  }

  /** In one line, e.g. {@code swapped: 1.0.0 sha256:ab… to 2.0.0 sha256:cd…}. */
  public String summary() {
    String way =
        before != null && after != null && !before.equals(after)
            ? before + " to " + after
            : Objects.requireNonNullElse(after, Objects.requireNonNullElse(before, version));
    return outcome.wire() + ": " + way + (problem == null ? "" : ": " + problem);
  }
}
