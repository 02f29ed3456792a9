package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Prints a resource as it is in force. */
@Command(
    name = "get",
    description =
        "Prints a resource as the YAML that applies it, a workflow with its comments: ./auterity"
            + " resource get route triage")
final class ResourceGetCommand extends ResourceCommand.OfResource {

  @Option(
      names = "--json",
      description = "The answer of the API instead, with its version and when it was applied.")
  private boolean json;

  @Override
  public Integer call() {
    JsonNode found = client().get(path(""));
    if (json) {
      System.out.println(found);
      return 0;
    }
    System.out.print(yaml(found));
    return 0;
  }

  /** The text in which it was written, where its kind keeps that. */
  private static String yaml(JsonNode found) {
    if (found.path("yaml").isString()) {
      String text = found.path("yaml").stringValue();
      return (text.startsWith("---") ? "" : "---\n") + text + (text.endsWith("\n") ? "" : "\n");
    }
    ObjectNode applied = ApiClient.mapper().createObjectNode();
    for (String field : List.of("kind", "id", "spec")) {
      applied.set(field, found.path(field));
    }
    return ResourceYaml.of(List.of(applied));
  }
}
