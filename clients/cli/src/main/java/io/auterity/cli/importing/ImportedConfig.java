package io.auterity.cli.importing;

import io.auterity.cli.exit.CliException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * The imported configuration of another gateway, which remembers what of it was read: the rest is
 * reported, so that nothing is left behind unseen. Paths are as people write them, {@code
 * a.b[0].c}.
 */
final class ImportedConfig {

  private final JsonNode root;
  private final Set<String> read = new HashSet<>();
  private final Map<String, String> why = new TreeMap<>();

  private ImportedConfig(JsonNode root) {
    this.root = root;
  }

  /**
   * Reads a file of YAML or JSON.
   *
   * @throws CliException when it is neither, or no object
   */
  static ImportedConfig read(byte[] file) {
    try {
      JsonNode root = AnchoredYaml.read(file);
      if (root.isObject()) {
        return new ImportedConfig(root);
      }
    } catch (JacksonException e) {
      throw CliException.badInput(
          "the file is neither YAML nor JSON: line %d, column %d"
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    }
    throw CliException.badInput("the file is no object of settings");
  }

  /** What stands at a path; missing when nothing does. It counts as read. */
  JsonNode take(String path) {
    read.add(path);
    return look(path);
  }

  /** What stands at a path, which does not count as read. */
  JsonNode look(String path) {
    JsonNode at = root;
    for (String step : path.replace("[", ".[").split("\\.", -1)) {
      at =
          step.startsWith("[")
              ? at.path(Integer.parseInt(step.substring(1, step.length() - 1)))
              : at.path(step);
    }
    return at == null ? MissingNode.getInstance() : at;
  }

  /** Says why what stands at a path, and below it, is not carried. */
  void leave(String path, String reason) {
    why.put(path, reason);
  }

  /** What was not read, by path, with the reason. */
  Map<String, String> left() {
    Map<String, String> left = new TreeMap<>(why);
    List<String> leaves = new ArrayList<>();
    collect("", root, leaves);
    for (String leaf : leaves) {
      if (why.keySet().stream().noneMatch(path -> leaf.equals(path) || isBelow(leaf, path))) {
        left.put(leaf, "the import knows nothing like it here");
      }
    }
    return left;
  }

  private void collect(String path, JsonNode node, List<String> leaves) {
    if (read.contains(path) && !path.isEmpty()) {
      return;
    }
    if (node.isObject()) {
      node.properties()
          .forEach(
              field ->
                  collect(
                      path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                      field.getValue(),
                      leaves));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect("%s[%d]".formatted(path, i), node.path(i), leaves);
      }
    } else {
      leaves.add(path);
    }
  }

  private static boolean isBelow(String leaf, String path) {
    return leaf.startsWith(path + ".") || leaf.startsWith(path + "[");
  }
}
