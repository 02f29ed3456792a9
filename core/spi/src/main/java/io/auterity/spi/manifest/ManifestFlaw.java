package io.auterity.spi.manifest;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a manifest or a preset.
 *
 * @param preset name of the preset that it is in; null when it is the manifest itself
 * @param path of the field in that file, e.g. {@code connectors[0].support}; empty for all of it
 * @param rule what is asked for
 * @param fix what to do
 */
public record ManifestFlaw(@Nullable String preset, String path, String rule, String fix) {
  public ManifestFlaw {
    Objects.requireNonNull(path);
    Objects.requireNonNull(rule);
    Objects.requireNonNull(fix);
  }

  @Override
  public String toString() {
    String place = preset == null ? "" : "preset %s: ".formatted(preset);
    return place + (path.isEmpty() ? "" : path + ": ") + rule + "; " + fix;
  }
}
