package io.auterity.platform.yaml;

import io.auterity.spi.Json;
import java.util.regex.Pattern;

/**
 * One document of a YAML text, which remembers how it was written and on which line each part
 * stands.
 */
public final class YamlDocument {

  /** One in which nothing stands. */
  public static final YamlDocument EMPTY = new YamlDocument(Json.EMPTY, YamlLines.NONE, "");

  private static final Pattern MARKER = Pattern.compile("\\A---[ \\t]*\\R");

  private final Json value;
  private final YamlLines lines;
  private final String text;

  YamlDocument(Json value, YamlLines lines, String text) {
    this.value = value;
    this.lines = lines;
    this.text = text;
  }

  /** The same with its text. */
  YamlDocument written(String part) {
    return new YamlDocument(value, lines, part);
  }

  /** How it was written, comments included; without the marker that parts it from the one above. */
  public String text() {
    return MARKER.matcher(text).replaceFirst("");
  }

  /** What it says. */
  public Json value() {
    return value;
  }

  /** The line of the part at {@code path}, or of the nearest part around it; the first is 1. */
  public int line(String path) {
    return lines.at(value, path);
  }
}
