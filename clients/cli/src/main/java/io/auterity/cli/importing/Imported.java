package io.auterity.cli.importing;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * The result of an import of another gateway's configuration.
 *
 * @param resources with kind, id and spec, in the order in which they are to be applied
 * @param secrets to be stored under these names, and where the other gateway has each from
 * @param notes what was carried and is not quite the same, or was not written in the file
 * @param left what was not carried, by its path, and why
 */
public record Imported(
    List<ObjectNode> resources,
    Map<String, String> secrets,
    Map<String, String> notes,
    Map<String, String> left) {
  public Imported {
    resources = List.copyOf(resources);
  }
}
