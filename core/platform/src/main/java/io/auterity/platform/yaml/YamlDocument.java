package io.auterity.platform.yaml;

import io.auterity.spi.Json;

/** One document of a YAML text, which remembers on which line each part of it stands. */
public final class YamlDocument {

  /** One in which nothing stands. */
  public static final YamlDocument EMPTY = new YamlDocument(Json.EMPTY, YamlLines.NONE);

  private final Json value;
  private final YamlLines lines;

  YamlDocument(Json value, YamlLines lines) {
    this.value = value;
    this.lines = lines;
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
