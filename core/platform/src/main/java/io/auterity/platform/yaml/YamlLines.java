package io.auterity.platform.yaml;

import io.auterity.platform.json.JsonPath;
import io.auterity.spi.Json;
import java.util.List;
import java.util.Map;

/**
 * The line of a value and those of the values in it, in their order; a value that an alias repeats
 * has its own line alone. Paths are not kept: they would be as long as all names above, per value.
 */
record YamlLines(int line, List<YamlLines> parts) {

  static final YamlLines NONE = new YamlLines(1, List.of());

  YamlLines(int line) {
    this(line, List.of());
  }

  /** The line of the part of {@code value} at {@code path}, or of the nearest part around it. */
  int at(Json value, String path) {
    if (parts.isEmpty() || path.isEmpty()) {
      return line;
    }
    return switch (value) {
      case Json.Obj(Map<String, Json> fields) -> ofField(fields, path);
      case Json.Arr(List<Json> items) -> ofItem(items, path);
      default -> line;
    };
  }

  private int ofField(Map<String, Json> fields, String path) {
    int index = 0;
    for (Map.Entry<String, Json> field : fields.entrySet()) {
      String rest = JsonPath.after(path, field.getKey());
      if (rest != null) {
        return parts.get(index).at(field.getValue(), rest);
      }
      index++;
    }
    return line;
  }

  private int ofItem(List<Json> items, String path) {
    int end = path.indexOf(']');
    if (end < 0 || !path.substring(0, end).matches("\\[\\d{1,9}")) {
      return line;
    }
    int index = Integer.parseInt(path, 1, end, 10);
    return index < items.size()
        ? parts.get(index).at(items.get(index), path.substring(end + 1))
        : line;
  }
}
