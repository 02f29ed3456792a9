package io.auterity.cli;

import io.auterity.cli.exit.CliException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Tells what can be called, and what each connector can do. */
@Command(
    name = "capabilities",
    description = {
      "Prints what can be called, or with --matrix what each connector of a kind can do:",
      "+ full, ~ with limits, * composed of other calls, . not at all."
    })
final class CapabilityCommand extends RemoteCommand.OfTenant {

  private static final Map<String, String> SIGNS =
      Map.of("full", "+", "partial", "~", "emulated", "*", "none", ".");

  @Option(names = "--matrix", description = "What each connector can do.")
  private boolean matrix;

  @Option(names = "--json", description = "What the server tells, as JSON.")
  private boolean json;

  @Parameters(arity = "0..1", paramLabel = "KIND", description = "One kind only, e.g. ai.")
  private String kind = "";

  @Override
  public Integer call() {
    if (kind.contains("?") || kind.contains("&")) {
      throw CliException.badInput("a kind is a word such as ai, not " + kind);
    }
    return matrix ? printMatrix() : printAll();
  }

  private int printAll() {
    JsonNode told = client().get("/api/v1/capabilities");
    if (json) {
      System.out.println(told);
      return 0;
    }
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode one : told.path("items")) {
      if (kind.isEmpty() || one.path("kind").asString().equals(kind)) {
        rows.add(List.of(one.path("id").asString(), one.path("summary").asString()));
      }
    }
    TextTable.print(rows);
    return 0;
  }

  private int printMatrix() {
    String query = kind.isEmpty() ? "" : "?kind=" + kind;
    JsonNode told = client().get("/api/v1/capabilities/matrix" + query);
    if (json) {
      System.out.println(told);
      return 0;
    }
    Map<String, List<JsonNode>> kinds = new LinkedHashMap<>();
    for (JsonNode connector : told.path("connectors")) {
      kinds
          .computeIfAbsent(connector.path("kind").asString(), each -> new ArrayList<>())
          .add(connector);
    }
    String gap = "";
    for (List<JsonNode> connectors : kinds.values()) {
      System.out.print(gap);
      printKind(connectors);
      gap = System.lineSeparator();
    }
    return 0;
  }

  private static void printKind(List<JsonNode> connectors) {
    List<String> capabilities =
        connectors.stream()
            .flatMap(connector -> connector.path("operations").valueStream())
            .map(cell -> cell.path("capability").asString())
            .distinct()
            .toList();
    List<String> head = new ArrayList<>(List.of("connector", "grade", "marks"));
    capabilities.forEach(id -> head.add(id.substring(id.indexOf('.') + 1)));
    List<List<String>> rows = new ArrayList<>(List.of(head));
    connectors.forEach(connector -> rows.add(row(connector, capabilities)));
    TextTable.print(rows);
  }

  // A connector may have operations of its own, which the others have not.
  private static List<String> row(JsonNode connector, List<String> capabilities) {
    List<String> marks = new ArrayList<>();
    connector.path("marks").forEach(mark -> marks.add(mark.asString()));
    List<String> row =
        new ArrayList<>(
            List.of(
                connector.path("id").asString(),
                connector.path("grade").asString(),
                marks.isEmpty() ? "-" : String.join(",", marks)));
    Map<String, String> signs = new HashMap<>();
    for (JsonNode cell : connector.path("operations")) {
      signs.put(
          cell.path("capability").asString(),
          SIGNS.getOrDefault(cell.path("support").asString(), "?"));
    }
    capabilities.forEach(id -> row.add(signs.getOrDefault(id, ".")));
    return row;
  }
}
