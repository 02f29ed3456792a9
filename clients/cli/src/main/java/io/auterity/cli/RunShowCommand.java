package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.PageWalk;
import io.auterity.cli.exit.CliException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows a run, why it is stalled if it is, and which of its steps wait for a person or a try. */
@Command(
    name = "show",
    description = {
      "Prints a run as JSON.",
      "On standard error it says why the run stands still if it does,",
      "which steps are in doubt and how to answer, which are tried again, when and until when at the",
      "latest, and how to read what is too large to be shown."
    })
final class RunShowCommand extends RemoteCommand.OfTenant {

  private static final List<String> VALUES = List.of("input", "output");

  @Parameters(paramLabel = "RUN", description = "Id of the run, e.g. run_0190…")
  private String run = "";

  @Option(
      names = "--value",
      paramLabel = "VALUE",
      description = {
        "Prints this value whole instead: input or output of the run, STEP.input or STEP.output,",
        "e.g. 'triage[17].classify.output'."
      })
  private @Nullable String value;

  @Override
  public Integer call() {
    ApiClient api = client();
    if (value == null) {
      show(api);
    } else {
      copy(api, path(value));
    }
    return 0;
  }

  private void show(ApiClient api) {
    JsonNode found = api.get(RunCommand.path(run));
    System.out.println(found.toPrettyString());
    VALUES.forEach(name -> tellOfLarge(name, found.path(name)));
    if (found.has("stalled")) {
      System.err.printf(
          "Not carried on: %s%n  ./auterity run repair|skip|end %s --reason TEXT%n",
          found.path("stalled").path("message").asString(""), run);
    } else {
      PageWalk.each(api, RunCommand.path(run) + "/steps?state=waiting&limit=100", this::tell);
    }
  }

  private void tellOfLarge(String name, JsonNode found) {
    if (found.path("at").asString("").equals(path(name))) {
      System.err.printf(
          "%1$s is too large to be shown, %2$d bytes:%n"
              + "  ./auterity run show %3$s --value %1$s >%1$s.json%n",
          name, found.path("size").asLong(0), run);
    }
  }

  private String path(String wanted) {
    int dot = wanted.lastIndexOf('.');
    String name = wanted.substring(dot + 1);
    if (!VALUES.contains(name)) {
      throw CliException.badInput("--value is input, output, STEP.input or STEP.output");
    }
    String owner = dot < 0 ? RunCommand.path(run) : RunCommand.path(run, wanted.substring(0, dot));
    return owner + "/" + name;
  }

  private static void copy(ApiClient api, String path) {
    try (InputStream in = api.stream(path)) {
      in.transferTo(System.out);
    } catch (IOException e) {
      throw CliException.failed("the value broke off: " + e.getMessage());
    }
    if (System.out.checkError()) {
      throw CliException.failed("the value could not be written");
    }
  }

  private void tell(JsonNode step) {
    if (step.has("nextTryAt")) {
      System.err.println(waiting(step));
    }
    if (step.path("waitingFor").asString("").equals("answer")) {
      System.err.printf(
          "%1$s is in doubt: %2$s%n  ./auterity run answer %3$s '%1$s' succeeded|repeat|fail%n",
          step.path("key").asString(""), step.path("failure").path("message").asString(""), run);
    }
  }

  private static String waiting(JsonNode step) {
    String last = step.path("givesUpAt").asString("");
    return "%s waits for try %d at %s%s: %s"
        .formatted(
            step.path("key").asString(""),
            step.path("attempts").asInt(0) + 1,
            step.path("nextTryAt").asString(""),
            last.isEmpty() ? "" : ", until %s at the latest".formatted(last),
            step.path("failure").path("message").asString(""));
  }
}
