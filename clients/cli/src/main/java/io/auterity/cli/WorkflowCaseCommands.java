package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.UrlEncoding;
import io.auterity.cli.exit.CliException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Test cases of a workflow. */
final class WorkflowCaseCommands {

  private static final String NAME = "name";

  private WorkflowCaseCommands() {}

  private static String path(String workflow) {
    return "/api/v1/workflows/%s/cases".formatted(UrlEncoding.encoded(workflow));
  }

  private static String path(String workflow, String name) {
    return path(workflow) + "/" + UrlEncoding.encoded(name);
  }

  /** A command about the cases of one workflow. */
  abstract static class OfWorkflow extends RemoteCommand.OfTenant {

    @Parameters(index = "0", paramLabel = "WORKFLOW", description = "Id of the workflow.")
    String workflow = "";
  }

  /** Runs cases. */
  @Command(
      name = "run",
      description = {
        "Runs cases of a workflow; exit code 1 unless all pass.",
        "It says where the others differ, and which arms of the workflow no case took.",
        "Where there is no case, the exit code is 1 too."
      })
  static final class Run extends OfWorkflow {

    private static final Map<String, String> WORDS =
        Map.of("passed", "passed", "failed", "FAILED", "broken", "BROKEN");

    @Parameters(index = "1..*", paramLabel = "NAME", description = "Names of cases; all if none.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--draft", description = "Test the draft instead of the version in force.")
    private boolean draft;

    @Option(names = "--json", description = "The answer of the API instead.")
    private boolean json;

    @Override
    public Integer call() {
      ObjectNode body = ApiClient.mapper().createObjectNode().put("draft", draft);
      ArrayNode wanted = body.putArray("cases");
      names.forEach(wanted::add);
      JsonNode report = client().post(path(workflow) + "/run", body);
      if (json) {
        System.out.println(report);
      } else {
        print(report);
      }
      boolean passed = report.path("passed").asInt() == report.path("cases").size();
      return passed && !report.path("cases").isEmpty() ? 0 : CliException.FAILED;
    }

    private void print(JsonNode report) {
      for (JsonNode one : report.path("cases")) {
        String outcome = WORDS.getOrDefault(text(one, "outcome"), text(one, "outcome"));
        System.out.printf("%s  %s%n", outcome, text(one, NAME));
        if (one.has("problem")) {
          System.out.printf("        %s%n", text(one, "problem"));
        }
        for (JsonNode at : one.path("differences")) {
          System.out.printf(
              "        %s: expected %s, got %s%n",
              text(at, "path"), value(at, "expected"), value(at, "got"));
        }
      }
      if (report.path("cases").isEmpty()) {
        System.out.printf("%s has no cases%n", workflow);
      }
      int arms = report.path("arms").asInt();
      System.out.printf(
          "%d passed, %d failed, %d broken; %d of %d arms taken%n",
          report.path("passed").asInt(),
          report.path("failed").asInt(),
          report.path("broken").asInt(),
          arms - report.path("untaken").size(),
          arms);
      report.path("untaken").forEach(arm -> System.out.println("not taken: " + described(arm)));
    }

    private static String described(JsonNode arm) {
      String step = text(arm, "step");
      String when = arm.has("when") ? " " + text(arm, "when") : "";
      return switch (text(arm, "kind")) {
        case "run" -> "%s runs, when%s".formatted(step, when);
        case "skip" -> "%s is skipped, unless%s".formatted(step, when);
        case String kind ->
            "%s %s, arm %d%s".formatted(kind, step, arm.path("arm").asInt() + 1, when);
      };
    }

    private static String value(JsonNode of, String field) {
      return of.has(field) ? of.path(field).toString() : "nothing";
    }
  }

  private static String text(JsonNode of, String field) {
    return of.path(field).asString("");
  }

  /** Lists cases. */
  @Command(name = "list", description = "Lists the cases of a workflow.")
  static final class Names extends OfWorkflow {

    @Mixin private final ListForm form = new ListForm();

    @Override
    public Integer call() {
      form.print(client().get(path(workflow)).path("items"), "It has no case.", NAME, "by", "at");
      return 0;
    }
  }

  /** Saves cases. */
  @Command(
      name = "save",
      description = {
        "Saves the cases of a file.",
        "It is YAML or JSON, a document for each case: name, input, pins, expects. E.g.",
        "name: declined",
        "input: {card: c1}",
        "pins: {charge: {failure: {code: forbidden}}}",
        "expects: {output: {paid: false}}"
      })
  static final class Save extends OfWorkflow {

    @Option(
        names = {"-f", "--file"},
        required = true,
        paramLabel = "FILE",
        description = "The cases.")
    private Path file = Path.of("");

    @Override
    public Integer call() {
      List<ObjectNode> cases = new ArrayList<>();
      for (JsonNode one : ResourceYaml.read(file)) {
        if (!(one instanceof ObjectNode read) || text(read, NAME).isEmpty()) {
          throw CliException.badInput(
              "%s: each document is a case with a name, e.g. name: declined".formatted(file));
        }
        cases.add(read);
      }
      ApiClient client = client();
      for (ObjectNode one : cases) {
        String name = one.remove(NAME).asString("");
        byte[] content = ApiClient.mapper().writeValueAsBytes(one);
        client.send("PUT", path(workflow, name), "application/json", content);
        System.out.printf("case %s of %s is saved%n", name, workflow);
      }
      return 0;
    }
  }

  /** A command about one case. */
  abstract static class OfOne extends OfWorkflow {

    @Parameters(index = "1", paramLabel = "NAME", description = "Name of the case.")
    String name = "";
  }

  /** Saves a run as a case. */
  @Command(
      name = "record",
      description = {
        "Saves a run that is over as a case.",
        "What came from outside becomes pins, and its end what is expected. What the run",
        "holds stays in the case until that is deleted."
      })
  static final class RecordRun extends OfOne {

    @Parameters(index = "2", paramLabel = "RUN", description = "Id of the run.")
    private String run = "";

    @Override
    public Integer call() {
      ObjectNode body = ApiClient.mapper().createObjectNode().put("run", run);
      client().post(path(workflow, name) + "/record", body);
      System.out.printf("case %s of %s is saved%n", name, workflow);
      return 0;
    }
  }

  /** Prints a case. */
  @Command(name = "show", description = "Prints a case as YAML that can be saved.")
  static final class Show extends OfOne {

    @Override
    public Integer call() {
      ObjectNode file = ApiClient.mapper().createObjectNode().put(NAME, name);
      client()
          .get(path(workflow, name))
          .path("content")
          .properties()
          .forEach(field -> file.set(field.getKey(), field.getValue()));
      System.out.print(ResourceYaml.of(List.of(file)));
      return 0;
    }
  }

  /** Deletes a case. */
  @Command(name = "delete", description = "Deletes a case.")
  static final class Delete extends OfOne {

    @Override
    public Integer call() {
      client().delete(path(workflow, name));
      System.out.printf("case %s of %s is deleted%n", name, workflow);
      return 0;
    }
  }
}
