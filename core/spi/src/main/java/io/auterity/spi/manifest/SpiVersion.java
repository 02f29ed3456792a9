package io.auterity.spi.manifest;

import io.auterity.spi.Json;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version of the interface between plugins and the platform. A later minor one has all that
 * earlier ones have.
 */
public record SpiVersion(int major, int minor) {

  /** What this platform offers. */
  public static final SpiVersion OFFERED = new SpiVersion(1, 0);

  static final String RULE = "must be a version such as 1, or \"1.1\" in quotes";

  private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,5})(?:[.]([0-9]{1,6}))?");

  /** What a manifest says; null when it is none. A number is the first version of that major. */
  static @Nullable SpiVersion of(Json said) {
    String text =
        switch (said) {
          case Json.Int(long major) -> Long.toString(major);
          case Json.Str(String version) -> version;
          default -> "";
        };
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return null;
    }
    String minor = parts.group(2);
    return new SpiVersion(
        Integer.parseInt(parts.group(1)), minor == null ? 0 : Integer.parseInt(minor));
  }

  /** Whether who offers this has what was made for that one. */
  boolean serves(SpiVersion wanted) {
    return major == wanted.major && minor >= wanted.minor;
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
