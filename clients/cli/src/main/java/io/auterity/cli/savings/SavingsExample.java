package io.auterity.cli.savings;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.exit.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The files of {@code examples/savings}. */
record SavingsExample(Path folder, double speed) {

  private static final YAMLMapper YAML = YAMLMapper.builder().build();
  private static final List<String> FILES = List.of("providers.yaml", "prices.yaml", "routes.yaml");

  static SavingsExample of(Path folder) {
    return new SavingsExample(folder, speed(folder));
  }

  private static double speed(Path folder) {
    return documents(folder, "providers.yaml").stream()
        .map(one -> one.path("spec").path("config").path("speed"))
        .filter(JsonNode::isNumber)
        .mapToDouble(JsonNode::asDouble)
        .findFirst()
        .orElseThrow(
            () -> CliException.failed(folder.resolve("providers.yaml") + ": says no speed"));
  }

  /** All that is applied. */
  ArrayNode resources() {
    ArrayNode all = ApiClient.mapper().createArrayNode();
    FILES.forEach(file -> documents(folder, file).forEach(all::add));
    return all;
  }

  /** Complaints and answers of models that were written for the example, and not recorded. */
  Path madeUp() {
    return folder.resolve("made-up-answers.csv");
  }

  /** The policy that each route belongs to, by the route's id. */
  Map<String, String> policies() {
    Map<String, String> policies = new TreeMap<>();
    for (JsonNode route : documents(folder, "routes.yaml")) {
      policies.put(
          route.path("id").asString(""),
          route.path("spec").path("when").path("labels").path("policy").asString(""));
    }
    return policies;
  }

  /** Class names and what each means. */
  JsonNode classes() {
    return documents(folder, "classes.yaml").getFirst();
  }

  private static List<JsonNode> documents(Path folder, String name) {
    Path file = folder.resolve(name);
    try (MappingIterator<JsonNode> documents =
        YAML.readerFor(JsonNode.class).readValues(Files.readAllBytes(file))) {
      return new ArrayList<>(documents.readAll());
    } catch (IOException e) {
      throw CliException.failed("%s: cannot be read: %s".formatted(file, e.getMessage()));
    }
  }
}
