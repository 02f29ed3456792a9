package io.auterity.platform.yaml;

import io.auterity.platform.json.JsonPath;
import io.auterity.spi.Json;
import java.util.Map;

/**
 * One document of a YAML text.
 *
 * @param lines line of each part by its path, e.g. {@code spec.steps[2] -> 14}; the first line is 1
 */
public record YamlDocument(Json value, Map<String, Integer> lines) {
  public YamlDocument {
    lines = Map.copyOf(lines);
  }

  /** The line of the part at {@code path}, or of the nearest part around it. */
  public int line(String path) {
    String place = path;
    while (!place.isEmpty() && !lines.containsKey(place)) {
      place = JsonPath.parent(place);
    }
    return lines.getOrDefault(place, 1);
  }
}
