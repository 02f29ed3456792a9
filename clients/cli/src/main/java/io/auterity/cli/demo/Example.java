package io.auterity.cli.demo;

import io.auterity.cli.exit.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The files of {@code examples/complaint-triage}. */
record Example(Path folder) {

  private static final YAMLMapper YAML = YAMLMapper.builder().build();

  private static final List<String> FILES =
      List.of("providers.yaml", "prices.yaml", "limits.yaml", "routes.yaml", "workflow.yaml");

  Path input() {
    return folder.resolve("complaints.csv");
  }

  /** Class names and what each means, in the order of the file. */
  Map<String, String> classes() {
    Map<String, String> classes = new LinkedHashMap<>();
    documents("classes.yaml")
        .getFirst()
        .properties()
        .forEach(entry -> classes.put(entry.getKey(), entry.getValue().asString()));
    return classes;
  }

  /** Every declarative resource, with the recordings played back {@code speed} times as fast. */
  List<JsonNode> resources(double speed) {
    List<JsonNode> all = new ArrayList<>();
    for (String file : FILES) {
      all.addAll(documents(file));
    }
    for (JsonNode resource : all) {
      if (resource.path("spec").path("connector").asString("").equals("replay")) {
        ((ObjectNode) resource.path("spec").path("config")).put("speed", speed);
      }
    }
    return all;
  }

  /** How long the step that classifies may take. */
  Duration classifyTimeout() {
    return documents("workflow.yaml").stream()
        .flatMap(workflow -> workflow.path("spec").path("steps").valueStream())
        .flatMap(each -> each.path("steps").valueStream())
        .filter(step -> step.path("id").asString("").equals("classify"))
        .map(step -> Duration.parse("PT" + step.path("timeout").asString()))
        .findFirst()
        .orElseThrow(
            () ->
                CliException.failed(folder + ": the workflow has no step classify with a timeout"));
  }

  private List<JsonNode> documents(String name) {
    return documents(folder.resolve(name));
  }

  /** The documents of a file of YAML. */
  static List<JsonNode> documents(Path file) {
    try (MappingIterator<JsonNode> documents =
        YAML.readerFor(JsonNode.class).readValues(Files.readAllBytes(file))) {
      return documents.readAll();
    } catch (IOException e) {
      throw CliException.failed("%s: cannot be read: %s".formatted(file, e.getMessage()));
    }
  }
}
